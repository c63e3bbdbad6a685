"""Names of projects: what people may call them, and the folders that hold them."""

from __future__ import annotations

import re
import secrets
import unicodedata
from pathlib import Path

from annotate.errors import WorkspaceError

LONGEST_NAME = 500


def checked_name(name: str) -> str:
    """The name as it is kept: blanks at the ends gone, letters composed (NFC)."""
    kept = unicodedata.normalize("NFC", name).strip()
    if not kept:
        raise WorkspaceError("A project needs a name. Give it one that you will recognise.")
    if len(kept) > LONGEST_NAME:
        raise WorkspaceError(
            f"The name of a project may have {LONGEST_NAME} characters; this one has {len(kept)}."
        )
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in kept):
        raise WorkspaceError(
            "The name of a project is one line of text. Leave out line breaks, tabs and control"
            " characters."
        )
    return kept


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader: capitals and runs of blanks aside."""
    return _folded(one) == _folded(other)


def free_folder(parent: Path, name: str) -> Path:
    """A folder that is not there yet, safe on every file system, that hints at the name.

    Letters a–z and digits only, and random digits at the end: so no name of a device
    (``CON``), no path, no clash where capitals do not count, and never too long.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    hint = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "project"
    while True:
        folder = parent / f"{hint}-{secrets.token_hex(3)}"
        if not folder.exists():
            return folder


def _folded(name: str) -> str:
    composed = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", composed).split())
