"""How long a letter is, and how long it takes to read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

WORDS_A_MINUTE = 220
SIGNS_A_MINUTE = 300  # of a script without blanks

_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True)
class Length:
    """Words, a sign of a script without blanks counting as one; minutes, at least one."""

    words: int
    minutes: int


def length(text: str) -> Length:
    """The length of a text; Markdown's marks are no words."""
    signs = len(_SIGN.findall(text))
    words = len(_WORD.findall(_SIGN.sub(" ", text)))
    minutes = words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE
    return Length(words + signs, max(1, math.ceil(minutes)))
