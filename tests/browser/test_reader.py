"""The reading desk in a real browser, over a real server and store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, WebSocket, expect

from annotate.judgements import Verdict
from annotate.workspace import Kind, Store, Workspace

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "desk_app.py"
SOON = 15_000  # ms; two busy cores


@pytest.fixture
def server(serve: Callable[..., Any]) -> Any:
    return serve(APP)


@pytest.fixture
def desk(server: Any, page: Page, settled: Callable[[Page], Page]) -> Locator:
    page.goto(server.address())
    return on(settled(page))


def on(page: Page) -> Locator:
    root = page.get_by_test_id("reader")
    root.wait_for(timeout=60_000)
    return root


def saved(root: Locator, timeout: float = SOON) -> None:
    expect(root).to_have_attribute("data-saved", "true", timeout=timeout)


def store_of(server: Any) -> Store:
    return Workspace(server.home).open("desk").store


def values(server: Any, kind: Kind) -> dict[tuple[str, str], Any]:
    entries = store_of(server).entries(kind)
    return {(entry.key.item_id, entry.key.annotator_id): entry.value for entry in entries}


def test_no_key_press_is_dropped_however_fast(desk: Locator, page: Page) -> None:
    for _ in range(200):
        page.keyboard.press("j")
    expect(desk).to_have_attribute("data-position", "200")
    expect(desk).to_have_attribute("data-item", "T-0196", timeout=SOON)
    for _ in range(50):
        page.keyboard.press("ArrowLeft")
    expect(desk).to_have_attribute("data-item", "T-0146", timeout=SOON)


def test_a_judgement_is_in_the_store_once_the_desk_says_so(
    desk: Locator, page: Page, server: Any
) -> None:
    row = desk.locator("[data-testid=label-row][aria-selected=true]")
    annotator = row.get_attribute("data-annotator")
    page.keyboard.press("e")
    expect(row).to_have_attribute("data-verdict", "error")
    page.keyboard.press("m")
    page.keyboard.type("jeez, sarcasm alone is rule 2b")  # no letter of it is taken for a key
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.type("a note\n", delay=1)
    page.keyboard.press("2")
    page.keyboard.press("s")
    saved(desk)
    at = ("T-0000", annotator)
    assert values(server, Kind.VERDICT)[at] == Verdict.ERROR
    assert values(server, Kind.MESSAGE)[at] == "jeez, sarcasm alone is rule 2b"
    assert values(server, Kind.EXEMPLARY)[at] is True
    assert values(server, Kind.NOTE)["T-0000", ""] == "a note"
    assert values(server, Kind.RULING)["T-0000", ""] == "annoyed"
    page.keyboard.press("e")
    saved(desk)
    assert values(server, Kind.VERDICT)[at] is None


def test_undo_takes_back_the_last_changes_one_by_one(
    desk: Locator, page: Page, server: Any
) -> None:
    row = desk.locator("[data-testid=label-row][aria-selected=true]")
    for key in ("e", "b"):
        page.keyboard.press(key)
    page.keyboard.press("m")
    page.keyboard.type("hello")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("z")
    expect(desk).to_have_attribute("data-item", "T-0000")
    expect(page.get_by_test_id("message")).to_have_value("")
    expect(row).to_have_attribute("data-verdict", "both_acceptable")
    page.keyboard.press("z")
    expect(row).to_have_attribute("data-verdict", "error")
    page.keyboard.press("z")
    expect(row).to_have_attribute("data-verdict", "")
    saved(desk)
    assert set(values(server, Kind.VERDICT).values()) == {None}


def test_text_stays_with_its_label_whatever_is_chosen_next(
    desk: Locator, page: Page, server: Any
) -> None:
    rows = desk.get_by_test_id("label-row")
    for place, name in ((0, "Mira"), (1, "Tomás"), (3, "judge-1")):
        rows.nth(place).click()
        page.get_by_test_id("message").fill(f"to {name}")
    page.get_by_role("button", name="Next item").click()
    rows.nth(0).click()
    page.get_by_test_id("message").type("another item")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    rows.nth(1).click()
    expect(page.get_by_test_id("message")).to_have_value("to Tomás")
    saved(desk)
    assert values(server, Kind.MESSAGE) == {
        ("T-0000", "Mira"): "to Mira",
        ("T-0000", "Tomás"): "to Tomás",
        ("T-0000", "judge-1"): "to judge-1",
        ("hostile", "Mira"): "another item",
    }


def test_what_was_typed_a_moment_ago_survives_a_refresh(
    desk: Locator, page: Page, server: Any
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("typed and gone")
    page.reload()
    root = on(page)
    expect(root).to_have_attribute("data-item", "arabic")
    expect(page.get_by_test_id("note")).to_have_value("typed and gone")
    page.keyboard.type(" on")  # the caret is where it was
    saved(root)
    assert values(server, Kind.NOTE)["arabic", ""] == "typed and gone on"


def test_what_is_typed_while_the_server_is_killed_is_saved_after_its_restart(
    desk: Locator, page: Page, server: Any
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.keyboard.type("before the crash, ")
    saved(desk)
    page.keyboard.type("during it, ")
    server.kill()
    page.keyboard.type("after it")
    expect(desk).to_have_attribute("data-saved", "false")
    expect(desk).to_contain_text("the server does not answer", timeout=SOON)
    server.start()
    root = on(page)
    saved(root, 60_000)
    expect(root).to_have_attribute("data-item", "hostile")
    expect(page.get_by_test_id("message")).to_have_value("before the crash, during it, after it")
    [text] = values(server, Kind.MESSAGE).values()
    assert text == "before the crash, during it, after it"


def test_a_server_that_is_away_stops_neither_writing_nor_judging(
    desk: Locator, page: Page, server: Any
) -> None:
    """Streamlit lays a dialog over the page then, which would take the focus and every key."""
    page.evaluate("window.loadedOnce = true")
    page.keyboard.press("m")
    page.keyboard.type("before ")
    saved(desk)
    server.kill()
    for _ in range(30):  # one dialog comes at once, later ones would be as unwelcome
        page.keyboard.type(".")
        page.wait_for_timeout(200)
    expect(desk).to_contain_text("the server does not answer")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(desk.locator("[data-verdict=error]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(desk).to_have_attribute("data-item", "hostile")
    server.start()
    saved(desk, 60_000)
    expect(desk).to_have_attribute("data-item", "hostile")
    assert page.evaluate("window.loadedOnce")
    assert set(values(server, Kind.MESSAGE).values()) == {"before " + 30 * "."}
    judged = {item: verdict for (item, _), verdict in values(server, Kind.VERDICT).items()}
    assert judged == {"T-0000": "error", "hostile": "others_wrong"}


def test_an_answer_that_is_a_digit_is_its_own_key(
    serve: Callable[..., Any], page: Page, settled: Callable[[Page], Page]
) -> None:
    server = serve(APP, DESK_ANSWERS="0,1,2")
    page.goto(server.address())
    desk = on(settled(page))
    page.keyboard.press("1")
    saved(desk)
    assert values(server, Kind.RULING) == {("T-0000", ""): "1"}


def test_after_a_refresh_nothing_is_called_saved_before_what_was_kept_is_looked_at(
    desk: Locator, page: Page, context: BrowserContext, server: Any
) -> None:
    other = context.new_page()
    other.goto(f"{server.url}/_stcore/health")
    # Taking over what was kept waits for this lock, as it would for a tab that is busy with it.
    other.evaluate(
        "void navigator.locks.request('annotate.adopt', () => new Promise((go) => (window.go = go)))"
    )
    row = desk.locator("[data-testid=label-row][aria-selected=true]")
    server.kill()
    page.keyboard.press("e")
    expect(row).to_have_attribute("data-verdict", "error")
    server.start()
    page.reload()
    on(page)
    page.wait_for_timeout(1_000)
    expect(desk).to_have_attribute("data-saved", "false")
    other.evaluate("window.go()")
    saved(desk)
    assert "error" in values(server, Kind.VERDICT).values()


def test_two_tabs_that_write_the_same_note_are_asked_and_lose_neither(
    desk: Locator, page: Page, context: BrowserContext, server: Any, settled: Callable[[Page], Page]
) -> None:
    other = context.new_page()
    other.goto(server.address())
    second = on(settled(other))
    page.get_by_test_id("note").fill("from the first tab")
    saved(desk)
    other.get_by_test_id("note").fill("from the second tab")
    expect(other.get_by_test_id("conflict-mine")).to_have_text("from the second tab", timeout=SOON)
    expect(other.get_by_test_id("conflict-theirs")).to_have_text("from the first tab")
    expect(second).to_have_attribute("data-saved", "false")
    assert values(server, Kind.NOTE)["T-0000", ""] == "from the first tab"
    other.get_by_test_id("keep-both").click()
    saved(second)
    both = "from the first tab\n\nfrom the second tab"
    assert values(server, Kind.NOTE)["T-0000", ""] == both
    expect(other.get_by_test_id("note")).to_have_value(both)


def test_what_a_closed_tab_left_unsaved_is_saved_by_the_next_one(
    desk: Locator, page: Page, context: BrowserContext, server: Any
) -> None:
    server.kill()
    page.get_by_test_id("note").fill("left behind")
    page.close()
    server.start()
    other = context.new_page()
    other.goto(server.address())
    root = on(other)
    expect(other.get_by_test_id("note")).to_have_value("left behind", timeout=SOON)
    saved(root)
    assert values(server, Kind.NOTE)["T-0000", ""] == "left behind"


def test_with_a_full_disk_the_desk_says_so_and_keeps_the_text(
    desk: Locator, page: Page, server: Any
) -> None:
    (server.home / "full").touch()
    page.keyboard.press("e")
    page.get_by_test_id("note").fill("typed on a full disk")
    expect(desk.get_by_role("alert")).to_contain_text("The disk is full", timeout=SOON)
    expect(desk).to_have_attribute("data-saved", "false")
    page.reload()
    root = on(page)
    expect(page.get_by_test_id("note")).to_have_value("typed on a full disk", timeout=SOON)
    (server.home / "full").unlink()
    saved(root)
    assert values(server, Kind.NOTE)["T-0000", ""] == "typed on a full disk"
    assert list(values(server, Kind.VERDICT).values()) == ["error"]
    expect(root.get_by_role("alert")).to_be_hidden()


def test_storage_that_is_full_keeps_what_is_typed_in_memory_until_it_is_saved(
    desk: Locator, page: Page, server: Any
) -> None:
    page.evaluate(
        """() => {
            const refuse = () => { throw new DOMException("", "QuotaExceededError"); };
            Storage.prototype.setItem = refuse;
        }"""
    )
    server.kill()
    page.get_by_test_id("note").fill("nowhere to keep it")
    expect(desk).to_contain_text("leave this tab open")
    server.start()
    saved(desk, 60_000)
    assert values(server, Kind.NOTE)["T-0000", ""] == "nowhere to keep it"


def test_in_blind_mode_no_label_is_on_the_wire_before_the_answer(
    page: Page, server: Any, settled: Callable[[Page], Page]
) -> None:
    frames: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda frame: frames.append(
                frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
            ),
        )

    page.on("websocket", listen)
    page.goto(server.address(blind="1"))
    root = on(settled(page))
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.wait_for_timeout(1000)
    assert any("T-0000" in frame for frame in frames)
    assert not [frame for frame in frames if "judge-1" in frame or '"differs":' in frame]
    expect(root.get_by_test_id("label-row")).to_have_count(0)
    page.keyboard.press("2")
    expect(root.get_by_test_id("label-row")).to_have_count(4, timeout=SOON)
    assert values(server, Kind.ANSWER)["T-0000", ""] == "annoyed"
    page.keyboard.press("j")
    expect(root.get_by_test_id("label-row")).to_have_count(0)
    page.keyboard.press(" ")
    expect(root.get_by_test_id("label-row")).to_have_count(4, timeout=SOON)
    assert values(server, Kind.ANSWER)["hostile", ""] == ""


def test_text_from_data_is_shown_and_never_run(desk: Locator, page: Page) -> None:
    expect(desk.get_by_text("<b>sarcasm</b>, I think").first).to_be_visible()
    for _ in range(4):
        page.keyboard.press("j")
    expect(desk).to_have_attribute("data-item", "quotes\"]'<b>")
    page.keyboard.press("e")
    for _ in range(3):
        page.keyboard.press("k")
    expect(desk.locator(".main .text")).to_contain_text("<script>window.broken = true</script>")
    page.keyboard.press("j")
    expect(desk.locator(".main .text")).to_have_attribute("dir", "auto")
    assert page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).direction"
    ) in {"ltr"}
    page.keyboard.press("j")
    assert len(desk.locator(".main .text").inner_text()) > 100_000
    page.keyboard.press("PageDown")
    assert desk.locator(".item").evaluate("node => node.scrollTop") > 0
    assert page.evaluate("window.broken") is None
    saved(desk)


def test_an_item_on_the_screen_for_a_moment_is_recorded_as_read(
    desk: Locator, page: Page, server: Any
) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    expect(desk).to_have_attribute("data-item", "long")
    for _ in range(150):  # a second on the screen, and what a busy machine takes beyond it
        if values(server, Kind.READ):
            break
        page.wait_for_timeout(100)
    page.keyboard.press("j")
    page.wait_for_timeout(700)
    assert set(values(server, Kind.READ)) == {("long", "")}
    assert values(server, Kind.READ)["long", ""] == {"queue": "file", "probability": None}


def test_a_link_opens_its_item_and_the_queue_goes_on_where_it_was_left(
    page: Page, server: Any, settled: Callable[[Page], Page], context: BrowserContext
) -> None:
    page.goto(server.address(item="T-0100"))
    root = on(settled(page))
    expect(root).to_have_attribute("data-item", "T-0100")
    page.keyboard.press("j")
    expect(page).to_have_url(server.address(item="T-0101"), timeout=SOON)
    page.wait_for_timeout(1000)
    other = context.new_page()
    other.goto(server.address())
    expect(on(other)).to_have_attribute("data-item", "T-0101")


def test_everything_can_be_reached_by_the_tab_key(desk: Locator, page: Page) -> None:
    seen = set()
    page.keyboard.press("j")
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                """() => {
                    let node = document.activeElement;
                    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                    return node?.dataset?.do ?? node?.dataset?.testid ?? node?.dataset?.focus ?? node?.className;
                }"""
            )
        )
    wanted = {"previous", "next", "undo", "keys", "item", "option", "label-row", "message", "note"}
    assert wanted - {"undo"} <= seen
    assert "verdict-error" in seen
