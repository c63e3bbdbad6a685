"""Differences of shares, each with its own count, and their 95% intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotate.agreement import wilson


@dataclass(frozen=True)
class Change:
    """``value`` with its 95% interval; NaN, with the reason, where it cannot be said."""

    value: float
    low: float
    high: float
    reason: str | None = None


TOO_FEW = "There are too few labels on one of the sides."
NOTHING = Change(math.nan, math.nan, math.nan, TOO_FEW)


def combined(parts: Sequence[tuple[float, float, float]]) -> Change:
    """The sum of signed shares: (sign, share, of how many) each, on separate labels.

    The interval is by variance recovery from each share's Wilson interval (MOVER; Zou and Donner,
    2008, Statistics in Medicine 27); for a difference of two it is Newcombe's (1998, Statistics in
    Medicine 17, method 10). NaN where one of them is of nothing.
    """
    if any(not n > 0 or math.isnan(share) for _, share, n in parts):
        return NOTHING
    value = below = above = 0.0
    for sign, share, n in parts:
        low, high = (float(end) for end in wilson(np.array(share * n), np.array(n)))
        down, up = (share - low, high - share) if sign > 0 else (high - share, share - low)
        value += sign * share
        below += down * down
        above += up * up
    return Change(value, value - math.sqrt(below), value + math.sqrt(above))


def fewer_or_more(before: tuple[int, int], after: tuple[int, int]) -> Change:
    """The share of after (cases, out of how many) less that of before."""
    if not before[1] or not after[1]:
        return NOTHING
    return combined(
        [(1.0, after[0] / after[1], after[1]), (-1.0, before[0] / before[1], before[1])]
    )
