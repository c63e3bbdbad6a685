"""From a decision taken back to the items that flip, and from a draw to what is kept of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from annotate.ablation import flipped, together
from annotate.follow_up import plan_in
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
NAME = "Sample"

pytestmark = pytest.mark.browser
SOON = 60_000  # ms; two busy cores


@pytest.fixture
def project(serve):
    server = serve()
    return server, create(Workspace(server.home), NAME, read([SAMPLE]), [])


def test_a_link_shows_what_flips_and_the_reading_desk_has_just_these(
    project, page: Page, settled
) -> None:
    server, kept = project
    page.goto(server.address("ablations", project=NAME, take="annotator:Kofi"))
    settled(page)
    expect(page.get_by_text("Without Kofi: 1,683 labels on 295 items are left.")).to_be_visible(
        timeout=SOON
    )
    cases = flipped(kept.data(), "tone", together(["annotator:Kofi"]))
    page.get_by_role("button", name="Read these").click()
    desk = page.get_by_test_id("reader")
    expect(desk).to_have_attribute("data-count", str(len(cases)), timeout=SOON)
    expect(desk).to_have_attribute("data-item", cases[0].item_id)


def test_an_annotator_in_the_chart_opens_their_ablation(project, page: Page, settled) -> None:
    server, _ = project
    page.goto(server.address("ablations", project=NAME))
    settled(page)
    row = page.locator('.st-key-picture-without-each .mark-rect path[aria-label*="Jonas"]').last
    row.click(position={"x": 6, "y": 6}, timeout=SOON)
    page.wait_for_url("**take=annotator**", timeout=SOON)
    assert parse_qs(urlsplit(page.url).query)["take"] == ["annotator:Jonas"]
    expect(page.get_by_text(re.compile(r"Without Jonas: 1,\d+ labels"))).to_be_visible(timeout=SOON)


def test_a_draw_is_on_disk_before_the_page_says_so(project, page: Page, settled) -> None:
    server, kept = project
    page.goto(server.address("rounds", project=NAME))
    settled(page)
    page.get_by_role("button", name="Draw who gets a letter first").click(timeout=SOON)
    expect(page.get_by_text("Chance drew who gets a letter about round 2 first.")).to_be_visible(
        timeout=SOON
    )
    plan = plan_in(kept, "2")
    expect(page.get_by_text(f"Now ({len(plan.first)}): {', '.join(plan.first)}")).to_be_visible()


def test_rounds_are_set_by_hand_and_taken_back(project, page: Page, settled) -> None:
    server, kept = project
    page.goto(server.address("rounds", project=NAME))
    settled(page)
    page.get_by_role("button", name="Set the rounds").click()
    dialog = page.get_by_role("dialog")
    names = dialog.get_by_label("Round", exact=True)
    expect(names).to_have_count(3, timeout=SOON)
    names.nth(0).fill("pilot")
    names.nth(2).fill("late")
    names.nth(2).press("Tab")
    dialog.get_by_label("year, From this day on").nth(2).click()
    page.keyboard.type("20260328")
    names.nth(0).click()  # a day counts once its field is left
    expect(dialog.get_by_text("late: ")).to_be_visible(timeout=SOON)
    dialog.get_by_role("button", name="Set these rounds").click()
    expect(page.get_by_text("From round 2 to late alpha of")).to_be_visible(timeout=SOON)
    assert kept.data().rounds == ("pilot", "2", "late")
    page.goto(server.address("", project=NAME))
    settled(page)
    expect(page.get_by_text("Rounds were set by hand")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Redo")).to_be_visible(timeout=SOON)
    assert kept.data().rounds == ("1", "2")
