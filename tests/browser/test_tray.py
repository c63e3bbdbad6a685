"""The evidence tray in a real browser: chosen, ordered and dropped by keys, and kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from serving import ROOT

from annotate.feedback.choice import Choice
from annotate.letters import plan_of
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Key, Kind, Workspace

pytestmark = pytest.mark.browser

SOON = 20_000  # ms; two busy cores
ITEMS = ("T-0047", "T-0072", "T-0088")


@pytest.fixture
def server(serve: Callable[..., Any]) -> Any:
    server = serve()
    project = create(
        Workspace(server.home), "Sample", read([ROOT / "sample_data" / "labels.csv"]), []
    )
    for item in ITEMS:
        project.store.put(Key(Kind.VERDICT, item, "Tomás", "tone"), "error")
        project.store.put(Key(Kind.RULING, item, question="tone"), "annoyed")
    return server


def kept(server: Any) -> Choice:
    return plan_of(Workspace(server.home).open("Sample"), "Tomás", "2").choice


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what follows from what was done."""
    for _ in range(SOON // 200):
        if holds():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not follow")


def test_evidence_is_chosen_ordered_and_dropped_by_keys_and_the_draft_follows(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address("letters", project="Sample", annotator="Tomás"))
    tray = settled(page).get_by_test_id("tray")
    row = tray.locator("details .row")
    expect(row.first).to_be_visible(timeout=SOON)
    first, second, third = (row.nth(k).get_attribute("data-item") for k in range(3))

    row.nth(2).focus()
    page.keyboard.press("Space")
    page.keyboard.press("k")
    page.keyboard.press("Space")
    until(page, lambda: kept(server).chosen == ((third, "tone"), (second, "tone")))
    page.keyboard.press("k")
    page.keyboard.press("x")
    until(page, lambda: kept(server).dropped == {(first, "tone")})

    tray.locator(f".chosen .row[data-item={second}]").focus()
    page.keyboard.press("Alt+ArrowUp")
    until(page, lambda: kept(server).chosen[0] == (second, "tone"))
    letter = page.get_by_test_id("letter")
    example = re.compile(r'example "([^"]+)"')

    def told() -> list[str]:
        """Of the three, those that the letter shows, in its order."""
        shown = example.findall(letter.input_value())
        return [item for item in shown if item in (first, second, third)]

    until(page, lambda: told() == [second, third])

    page.reload()
    expect(settled(page).get_by_test_id("tray").locator(".chosen .row").first).to_have_attribute(
        "data-item", str(second), timeout=SOON
    )


def test_an_item_of_the_tray_opens_at_the_reading_desk(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address("letters", project="Sample", annotator="Tomás"))
    row = settled(page).get_by_test_id("tray").locator("details .row").first
    item = row.get_attribute("data-item")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("reader")).to_have_attribute("data-item", str(item), timeout=60_000)
