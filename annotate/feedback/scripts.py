"""Which script a character belongs to, and which fonts a PDF is set in."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

FONTS = (
    "Libertinus Serif",  # comes with the typesetter: every letter looks the same everywhere
    "Noto Serif",
    "Noto Serif CJK SC",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Bengali",
    "Noto Serif Tamil",
    "Noto Serif Thai",
    "Noto Color Emoji",
)
"""In the order of choice; what none of them has is looked for in every font of the machine."""

_NAMES = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
}
_EMOJI = range(0x1F000, 0x1FB00)


def script_of(character: str) -> str:
    """The English name of the script, from the character's Unicode name."""
    if ord(character) in _EMOJI or unicodedata.category(character) == "So":
        return "emoji and symbols"
    name = unicodedata.name(character, "")
    first = name.split(" ")[0]
    if not unicodedata.category(character).startswith(("L", "M")):
        return "signs"
    return _NAMES.get(first, first.capitalize())


def by_script(characters: Iterable[str]) -> dict[str, list[str]]:
    """Script -> the characters of it, in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(set(characters)):
        if not character.isspace():
            found[script_of(character)].append(character)
    return dict(found)
