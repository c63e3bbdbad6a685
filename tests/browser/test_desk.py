"""A reader at work with the hands on the keyboard, and what is in the store afterwards."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from annotate.loading import read
from annotate.projects import create
from annotate.reading import Queue
from annotate.workspace import Key, Kind, Store, Workspace

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "desk_app.py"
SOON = 15_000  # ms; two busy cores
RULES = "1. Calm is the absence of anger.\n2b. Sarcasm alone is annoyed."


@pytest.fixture
def server(serve: Callable[..., Any]) -> Any:
    return serve(APP, DESK_ITEMS="120", DESK_ANNOTATORS="20")


def on(page: Page) -> Locator:
    root = page.get_by_test_id("reader")
    root.wait_for(timeout=60_000)
    return root


def saved(root: Locator) -> None:
    expect(root).to_have_attribute("data-saved", "true", timeout=SOON)


def store_of(server: Any) -> Store:
    return Workspace(server.home).open("desk").store


def values(server: Any, kind: Kind) -> dict[tuple[str, str], Any]:
    entries = store_of(server).entries(kind)
    return {(entry.key.item_id, entry.key.annotator_id): entry.value for entry in entries}


def test_every_judgement_is_made_by_keys_alone_and_is_in_the_store(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address())
    on(settled(page))
    store = store_of(server)
    store.put(Key(Kind.GUIDELINE), RULES)
    store.put(Key(Kind.PHRASE, question="thanks"), "Thank you for looking closely.")
    page.reload()
    desk = on(settled(page))
    saved(desk)
    press = page.keyboard.press
    row = desk.locator("[data-testid=label-row][aria-selected=true]")
    who = row.get_attribute("data-annotator")

    # An error with a type made up while reading, a rule, a message with a phrase and a field.
    press("e")
    press("y")
    page.keyboard.type("sarcasm ebg")  # letters in a field are no keys
    press("Enter")
    press("p")
    page.keyboard.type("2")
    press("Enter")
    expect(desk.locator(".rule-text")).to_have_text("Sarcasm alone is annoyed.")
    press("m")
    page.keyboard.type("Dear you, /tha")
    expect(page.get_by_test_id("insert")).to_have_count(1)
    press("Enter")
    page.keyboard.type(" See /2b")
    press("Enter")
    page.keyboard.type(" /keep")
    press("Enter")  # the whole message is a phrase from now on
    press("Escape")

    # The next item: the type is completed, and said of all who gave that label.
    press("j")
    second = desk.get_attribute("data-item")
    press("a")
    press("e")
    press("y")
    page.keyboard.type("sa")
    expect(page.get_by_test_id("type")).to_have_value("sarcasm ebg")
    press("Enter")
    errors = desk.locator("[data-testid=label-row][data-verdict=error]")
    n = errors.count()
    assert n > 1
    saved(desk)
    named = values(server, Kind.ERROR_TYPE)
    assert named["T-0000", who] == "sarcasm ebg"
    assert sum(value == "sarcasm ebg" for (item, _), value in named.items() if item == second) == n
    press("z")  # the type of all of them
    press("z")  # the verdict on all of them
    expect(errors).to_have_count(0)

    # A change of the guideline, tags, a flag, praise, a ruling, a note.
    press("g")
    press("y")
    page.keyboard.type("say what sarcasm is")
    press("Enter")
    for tag in ("odd", "funny"):
        press("t")
        page.keyboard.type(tag)
        press("Enter")
    expect(page.get_by_test_id("tag-on")).to_have_count(2)
    press("f")
    press("s")
    press("1")
    press("n")
    page.keyboard.type("a note")
    press("Escape")
    press("m")
    page.keyboard.type("/dear")
    press("Enter")
    press("Escape")
    saved(desk)
    press("h")
    history = page.get_by_test_id("history")
    expect(history).to_contain_text("tag funny", timeout=SOON)
    press("Escape")
    press("+")
    press("?")
    expect(desk.locator("dialog.help")).to_be_visible()
    press("Escape")

    found = store.record()
    assert values(server, Kind.RULE)["T-0000", who] == "2b"
    messages = {text.strip() for text in values(server, Kind.MESSAGE).values()}
    assert {item for item, _ in values(server, Kind.MESSAGE)} == {"T-0000", second}
    assert messages == {
        "Dear you, Thank you for looking closely. See rule 2b: Sarcasm alone is annoyed."
    }
    [unclear] = [one for one in found.judgements if one.verdict == "guideline_unclear"]
    assert (unclear.item_id, unclear.proposal) == (second, "say what sarcasm is")
    assert unclear.exemplary
    assert found.tags == {second: ("funny", "odd")}
    assert found.flags == {second}
    assert found.notes == {second: "a note"}
    assert found.rulings == {(second, "tone"): "calm"}


def test_what_data_hold_is_drawn_and_neither_runs_nor_fetches(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address())
    on(settled(page))
    fields = [{"name": "text", "kind": "html", "role": "main", "title": "Letter"}]
    store_of(server).put(Key(Kind.SETTING, question="display"), {"fields": fields})
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(server.address(**Queue.regex("n[u]mber 1[0-3]").to_params()))
    desk = on(settled(page))
    expect(desk.locator("mark.found")).to_have_text("number 10")
    page.goto(server.address(item="hostile"))
    desk = on(settled(page))
    expect(desk).to_have_attribute("data-item", "hostile")
    expect(desk.locator(".no-picture")).to_have_text("[picture: not shown]")
    assert desk.locator(".item script, .item img").count() == 0
    assert page.evaluate("window.broken") is None
    assert not [
        url for url in asked if not url.startswith((server.url, "ws://127.0.0.1", "data:", "blob:"))
    ]


def test_a_sound_beside_the_data_is_played(serve: Callable[..., Any], page: Page) -> None:
    server = serve()
    with wave.open(str(server.home / "bark.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(8_000))  # half a second of silence
    (server.home / "heard.csv").write_text(
        "item_id,annotator_id,label,sound\n1,Ana,dog,bark.wav\n1,Ben,cat,bark.wav\n", "utf-8"
    )
    project = create(Workspace(server.home), "Heard", read([server.home / "heard.csv"]), [])
    project.store.put(Key(Kind.SETTING, question="display"), {"folder": str(server.home)})
    page.goto(server.address("read", project="Heard"))
    sound = on(page).locator("audio")
    expect(sound).to_have_js_property("readyState", 4, timeout=SOON)
    expect(sound).to_have_js_property("duration", 0.5)
    assert sound.get_attribute("aria-label") == "bark.wav"


def test_twenty_annotators_are_counted_by_what_they_said_and_named_on_demand(
    server: Any, page: Page, settled: Callable[[Page], Page]
) -> None:
    page.goto(server.address())
    desk = on(settled(page))
    groups = desk.get_by_test_id("group")
    total = sum(int(text.split("×")[0]) for text in groups.all_inner_texts())
    assert total == 20
    closed = desk.locator("[data-testid=group][aria-expanded=false]").first
    size = int(closed.inner_text().split("×")[0])
    closed.click()
    expect(desk.get_by_test_id("label-row")).to_have_count(size)
