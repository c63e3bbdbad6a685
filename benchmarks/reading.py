"""How fast the reading desk turns to the next item: ``python benchmarks/reading.py [ITEMS] [PRESSES]``.

In Chromium, on a project of 200,000 items with five labels each, beside a plain Streamlit page with
``st.button(shortcut=)`` over the same number of items, in the same run: milliseconds from the key
press to the frame that shows the next item; whether presses that come 20 a second are dropped;
and how much memory a thousand items read take. Needs the test requirements.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkout import ROOT
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(ROOT / "tests" / "browser"))

from install import installed
from serving import ARGUMENTS, Server

FRAME = 1000 / 60
A_SECOND = 20

# Notes when a key goes down, and in each frame whether the item on the screen is another one.
WATCH = """(find) => {
    const shown = new Function(`return ${find}`);
    window.shown = shown;
    window.taken = [];
    let down = 0, last = shown();
    document.addEventListener("keydown", (event) => { if (event.key === "j") down = event.timeStamp; }, true);
    const look = () => {
        const now = shown();
        if (now !== last) {
            last = now;
            // The frame is on the screen when the next one begins.
            requestAnimationFrame((at) => window.taken.push(at - down));
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
DEEP = """(() => {
    const roots = [document], found = [];
    while (roots.length) {
        for (const node of roots.pop().querySelectorAll("*")) {
            if (node.shadowRoot) roots.push(node.shadowRoot);
            if (node.dataset?.testid === "reader") return node.dataset.position;
        }
    }
})()"""
PLAIN = 'document.querySelector("#shown")?.dataset.item'


@dataclass(frozen=True)
class Measured:
    """Milliseconds of single presses; presses and items moved at 20 a second; MB per 1,000 items."""

    ms: list[float]
    pressed: int
    moved: int
    browser_mb: float = float("nan")
    server_mb: float = float("nan")

    @property
    def median(self) -> float:
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.ms, n=20)[-1]


@contextmanager
def serving(script: Path, items: int) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as home:
        server = Server(script, Path(home), {"DESK_ITEMS": str(items), "DESK_ANNOTATORS": "5"})
        server.start()
        try:
            yield server
        finally:
            server.stop()


def opened(browser: Browser, server: Server, find: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server.url)
    page.wait_for_function(f"() => ({find}) !== undefined", timeout=600_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(2_000)
    page.evaluate(WATCH, find)
    return page


def singles(page: Page, presses: int) -> list[float]:
    """One press after the other, each once the last one is shown."""
    for n in range(presses):
        page.keyboard.press("j")
        page.wait_for_function("(n) => window.taken.length > n", arg=n, timeout=20_000)
        page.wait_for_timeout(60)
    return [float(one) for one in page.evaluate("window.taken")]


def fast(page: Page, presses: int) -> int:
    """Presses at 20 a second: how many items they moved."""
    before = int(page.evaluate("window.shown()"))
    start = time.perf_counter()
    for n in range(presses):
        page.keyboard.press("j")
        time.sleep(max(0.0, start + (n + 1) / A_SECOND - time.perf_counter()))
    last, now = before, -1
    while now != last:  # what is still to come may take seconds where every press is a run
        last = now if now >= 0 else before
        page.wait_for_timeout(3_000)
        now = int(page.evaluate("window.shown()"))
    return now - before


def memory(page: Page, server: Server) -> tuple[float, float]:
    """MB of the page's heap after a collection, and of the server."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    session.detach()
    pid = server.process.pid if server.process else 0
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return heap, next(int(one.split()[1]) / 1024 for one in lines if one.startswith("VmRSS"))


def growth(page: Page, server: Server, items: int) -> tuple[float, float]:
    """MB that a thousand items read take, once two thousand are read.

    The slope over readings every 500 items: a server's memory moves by some MB without reading.
    """
    fast(page, 2_000)
    readings = [memory(page, server)]
    for _ in range(items // 500):
        fast(page, 500)
        readings.append(memory(page, server))
    thousands = [n / 2 for n in range(len(readings))]
    heap, resident = zip(*readings, strict=True)
    return (
        statistics.linear_regression(thousands, heap).slope,
        statistics.linear_regression(thousands, resident).slope,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="?", type=int, default=200_000)
    parser.add_argument("presses", nargs="?", type=int, default=200)
    parser.add_argument("--memory", type=int, default=5_000, help="items read for the growth")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        with serving(ROOT / "benchmarks" / "plain_desk.py", asked.items) as server:
            page = opened(browser, server, PLAIN)
            plain = Measured(singles(page, asked.presses), asked.presses, fast(page, asked.presses))
            page.close()
        with serving(ROOT / "tests" / "browser" / "desk_app.py", asked.items) as server:
            page = opened(browser, server, DEEP)
            ms, moved = singles(page, asked.presses), fast(page, asked.presses)
            ours = Measured(ms, asked.presses, moved, *growth(page, server, asked.memory))
        browser.close()
    report(asked.items, ours, plain)


def report(items: int, ours: Measured, plain: Measured) -> None:
    print(f"{items:,} items, 5 labels each; ms from the key press to the next item on the screen")
    print("| | median | p95 | shown of those pressed at 20 a second |")
    print("|---|--:|--:|--:|")
    for name, one in (("**Annotate**", ours), ("st.button(shortcut=)", plain)):
        print(f"| {name} | {one.median:.0f} | {one.p95:.0f} | {one.moved} of {one.pressed} |")
    print(
        f"\nmedian {ours.median / plain.median:.2f} of the plain page (bar 0.25); p95"
        f" {(ours.p95 - ours.median) / FRAME:.1f} frames more (bar 3); memory per 1,000 items read:"
        f" browser {ours.browser_mb:.2f} MB, server {ours.server_mb:.2f} MB (bar 1)"
    )


if __name__ == "__main__":
    main()
