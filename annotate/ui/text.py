"""Words and numbers as the screens show them. Text from data never becomes markup here."""

from __future__ import annotations

import math
import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def plain(text: str) -> str:
    """Text from data, made safe for a place that reads Markdown: it shows as it is."""
    return _MARKUP.sub(r"\\\1", text.replace("\n", " "))


def percent(value: float | None) -> str:
    """0.714 as “71%”; an undefined value as a dash."""
    return "–" if value is None or math.isnan(value) else f"{100 * value:.0f}%"


def decimal(value: float | None) -> str:
    """Two decimals, which is what a coefficient's interval supports; undefined is a dash."""
    return "–" if value is None or math.isnan(value) else f"{value:.2f}"


def interval(low: float | None, high: float | None, *, as_percent: bool = False) -> str:
    """“[0.57, 0.65]”, or nothing where there is no interval."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return ""
    if as_percent:
        return f"[{100 * low:.0f}, {100 * high:.0f}]"
    return f"[{low:.2f}, {high:.2f}]"


def count(number: int, one: str, many: str = "") -> str:
    """“1 item”, “1,204 items”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, length: int = 90) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0] + " …"
