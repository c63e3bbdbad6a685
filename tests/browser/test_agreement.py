"""Every picture of the Agreement page opens what is behind it, and can be taken away."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from annotate.annotations import Annotations
from annotate.charts import palette
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
NAME = "Sample"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(serve_many):
    """The sample, which none of these tests changes."""
    served = serve_many()
    create(Workspace(served.home), NAME, read([SAMPLE]), [])
    return served


@pytest.fixture
def at(server, page, settled):
    """Open a place of the Agreement page of the sample: ``at("Pairs")``."""

    def place(name: str) -> Page:
        page.goto(server.address("agreement", project=NAME, where=name))
        settled(page)
        page.locator("svg.marks").nth(1).wait_for(timeout=60_000)
        return page

    return place


@pytest.fixture
def data() -> Annotations:
    return read([SAMPLE]).annotations


def mark(page: Page, picture: str, *said: str) -> Locator:
    """The mark of a chart whose description has all of these words, as a screen reader hears it;
    the last of them, which is the one on top."""
    found = page.locator(f".st-key-picture-{picture} .mark-rect path[aria-label]")
    for words in said:
        found = found.and_(page.locator(f'[aria-label*="{words}"]'))
    return found.last


def click(one: Locator) -> None:
    """Click a mark beside the number that may stand in its middle."""
    one.click(position={"x": 6, "y": 6})


def opened(page: Page, path: str) -> dict[str, str]:
    """Wait for a page to open; what its address asks for."""
    page.wait_for_url(f"**/{path}?*", timeout=60_000)
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def labels_of(data: Annotations, item: str) -> dict[str, str]:
    """annotator -> tone, of one item."""
    rows = data.rows_of_item(data.item_codes[item])
    question = data.question("tone")
    return {
        data.annotator_ids[int(data.table["annotator"].iloc[row])]: question.shown(
            int(data.labels["tone"][row])
        )
        for row in rows
    }


def item_at_hand(page: Page) -> str:
    desk = page.get_by_test_id("reader")
    desk.wait_for(timeout=60_000)
    expect(desk).not_to_have_attribute("data-item", "")
    return str(desk.get_attribute("data-item"))


def test_a_cell_of_two_categories_opens_an_item_where_they_met(at, data):
    page = at("Categories")
    click(mark(page, "categories", "one said: angry", "the others said: calm"))
    asked = opened(page, "read")
    assert (asked["queue"], asked["said"], asked["others"]) == ("cell", "angry", "calm")
    assert {"angry", "calm"} <= set(labels_of(data, item_at_hand(page)).values())


def test_a_category_opens_the_items_where_it_is_taken_for_another(at, data):
    page = at("Categories")
    click(mark(page, "each-category", "name: annoyed"))
    asked = opened(page, "read")
    assert (asked["said"], asked["others"]) == ("annoyed", "calm")
    assert {"annoyed", "calm"} <= set(labels_of(data, item_at_hand(page)).values())


def test_a_pair_opens_an_item_on_which_the_two_differ(at, data):
    page = at("Pairs")
    click(mark(page, "pairs", "row: Mira", "column: Jonas"))
    assert opened(page, "read")["queue"] == "pair"
    labels = labels_of(data, item_at_hand(page))
    assert labels["Mira"] != labels["Jonas"]


def test_an_annotator_opens_their_page(at):
    page = at("Annotators")
    click(mark(page, "annotators", "name: Tomás"))
    assert opened(page, "annotator")["annotator"] == "Tomás"
    expect(page.get_by_role("heading", name="Tomás")).to_be_visible(timeout=60_000)


def test_a_round_shows_the_page_for_its_labels_alone(at, data, settled):
    page = at("Rounds")
    click(mark(page, "rounds", "round 2"))
    n_labels = int(np.sum(data.counted("tone", (data.table["round"] == 1).to_numpy())))
    expect(page.get_by_text(f"{n_labels:,} labels by")).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.get_by_role("combobox", name="Round")).to_have_value("round 2")


def test_a_question_becomes_the_question_of_the_page(at):
    page = at("Questions")
    click(mark(page, "questions", "urgency"))
    expect(page.get_by_role("combobox", name="Question")).to_have_value("urgency", timeout=60_000)
    expect(page.get_by_text("urgency.", exact=True)).to_be_visible()


def test_going_back_from_what_was_opened_finds_the_same_place(at, settled):
    page = at("Annotators")
    click(mark(page, "annotators", "name: Mira"))
    opened(page, "annotator")
    settled(page)
    page.go_back()
    opened(page, "agreement")
    settled(page)
    expect(page.get_by_role("tab", name="Annotators")).to_have_attribute("aria-selected", "true")


def test_a_picture_and_its_data_can_be_taken_away(at, data):
    page = at("Annotators")
    for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=kind, exact=True).first.click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(begins)
        assert download.value.suggested_filename == f"agreement-annotators.{kind.lower()}"
        assert kind == "PNG" or "Tomás".encode() in content
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    assert {row["annotator"] for row in rows} == set(data.annotator_ids)
    assert {row["annotator"] for row in rows if row["flagged"] == "yes"} == {"Jonas", "Tomás"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_either_theme_the_print_of_a_picture_stands_out_from_the_page(at, theme):
    page = at("Annotators")
    page.emulate_media(color_scheme=theme)
    page.reload()
    page.locator(".st-key-picture-annotators svg.marks").wait_for(timeout=60_000)
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 25, 29)"}[theme]
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", paper)
    label = page.locator(".st-key-picture-annotators svg.marks text", has_text="Tomás")
    expect(label).to_have_attribute("fill", palette.QUIET[theme])


def test_tabs_open_one_after_the_other_whatever_a_link_named(at, settled):
    page = at("Pairs")
    for name, said in (
        ("Items", "labels differ"),
        ("Questions", "Click a question"),
        ("Pairs", "Cohen"),
    ):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_text(said).first).to_be_visible(timeout=60_000)
        settled(page)
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
