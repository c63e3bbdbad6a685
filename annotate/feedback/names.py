"""A file name for every annotator, whatever they are called.

Safe on Linux, macOS and Windows at once: no separators or reserved characters, no device
names, no dots or blanks at the ends, 80 bytes at most, and unlike every other even where case
and Unicode form are ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BYTES = 80
_NAMELESS = "annotator"
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
_DEVICES |= {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}


def file_names(annotator_ids: Iterable[str]) -> dict[str, str]:
    """Annotator id -> file name without an ending, in the order given; all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for annotator_id in annotator_ids:
        stem = _safe(annotator_id)
        name, number = stem, 1
        while _folded(name) in taken:
            number += 1
            ending = f"-{number}"
            name = _cut(stem, BYTES - len(ending)) + ending
        taken.add(_folded(name))
        names[annotator_id] = name
    return names


def _safe(annotator_id: str) -> str:
    """The id with everything that a file system may stumble over replaced."""
    text = unicodedata.normalize("NFC", annotator_id)
    kept = "".join(char if _is_plain(char) else "-" for char in text)
    stem = _cut(re.sub(r"-{2,}", "-", kept).strip("-. "), BYTES) or _NAMELESS
    return f"_{stem}" if stem.split(".")[0].strip().casefold() in _DEVICES else stem


def _is_plain(char: str) -> bool:
    """Letters, marks and digits of any script, and three signs that mean nothing to a shell."""
    return unicodedata.category(char)[0] in "LMN" or char in "-_."


def _cut(text: str, size: int) -> str:
    """As much of the text as fits in that many bytes, not ending in a dot or a hyphen."""
    return text.encode()[:size].decode(errors="ignore").rstrip("-. ")


def _folded(name: str) -> str:
    """What the least discerning file system takes the name for."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
