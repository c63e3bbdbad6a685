"""The whole job in a real browser: from a CSV to letters, with the server killed on the way."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotate.judgements import Verdict
from annotate.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "labels.csv"
NAME = "Support tone"
KEYS = {
    "e": Verdict.ERROR,
    "o": Verdict.OTHERS_WRONG,
    "b": Verdict.BOTH_ACCEPTABLE,
    "g": Verdict.GUIDELINE_UNCLEAR,
    "x": Verdict.BAD_ITEM,
}
ITEMS = 20
KILL_AFTER = 9

pytestmark = pytest.mark.browser


def saved(page: Page) -> None:
    """Wait until the desk says that everything is on the disk."""
    expect(page.get_by_test_id("reader")).to_have_attribute("data-saved", "true", timeout=30_000)


def judge(page: Page, key: str) -> tuple[str, str]:
    """Choose a label of the item at hand and press a verdict; (item, annotator)."""
    desk = page.get_by_test_id("reader")
    item = desk.get_attribute("data-item")
    page.keyboard.press("ArrowDown")
    row = page.locator("[data-testid=label-row][aria-selected=true]")
    annotator, question = row.get_attribute("data-annotator"), row.get_attribute("data-focus")
    row = page.locator(f'[data-testid=label-row][data-focus="{question}"]')
    page.keyboard.press(key)
    expect(row).to_have_attribute("data-verdict", KEYS[key].value)
    return str(item), str(annotator)


def test_from_a_csv_to_letters_with_the_server_killed_on_the_way(serve, page, settled):
    """Import, read 20 items by keyboard, lose the server, export: nothing confirmed is missing."""
    server = serve()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))

    # Data: upload, look, import.
    page.goto(server.address())
    settled(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(SAMPLE)
    name = page.get_by_label("Project name")
    name.wait_for(timeout=60_000)
    name.fill(NAME)
    name.press("Enter")
    settled(page)
    page.get_by_role("button", name="Import", exact=True).click()

    # Read: 20 items, a verdict on each, a message on every third, all by keyboard.
    page.get_by_role("button", name="Start reading").click()
    desk = page.get_by_test_id("reader")
    desk.wait_for(timeout=60_000)
    said: dict[tuple[str, str], str] = {}
    written: dict[tuple[str, str], str] = {}
    keys = list(KEYS)
    for position in range(ITEMS):
        expect(desk).to_have_attribute("data-position", str(position))
        key = keys[position % len(keys)]
        where = judge(page, key)
        said[where] = KEYS[key].value
        if position % 3 == 0:
            text = f"About item {where[0]}: “read the whole message” (no. {position})."
            page.keyboard.press("m")
            page.keyboard.type(text)
            page.keyboard.press("Enter")
            written[where] = text
        if position == KILL_AFTER:
            saved(page)
            server.kill()
            page.keyboard.press("j")
            page.keyboard.press("ArrowDown")
            server.start()
            # While it was away Streamlit may have put a dialog over the page, which takes keys.
            page.locator("[data-test-connection-state=CONNECTED]").wait_for(timeout=60_000)
            page.get_by_role("dialog").wait_for(state="hidden", timeout=60_000)
            page.keyboard.press("k")
            saved(page)
            expect(desk).to_have_attribute("data-position", str(position))
        page.keyboard.press("j")
    saved(page)

    record = Workspace(server.home).open(NAME).store.record()
    kept = {(one.item_id, one.annotator_id): one for one in record.judgements}
    assert {where: one.verdict.value for where, one in kept.items() if one.verdict} == said
    assert {where: one.message for where, one in kept.items() if one.message} == written
    assert len(record.reads) >= ITEMS

    # Annotators: the table is there, and one click on a dot opens the annotator.
    page.get_by_role("link", name="Annotators", exact=True).click()
    settled(page)
    expect(page.get_by_text("Click a row to open the annotator")).to_be_visible()

    # Agreement: the sentence that says whether the labels can be trusted.
    page.get_by_role("link", name="Agreement", exact=True).click()
    settled(page)
    expect(page.get_by_text("Krippendorff", exact=False).first).to_be_visible()

    # Letters: write into one, mark it ready, export all.
    page.get_by_role("link", name="Letters", exact=True).click()
    settled(page)
    field = page.get_by_test_id("letter")
    field.wait_for(timeout=60_000)
    field.press("Control+End")
    field.press_sequentially("\n\nThank you, and until Thursday.\n")
    expect(page.locator(".writer", has=field)).to_have_attribute(
        "data-saved", "true", timeout=30_000
    )
    expect(page.get_by_text("Thank you, and until Thursday.").last).to_be_visible()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Download all letters").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    names = archive.namelist()
    assert "summary.csv" in names
    people = {
        one.annotator_id for one in Workspace(server.home).open(NAME).data().annotators.itertuples()
    }
    assert sum(name.endswith(".html") for name in names) == len(people)
    letters = [archive.read(name).decode() for name in names if name.endswith(".md")]
    assert any("Thank you, and until Thursday." in letter for letter in letters)
    assert not problems, json.dumps(problems)
