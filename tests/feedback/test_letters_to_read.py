"""The letters in docs/letters can be made anew by whoever doubts them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_script_writes_every_letter_that_the_page_lists(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "letters" / "make.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert made.returncode == 0, made.stderr
    listed = (ROOT / "docs" / "letters" / "README.md").read_text("utf-8")
    for path in tmp_path.glob("*.md"):
        assert f"({path.name})" in listed
        assert path.read_text("utf-8").strip()
    assert len(list(tmp_path.glob("*.md"))) == 7
