"""A Streamlit server of one's own, for tests and pictures, and how Chromium is started.

Only processes that were started here are ever stopped, by their own ids.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

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
