"""A real server and a real browser: what the journeys stand on.

Each test gets a server of its own on a free port, over a home folder of its own. Only the
processes that were started here are ever stopped, by their own ids.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTS_WITHIN = 60  # seconds; two busy cores


class Server:
    """One Streamlit server: a script, a home folder, a port that stays the same."""

    def __init__(self, script: Path, home: Path, environment: dict[str, str]) -> None:
        self.script, self.home, self.port = script, home, _free_port()
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self, path: str = "", **params: str) -> str:
        """The address of a page with these query parameters."""
        return f"{self.url}/{path}" + (f"?{urlencode(params)}" if params else "")

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self.home / "server.log").open("ab")
        command = [sys.executable, "-m", "streamlit", "run", str(self.script)]
        options = ["--server.headless=true", "--server.address=127.0.0.1"]
        options += [f"--server.port={self.port}", "--server.fileWatcherType=none"]
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        with log:
            self.process = subprocess.Popen(
                [*command, *options],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={
                    **os.environ,
                    **self.environment,
                    "ANNOTATE_HOME": str(self.home),
                    "PYTHONPATH": os.pathsep.join(path for path in paths if path),
                },
            )
        self._wait()

    def kill(self) -> None:
        """End it as a crash would: no warning, no last words."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Kill it and start it again where it was."""
        self.kill()
        self.start()

    def log(self) -> str:
        return (self.home / "server.log").read_text("utf-8", "replace")

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _wait(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:  # noqa: S310 - a server of ours
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server: ``serve(script, **environment)``; it is stopped after the test."""
    servers: list[Server] = []

    def start(script: Path | str = ROOT / "app.py", **environment: str) -> Server:
        home = tmp_path / f"home{len(servers)}"
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
    named = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = next((name for name in named if name), None)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        if path is None and not own.exists():
            reason = "There is no Chromium: run “python tests/browser/install.py”."
            if os.environ.get("CI", "").lower() == "true":
                pytest.fail(reason)
            pytest.skip(reason)
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
