"""Values of other kinds than text as the text that a person would have written for them."""

from __future__ import annotations

import datetime
import json
import math
from decimal import Decimal
from functools import singledispatch
from typing import Any, Self

from annotate.errors import FileFormatError

CELL_MOST = 1 << 26  # characters; what is longer is no answer and no text to read
_EXACT = 2**53  # whole numbers up to here are exact in a floating-point number


class Written(float):
    """A number with decimals that remembers how it was written, as 1.50 or 1e5."""

    def __new__(cls, text: str) -> Self:
        """The number in a text."""
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str


def spelled(value: Any) -> str:
    """One value as text: nothing as empty, whole numbers without a point, dates in ISO 8601.

    Lists and mappings are written as JSON, durations as hours, minutes and seconds.
    """
    return value if isinstance(value, str) else _spelled(value)


def refuse_long_cell(length: int, name: str) -> None:
    """Raise FileFormatError for a cell that is longer than any text to be read."""
    if length > CELL_MOST:
        raise FileFormatError(
            f"“{name}” has a cell of {length:,} characters; at most {CELL_MOST:,} are read. Most"
            " likely a quotation mark or a bracket in the file is never closed. Mend it."
        )


@singledispatch
def _spelled(value: Any) -> str:
    return str(value)


@_spelled.register
def _(value: None) -> str:  # noqa: ARG001 - dispatched by its type
    return ""


@_spelled.register
def _(value: bool) -> str:
    return "true" if value else "false"


@_spelled.register
def _(value: float) -> str:
    if math.isnan(value):
        return ""
    whole = value.is_integer() and abs(value) <= _EXACT
    return str(int(value)) if whole else repr(value)


@_spelled.register
def _(value: Written) -> str:
    return value.text


@_spelled.register
def _(value: Decimal) -> str:
    return format(value, "f")


@_spelled.register(list)
@_spelled.register(tuple)
@_spelled.register(dict)
def _(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=spelled)


@_spelled.register(datetime.date)
@_spelled.register(datetime.time)
def _(value: Any) -> str:
    return str(value.isoformat())


@_spelled.register
def _(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(abs(value.total_seconds()), 60)
    hours, minutes = divmod(int(minutes), 60)
    shown = f"{seconds:06.3f}".rstrip("0").rstrip(".") if seconds % 1 else f"{int(seconds):02}"
    return f"{'-' if value.total_seconds() < 0 else ''}{hours}:{minutes:02}:{shown}"


@_spelled.register
def _(value: bytes) -> str:
    return value.decode(errors="backslashreplace")
