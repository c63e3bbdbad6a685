"""Whether a text is in the language that it should be in, by a method that knows its limits.

A paragraph in another script is told by its letters. Within one script it is told by the small
words that every longer text has: so short paragraphs, names and quotations are not judged, and
languages that no letter is written in are not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from annotate.feedback.language import language, languages

LEAST = 8  # words, or twice as many characters in a script without blanks
SURE = 0.15  # of the words are small words of the other language
TIMES = 2  # as many as of the right one

_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|`[^`]*`|https?://\S+|\S+@\S+")


@dataclass(frozen=True)
class Astray:
    """A paragraph that reads like another language: its beginning, and the other's code or ""."""

    beginning: str
    like: str


def astray(text: str, code: str) -> list[Astray]:
    """The paragraphs of a text that are in another language than the one given."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    found = ((part, _like(_QUOTED.sub(" ", part), code)) for part in paragraphs)
    return [Astray(part[:40], like) for part, like in found if like is not None]


def _like(paragraph: str, code: str) -> str | None:
    """The other language's code, "" for an unknown one; None where nothing can be said."""
    letters = Counter(_script(char) for char in paragraph if char.isalpha())
    if not letters:
        return None
    script, n = letters.most_common(1)[0]
    words = re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)?", paragraph.casefold())
    long_enough = n >= 2 * LEAST if script == "CJK" else len(words) >= LEAST
    if not long_enough:
        return None
    if script != script_of(code):
        alike = [other for other in languages() if script_of(other) == script]
        return max(alike, key=lambda other: _share(words, other), default="")
    best = max(languages(), key=lambda other: _share(words, other))
    sure = _share(words, best) >= max(SURE, TIMES * _share(words, code))
    return best if best != code and sure else None


def _share(words: list[str], code: str) -> float:
    """The share of the words that are small words of a language."""
    common = _common(code)
    return sum(word in common for word in words) / max(len(words), 1)


@cache
def _common(code: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in language(code).common)


@cache
def script_of(code: str) -> str:
    """The script that a language's small words are written in."""
    return Counter(_script(char) for word in _common(code) for char in word).most_common(1)[0][0]


def _script(char: str) -> str:
    """The script of a letter by its name: LATIN, ARABIC, CJK and so on."""
    return unicodedata.name(char, "?").split()[0]
