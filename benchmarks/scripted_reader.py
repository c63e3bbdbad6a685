"""A scripted reader at the desk: ``python benchmarks/scripted_reader.py [ITEMS] [KEYS_A_SECOND] [--only WORD]``.

Reads items with a verdict and a comment each, by keyboard alone, and then compares the store with
what was typed, row by row: nothing may be lost or misplaced. Once undisturbed, once while another
tab reads too, once while the server is killed and restarted ten times at random moments, and once
with the disk full for a while.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checkout import ROOT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

sys.path.insert(0, str(ROOT / "tests" / "browser"))

from install import installed
from serving import ARGUMENTS, Server

from annotate.workspace import Kind, Workspace

VERDICTS = {"e": "error", "o": "others_wrong", "b": "both_acceptable", "x": "bad_item"}
KILLS = 10
BETWEEN_KILLS = (2.0, 60.0)  # seconds
WINDOW: ViewportSize = {"width": 1440, "height": 900}
FULL_SECONDS = 6.0
Typed = dict[tuple[str, str], tuple[str, str]]
"""(item, annotator) -> the verdict and the comment that were typed."""


class Reader:
    """Hands on a keyboard: so many keys a second, and a memory of what they typed."""

    def __init__(self, page: Page, rate: float, name: str) -> None:
        self.page, self.rate, self.name = page, rate, name
        self.typed: Typed = {}
        self.due = time.perf_counter()

    def press(self, key: str) -> None:
        self.due = max(self.due, time.perf_counter() - 1) + 1 / self.rate
        self.page.wait_for_timeout(max(0.0, 1000 * (self.due - time.perf_counter())))
        self.page.keyboard.press(key)

    def judge(self, n: int) -> None:
        """One item: a verdict, a comment, and on."""
        desk = self.desk
        expect(desk.locator("[aria-selected=true]")).to_be_visible(timeout=90_000)
        item = desk.get_attribute("data-item") or ""
        row = desk.locator("[data-testid=label-row][aria-selected=true]")
        who = row.get_attribute("data-annotator") or ""
        key = list(VERDICTS)[n % len(VERDICTS)]
        self.press(key)
        expect(row).to_have_attribute("data-verdict", VERDICTS[key], timeout=90_000)
        self.press("m")
        text = f"{self.name}{n} ebx"
        for letter in text:
            self.press(letter)
        self.press("Enter")
        self.typed[item, who] = (VERDICTS[key], text)
        self.turn(item)

    def turn(self, item: str) -> None:
        """On to the next item, with one press: a key that is not taken ends the run."""
        self.press("j")
        expect(self.desk).not_to_have_attribute("data-item", item, timeout=90_000)

    @property
    def desk(self) -> Locator:
        return self.page.get_by_test_id("reader")


@contextmanager
def serving(items: int) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as home:
        script = ROOT / "tests" / "browser" / "desk_app.py"
        server = Server(script, Path(home), {"DESK_ITEMS": str(2 * items + 10)})
        server.start()
        try:
            yield server
        finally:
            server.stop()


def opened(
    context: BrowserContext, server: Server, rate: float, name: str, **params: str
) -> Reader:
    page = context.new_page()
    page.goto(server.address(**params))
    page.get_by_test_id("reader").wait_for(timeout=60_000)
    return Reader(page, rate, name)


def compared(server: Server, typed: Typed) -> list[str]:
    """What the store holds otherwise than it was typed, and what it holds that nobody typed."""
    store = Workspace(server.home).open("desk").store
    stored = {
        kind: {(one.key.item_id, one.key.annotator_id): one.value for one in store.entries(kind)}
        for kind in (Kind.VERDICT, Kind.MESSAGE)
    }
    wrong = [
        f"{place}: {kind.value} is {stored[kind].get(place)!r} and not {said!r}"
        for place, both in typed.items()
        for kind, said in zip(stored, both, strict=True)
        if stored[kind].get(place) != said
    ]
    extra = {place for found in stored.values() for place, value in found.items() if value}
    return wrong + [f"{place}: nobody typed that" for place in extra - typed.keys()]


def read(
    browser: Browser,
    items: int,
    rate: float,
    disturb: Callable[[Server, threading.Event], None] | None = None,
) -> list[str]:
    with serving(items) as server:
        reader = opened(browser.new_context(viewport=WINDOW), server, rate, "a")
        done = threading.Event()
        beside = threading.Thread(target=disturb, args=(server, done)) if disturb else None
        if beside:
            beside.start()
        for n in range(items):
            reader.judge(n)
        done.set()
        if beside:
            beside.join()
        expect(reader.desk).to_have_attribute("data-saved", "true", timeout=120_000)
        return compared(server, reader.typed)


def read_in_two_tabs(browser: Browser, items: int, rate: float) -> list[str]:
    with serving(items) as server:
        context = browser.new_context(viewport=WINDOW)
        readers = [
            opened(context, server, rate, "a"),
            opened(context, server, rate, "b", item=f"T-{items:04d}"),
        ]
        for n in range(items):
            for reader in readers:
                reader.judge(n)
        for reader in readers:
            expect(reader.desk).to_have_attribute("data-saved", "true", timeout=60_000)
        return compared(server, readers[0].typed | readers[1].typed)


def kill(server: Server, done: threading.Event) -> None:
    """Kill the server and start it again, at random moments."""
    for n in range(KILLS):
        if done.wait(random.uniform(*BETWEEN_KILLS)):
            print(f"  the reader was through after {n} kills")
            return
        server.kill()
        time.sleep(random.uniform(0.1, 5))
        server.start()


def fill(server: Server, done: threading.Event) -> None:
    """A disk that is full for a while, again and again."""
    full = server.home / "full"
    while not done.is_set():
        full.touch()
        done.wait(FULL_SECONDS)
        full.unlink()
        done.wait(FULL_SECONDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="?", type=int, default=200)
    parser.add_argument("rate", nargs="?", type=float, default=3.0, help="keys a second")
    parser.add_argument("--only", default="", help="the runs whose name holds this word")
    asked = parser.parse_args()
    runs: dict[str, Callable[[], list[str]]] = {
        "undisturbed": lambda: read(browser, asked.items, asked.rate),
        "another tab reads": lambda: read_in_two_tabs(browser, asked.items, asked.rate),
        f"server killed {KILLS} times": lambda: read(browser, asked.items, asked.rate, kill),
        "disk full now and then": lambda: read(browser, asked.items, asked.rate, fill),
    }
    runs = {name: run for name, run in runs.items() if asked.only in name}
    failed = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        for name, run in runs.items():
            wrong = run()
            failed |= bool(wrong)
            print(f"{name}: {asked.items} items, {len(wrong)} lost or misplaced", flush=True)
            for line in wrong[:20]:
                print(f"  {line}")
        browser.close()
    sys.exit(failed)


if __name__ == "__main__":
    main()
