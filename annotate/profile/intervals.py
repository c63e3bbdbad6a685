"""Intervals for a share, for a mean of shares, and for the difference of two."""

from __future__ import annotations

from math import hypot

import numpy as np

from annotate.agreement import wilson
from annotate.agreement.shares import mean_interval
from annotate.annotations import FloatArray, IntArray
from annotate.profile.known import Estimate


def share(k: int, n: int, reason: str) -> Estimate:
    """The share k of n with Wilson's interval; NaN with the reason where n is 0."""
    if n == 0:
        return Estimate(reason=reason)
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), n)


def means(values: FloatArray, start: IntArray, reason: str) -> list[Estimate]:
    """The mean of each annotator's values (n,) in 0..1 that are not NaN, with its interval.

    Annotator a has the values start[a] to start[a + 1]. The interval is that of
    ``annotate.agreement`` for a mean; it has no ends where there is one value.
    """
    owner = np.repeat(np.arange(start.size - 1), np.diff(start))
    defined = ~np.isnan(values)
    owner, known = owner[defined], values[defined]
    n = np.bincount(owner, minlength=start.size - 1).astype(np.float64)
    sums = np.bincount(owner, weights=known, minlength=n.size)
    mean = np.divide(sums, n, out=np.full(n.size, np.nan), where=n > 0)
    squares = np.bincount(owner, weights=(known - mean[owner]) ** 2, minlength=n.size)
    pairs = n * (n - 1)
    variance = np.divide(squares, pairs, out=np.full(n.size, np.nan), where=pairs > 0)
    low, high = mean_interval(mean, variance, n)
    return [
        Estimate(float(mean[a]), float(low[a]), float(high[a]), int(n[a]))
        if n[a]
        else Estimate(reason=reason)
        for a in range(n.size)
    ]


def difference(later: Estimate, earlier: Estimate) -> Estimate:
    """The change from one share to a later one, later - earlier, with its interval.

    Newcombe 1998, Statistics in Medicine 17, 873-890, method 10: from the Wilson limits l and
    u of each share, d - sqrt((p1 - l1)^2 + (u2 - p2)^2) and d + sqrt((u1 - p1)^2 + (p2 - l2)^2).
    """
    if not (earlier.n and later.n):
        return Estimate(reason="There are labels to compare in fewer than two rounds.")
    change = later.value - earlier.value
    down = hypot(later.value - later.low, earlier.high - earlier.value)
    up = hypot(later.high - later.value, earlier.value - earlier.low)
    return Estimate(change, change - down, change + up, later.n + earlier.n)
