"""What surrounds the reading desk, by keyboard alone: queues, search, looks, guideline, insight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Key, Kind, Store, Workspace

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
SOON = 30_000  # ms; two busy cores
FAR = 80  # presses of Tab after which something counts as out of reach
# What has the focus, through the components' own roots, as a screen reader would name it.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at?.matches("a, button, input, summary, textarea, [role]")) return [];
  const labelled = (at.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => at.getRootNode().getElementById(id)?.innerText ?? "");
  return [at.getAttribute("aria-label"), ...labelled, ...[...(at.labels ?? [])].map((one) => one.innerText), at.innerText].filter(Boolean);
}"""


@pytest.fixture
def store(serve: Callable[..., Any]) -> tuple[Any, Store]:
    server = serve()
    return server, create(Workspace(server.home), "Sample", read([SAMPLE]), []).store


@pytest.fixture
def opened(
    store: tuple[Any, Store], page: Page, settled: Callable[[Page], Page]
) -> Callable[..., Page]:
    def open_(path: str, **params: str) -> Page:
        page.goto(store[0].address(path, project="Sample", **params))
        return settled(page)

    return open_


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until what bears this name has the focus."""
    met = []
    for _ in range(FAR):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        met.append(page.evaluate(FOCUSED))
        if any(line.startswith(name) for one in met[-1] for line in one.splitlines()):
            return
    pytest.fail(f"“{name}” cannot be reached with Tab; there were {met}")


def unfold(page: Page, name: str) -> None:
    """Go to what unfolds under this name, and unfold it."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.get_by_test_id("stPopoverBody").wait_for(timeout=SOON)


def choose(page: Page, name: str) -> None:
    """Type into the list that has the focus, and take what it finds."""
    page.keyboard.type(name)
    page.get_by_role("option").filter(has_text=name).first.wait_for()
    page.keyboard.press("Enter")


def turned_to(page: Page, title: str) -> None:
    expect(page.get_by_test_id("reader").locator(".queue")).to_have_text(title, timeout=SOON)
    desk_of(page)


def desk_of(page: Page) -> Locator:
    """The desk, once the page around it stands still: a list that is drawn anew forgets its keys."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SOON)
    desk = page.get_by_test_id("reader")
    desk.wait_for(timeout=SOON)
    expect(desk).to_have_attribute("data-saved", "true", timeout=SOON)
    return desk


def test_queues_are_searched_chosen_narrowed_and_saved_by_keys_alone(
    opened: Callable[..., Page],
) -> None:
    page = opened("read")
    desk = desk_of(page)
    everything = int(desk.get_attribute("data-count") or 0)

    page.keyboard.press("/")
    page.keyboard.type("charged")
    page.keyboard.press("Enter")
    expect(desk.locator("mark.found").first).to_have_text("charged", timeout=SOON)
    assert 0 < int(desk.get_attribute("data-count") or 0) < everything

    desk_of(page)
    page.keyboard.press("u")
    choose(page, "Most probably wrong")
    turned_to(page, "Most probably wrong first, some by chance")
    tab_to(page, "Annotator", back=True)
    choose(page, "judge-1")
    turned_to(page, "Most probably wrong of judge-1 first, some by chance")

    unfold(page, "More")
    tab_to(page, "Someone said")
    choose(page, "tone: angry")
    tab_to(page, "Read these")
    page.keyboard.press("Enter")
    turned_to(page, "Items where judge-1 said angry")
    narrowed = desk.get_attribute("data-count")

    unfold(page, "More")
    tab_to(page, "Save this queue as")
    page.keyboard.type("the angry ones")
    page.keyboard.press("Enter")
    page.get_by_text("Saved as “the angry ones”").wait_for(timeout=SOON)
    page.keyboard.press("Escape")
    opened("read")
    desk = desk_of(page)
    page.keyboard.press("u")
    choose(page, "the angry ones")
    turned_to(page, "Items where judge-1 said angry")
    expect(desk).to_have_attribute("data-count", str(narrowed), timeout=SOON)


def test_how_items_look_is_chosen_by_keys_alone(
    opened: Callable[..., Page],
) -> None:
    page = opened("read")
    desk = desk_of(page)
    unfold(page, "More")
    tab_to(page, "How items look")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog").filter(has_text="How items look")
    dialog.get_by_role("button", name="Guess again").wait_for(timeout=SOON)  # the last of it
    for _ in range(2):  # of the text, of what is in the line above it
        tab_to(page, "Title")
    page.keyboard.type("Came by")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0, timeout=SOON)
    expect(desk.get_by_title("Came by")).to_be_visible(timeout=SOON)
    page.keyboard.press("j")  # the keys are the desk's again
    expect(desk).to_have_attribute("data-position", "1")


def test_answering_first_is_turned_on_and_done_by_keys_alone(
    opened: Callable[..., Page], store: tuple[Any, Store]
) -> None:
    page = opened("read", reviewer="Ana")
    desk = desk_of(page)
    tab_to(page, "Answer first")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("reveal").first).to_be_visible(timeout=SOON)
    expect(desk.get_by_test_id("label-row")).to_have_count(0)
    for _ in range(2):  # two questions
        page.keyboard.press("2")
    expect(desk.get_by_test_id("label-row").first).to_be_visible(timeout=SOON)
    desk_of(page)
    answers = store[1].record().answers
    assert len(answers) == 2
    page.keyboard.press("j")
    expect(page.get_by_test_id("reveal").first).to_be_visible(timeout=SOON)
    page.keyboard.press("Space")
    expect(desk.get_by_test_id("label-row").first).to_be_visible(timeout=SOON)
    unfold(page, "Ana")
    page.get_by_text("You agree with the majority on").first.wait_for(timeout=SOON)


def test_the_guideline_is_written_and_brought_back_by_keys_alone(
    opened: Callable[..., Page], store: tuple[Any, Store]
) -> None:
    kept = store[1]
    page = opened("guideline")
    tab_to(page, "Guideline, in Markdown")
    page.keyboard.type("1. Calm is the absence of anger.")
    expect(page.get_by_test_id("guideline")).to_have_attribute("data-saved", "true", timeout=SOON)
    assert kept.entry(Key(Kind.GUIDELINE)).value == "1. Calm is the absence of anger."
    kept.put(Key(Kind.GUIDELINE), "1. Calm is politeness.", "Ben")
    opened("guideline")
    tab_to(page, "2 versions")
    page.keyboard.press("Enter")
    tab_to(page, "Bring this version back")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("guideline")).to_have_value(
        "1. Calm is the absence of anger.", timeout=SOON
    )


def test_what_was_named_is_merged_and_exported_by_keys_alone(
    opened: Callable[..., Page], store: tuple[Any, Store]
) -> None:
    kept = store[1]
    for who, name in (("judge-1", "irony"), ("Ines", "sarcasm")):
        kept.put(Key(Kind.VERDICT, "T-0087", who, "tone"), "error")
        kept.put(Key(Kind.ERROR_TYPE, "T-0087", who, "tone"), name)
    page = opened("insight")
    unfold(page, "Rename or merge")
    tab_to(page, "These")
    for name in ("irony", "sarcasm"):
        choose(page, name)
    page.keyboard.press("Escape")  # the list of choices, not what it is in
    tab_to(page, "become")
    page.keyboard.type("irony or sarcasm")
    page.keyboard.press("Enter")
    page.get_by_text("2 cases renamed").wait_for(timeout=SOON)
    assert {one.error_type for one in kept.record().judgements} == {"irony or sarcasm"}
    opened("insight")
    for name, file in (("Markdown", "insight.md"), ("CSV", "insight.csv")):
        tab_to(page, name)
        with page.expect_download(timeout=SOON) as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == file
        assert "irony or sarcasm" in Path(download.value.path()).read_text("utf-8")


def test_while_answering_first_nothing_about_labels_is_on_the_wire(
    opened: Callable[..., Page], store: tuple[Any, Store], page: Page
) -> None:
    """Not the labels, what is doubted, told by words, said before, or happened to the item."""
    frames: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(_text(frame)))

    page.on("websocket", listen)
    opened("read")
    desk = desk_of(page)
    first = desk.get_attribute("data-item") or ""
    [row, *_] = desk.get_by_test_id("label-row").all()
    who = row.get_attribute("data-annotator") or ""
    for kind, said in ((Kind.VERDICT, "error"), (Kind.MESSAGE, "as the others saw")):
        store[1].put(Key(kind, first, who, "tone"), said)
    told = ('"status":', '"doubt": {', '"differs":', "as the others saw")
    assert [one for one in told[:3] if any(one in frame for frame in frames)] == list(told[:3])
    tab_to(page, "Answer first")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("reveal").first).to_be_visible(timeout=SOON)
    frames.clear()  # until then some may still be of the desk that shows labels
    page.keyboard.press("h")
    expect(page.get_by_test_id("history")).to_be_visible(timeout=SOON)
    page.keyboard.press("Escape")
    for _ in range(30):
        page.keyboard.press("j")
    expect(desk).to_have_attribute("data-position", "30")
    desk_of(page)
    page.wait_for_timeout(1000)
    assert any('"labels": null' in frame for frame in frames)
    assert [one for one in told if any(one in frame for frame in frames)] == []


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
