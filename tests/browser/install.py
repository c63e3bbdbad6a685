"""Make sure that there is a browser for the journeys; exit 1, with the reason, where there is none.

One that is there is used; as root on Debian it is installed from there; elsewhere it is
Playwright's own. As root on Debian the Noto fonts are installed too, which PDFs of other scripts
than the Latin one are tested with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """The path of a Chromium that is on this machine, the system's or Playwright's."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


FONTS = ("fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji")
FAMILIES = ("Noto Serif CJK SC", "Noto Naskh Arabic", "Noto Serif Devanagari", "Noto Color Emoji")


def has_debian() -> bool:
    """Whether packages can be installed from Debian."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def missing_fonts() -> list[str]:
    """Those families that the tests of other scripts need and that are not on this machine."""
    import typst

    here = typst.Fonts().families()
    return [family for family in FAMILIES if family not in here]


def install() -> None:
    """Install a Chromium in the way that this machine offers."""
    if has_debian():
        from_debian("chromium")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def from_debian(*packages: str) -> None:
    """Install packages from Debian."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    options = ["install", "-y", "-qq"]
    subprocess.run(["apt-get", *options, *packages], check=True, env=quiet)


if __name__ == "__main__":
    if installed() is None:
        install()
    if missing_fonts() and has_debian():
        from_debian(*FONTS)
    if installed() is None:
        sys.exit("No Chromium could be found or installed; the browser journeys cannot run.")
