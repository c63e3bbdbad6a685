"""“3 of the 24”, found in a text of any language."""

from __future__ import annotations

import re
from functools import cache

from annotate.feedback.language import language

_NUMBER = r"(\d(?:[\d.,\u202f\u00a0٬]*\d)?)"

Share = tuple[int, int]  # n, of


def shares_in(text: str, code: str) -> list[Share]:
    """Every n of m in the text as numbers, each once, in the order of the language's ways to say it."""
    found: dict[Share, None] = {}
    for pattern, n_first in _patterns(code):
        for match in pattern.finditer(text):
            first, second = (int(re.sub(r"\D", "", each)) for each in match.groups())
            found[(first, second) if n_first else (second, first)] = None
    return list(found)


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """For each way to say it: how to find it, and whether n comes before m."""
    found = []
    for way in language(code).shares:
        escaped = re.escape(way).replace(r"\{n\}", _NUMBER).replace(r"\{of\}", _NUMBER)
        pattern = re.compile(rf"(?<![\d.,]){escaped}(?![\d])")
        found.append((pattern, way.index("{n}") < way.index("{of}")))
    return tuple(found)
