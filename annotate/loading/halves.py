"""Half characters: JSON can escape one half of a pair, and no file can hold it as text."""

from __future__ import annotations

import re
from typing import Any

_HALF = re.compile(r"[\ud800-\udfff]")
_ESCAPED = re.compile(rb"\\u[dD][89a-fA-F]")


def may_hold_halves(content: bytes) -> bool:
    """Whether JSON has escapes of halves, of whole pairs too."""
    return _ESCAPED.search(content) is not None


def without_halves(value: Any) -> Any:
    """The JSON value with a sign for “unknown character” in the place of each lone half."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_halves(one) for one in value]
    if isinstance(value, dict):
        return {without_halves(name): without_halves(one) for name, one in value.items()}
    return value
