"""The durable text field in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from annotate.workspace import Key, Kind, Workspace

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "desk_app.py"
SOON = 15_000  # ms; two busy cores


@pytest.fixture
def server(serve: Callable[..., Any]) -> Any:
    return serve(APP)


@pytest.fixture
def field(server: Any, page: Page, settled: Callable[[Page], Page]) -> Locator:
    page.goto(server.address(page="write"))
    settled(page)
    return page.get_by_test_id("writer")


def letter(server: Any) -> Any:
    key = Key(Kind.LETTER, annotator_id="Mira")
    entry = Workspace(server.home).open("desk").store.entry(key)
    return None if entry is None else entry.value


def test_the_draft_is_shown_and_stored_with_the_first_edit(
    field: Locator, page: Page, server: Any
) -> None:
    expect(field).to_have_value("Dear Mira")
    assert letter(server) is None
    field.press("End")
    field.type(",\nyour calm labels are right.")
    expect(field).to_have_attribute("data-saved", "true", timeout=SOON)
    assert letter(server) == "Dear Mira,\nyour calm labels are right."
    expect(page.get_by_test_id("stText")).to_contain_text("your calm labels are right.")
    field.fill("")
    expect(field).to_have_attribute("data-saved", "true", timeout=SOON)
    page.reload()
    expect(page.get_by_test_id("writer")).to_have_value("")


def test_typed_text_survives_a_refresh_and_a_killed_server(
    field: Locator, page: Page, server: Any
) -> None:
    field.press("End")
    field.type(" one")
    page.reload()
    expect(field).to_have_value("Dear Mira one")
    page.keyboard.type(" two")
    server.kill()
    page.keyboard.type(" three")
    expect(field).to_have_attribute("data-saved", "false")
    server.start()
    expect(field).to_have_attribute("data-saved", "true", timeout=60_000)
    expect(field).to_have_value("Dear Mira one two three")
    assert letter(server) == "Dear Mira one two three"


def test_two_tabs_are_asked_and_either_text_can_stay(
    field: Locator, context: BrowserContext, server: Any, settled: Callable[[Page], Page]
) -> None:
    other = context.new_page()
    other.goto(server.address(page="write"))
    settled(other)
    field.fill("first")
    expect(field).to_have_attribute("data-saved", "true", timeout=SOON)
    second = other.get_by_test_id("writer")
    second.fill("second")
    expect(other.get_by_test_id("conflict-theirs")).to_have_text("first", timeout=SOON)
    second.type(" and more")  # what goes on being typed is still mine
    expect(other.get_by_test_id("conflict-mine")).to_have_text("second and more")
    other.get_by_test_id("keep-mine").click()
    expect(second).to_have_attribute("data-saved", "true", timeout=SOON)
    assert letter(server) == "second and more"


def test_a_click_right_after_typing_is_neither_lost_nor_ahead_of_what_was_typed(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address(page="write"))
    field = settled(page).get_by_test_id("writer")
    field.wait_for(timeout=60_000)
    for press in range(1, 6):
        field.press("Control+End")
        page.keyboard.type(f" word{press}")
        page.get_by_role("button", name="Count").click()
        expect(page.get_by_text(f"pressed {press}", exact=True)).to_be_visible(timeout=SOON)
        key = Key(Kind.LETTER, annotator_id="Mira")
        entry = Workspace(server.home).open("desk").store.entry(key)
        assert str(entry.value).endswith(f"word{press}")
