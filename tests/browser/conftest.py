"""A real server and a real browser: what the journeys stand on.

Each test that changes anything gets a server of its own on a free port, over a home folder of its
own; tests that only look may share one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from install import installed
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import ARGUMENTS, ROOT, Server


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server: ``serve(script, **environment)``; it is stopped after the test."""
    yield from _serving(tmp_path)


@pytest.fixture(scope="module")
def serve_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """The same; it is stopped after the tests of the file."""
    yield from _serving(tmp_path_factory.mktemp("served"))


def _serving(folder: Path) -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(script: Path | str = ROOT / "app.py", **environment: str) -> Server:
        home = folder / f"home{len(servers)}"
        home.mkdir()
        server = Server(Path(script), home, environment)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium: the system's, else Playwright's own; with CI=true there must be one."""
    path = installed()
    if path is None:
        reason = "There is no Chromium: run “python tests/browser/install.py”."
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; pages made from it share their local storage, as tabs do."""
    fresh = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def settled() -> Callable[[Page], Page]:
    """Wait until a page is connected and its script has run."""

    def wait(page: Page) -> Page:
        page.locator(
            "[data-testid=stApp][data-test-script-state=notRunning]"
            "[data-test-connection-state=CONNECTED]"
        ).wait_for(timeout=60_000)
        return page

    return wait
