"""The difference of two means over items, paired by item.

Each item adds e_i = N (x_i - x) / n_x - N (y_i - y) / n_y + (x - y), with x_i and y_i its values on
the two sides, x and y their means over the n_x and n_y items that have one, N the items that
have either: the mean of the e_i is the difference, and their spread its error (the delta method).
Where each side is a share, two made-up items that differ, one in each direction by half, are
added, so that data in which nothing differs are not called sure (Agresti and Min, 2005,
Statistics in Medicine 24).
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import stdtrit

from annotate.agreement import Difference
from annotate.annotations import BoolArray, FloatArray, IntArray
from annotate.tally import summed

_NORMAL = 1.959963984540054
_NONE = "No item has both a label that counts and a reference."
_ONE = "Only one item has a reference, so nothing can be said about how sure this is."


def mean_difference(first: FloatArray, second: FloatArray, *, shares: bool) -> Difference:
    """The mean of ``first`` (I,) less that of ``second`` (I,), NaN where an item has no value.

    ``shares`` says that all values lie in 0..1.
    """
    there = np.isfinite(first), np.isfinite(second)
    if not (there[0].any() and there[1].any()):
        one, other = (
            float(side[known].mean()) if known.any() else math.nan
            for side, known in zip((first, second), there, strict=True)
        )
        return Difference(one, other, math.nan, math.nan, math.nan, _NONE)
    means = float(first[there[0]].mean()), float(second[there[1]].mean())
    value = means[0] - means[1]
    either = there[0] | there[1]
    n = int(either.sum())
    own = _part(first, means[0], either, n) - _part(second, means[1], either, n) + value
    if n < 2:
        return Difference(*means, value, math.nan, math.nan, _ONE)
    reach = _of_shares if shares else _of_numbers
    low, high = reach(np.array([own.sum()]), np.array([own @ own]), n)
    return Difference(*means, value, min(float(low[0]), value), max(float(high[0]), value))


def _part(values: FloatArray, mean: float, either: np.ndarray, n: int) -> FloatArray:
    known = np.isfinite(values)
    apart = np.where(known, values - mean, 0.0)[either]
    return np.asarray(n / int(known.sum()) * apart)


def _of_shares(total: FloatArray, squares: FloatArray, n: int) -> tuple[FloatArray, FloatArray]:
    """The ends of intervals from the sum and the sum of squares of n differences each."""
    size = n + 2
    error = np.sqrt(np.maximum(squares + 1 - total * total / size, 0.0)) / size
    middle = total / size
    return np.maximum(middle - _NORMAL * error, -1.0), np.minimum(middle + _NORMAL * error, 1.0)


def _of_numbers(total: FloatArray, squares: FloatArray, n: int) -> tuple[FloatArray, FloatArray]:
    middle = total / n
    variance = np.maximum(squares - total * middle, 0.0) / (n - 1)
    reach = float(stdtrit(n - 1, 0.975)) * np.sqrt(variance / n)
    return middle - reach, middle + reach


def mean_differences(
    before: FloatArray,
    after: FloatArray,
    item: IntArray,
    group: IntArray,
    n_groups: int,
    *,
    shares: bool,
) -> list[Difference]:
    """``mean_difference`` for many groups, each of which changes a few items.

    ``before`` (I,) is the second side of all; row r says that group ``group[r]`` has the value
    ``after[r]`` for ``item[r]``, NaN for none, at most once an item.
    """
    known = np.isfinite(before)
    n = int(known.sum())
    if n < 2:
        return [
            _changed(before, after, item[group == one], group == one, shares=shares)
            for one in range(n_groups)
        ]
    base = float(before[known].mean())
    rows = known[item]
    who, y, x = group[rows], before[item[rows]], after[rows]
    fell = np.isnan(x)
    x, stayed = np.where(fell, 0.0, x), (~fell).astype(np.float64)

    def over(values: FloatArray) -> FloatArray:
        return summed(who, values, n_groups)

    # Of items with both values: how many, and the sums of x, y, x², y² and xy.
    k = n - over(fell.astype(np.float64))
    v, v2 = float(before[known].sum()), float(before[known] @ before[known])
    s_y, s_yy = v - over(y * fell), v2 - over(y * y * fell)
    s_x, s_xx = v + over(x - y), v2 + over(x * x - y * y)
    s_xy = v2 + over(x * y * stayed - y * y)
    mean = np.divide(s_x, k, out=np.full(n_groups, np.nan), where=k > 0)
    value = mean - base
    a = np.divide(n, k, out=np.zeros(n_groups), where=k > 0)
    c = -a * mean + base + value
    d = base + value  # of items with no value left: e = d - y
    total = a * s_x - s_y + k * c + (n - k) * d - (v - s_y)
    squares = a * a * s_xx + s_yy + k * c * c - 2 * a * s_xy + 2 * a * c * s_x - 2 * c * s_y
    squares += (n - k) * d * d - 2 * d * (v - s_y) + (v2 - s_yy)
    low, high = (_of_shares if shares else _of_numbers)(total, squares, n)
    return [
        Difference(one, base, by, min(bottom, by), max(top, by))
        if np.isfinite(by)
        else Difference(math.nan, base, math.nan, math.nan, math.nan, _NONE)
        for one, by, bottom, top in zip(
            mean.tolist(), value.tolist(), low.tolist(), high.tolist(), strict=True
        )
    ]


def _changed(
    before: FloatArray, after: FloatArray, item: IntArray, rows: BoolArray, *, shares: bool
) -> Difference:
    first = before.copy()
    first[item] = np.where(np.isfinite(before[item]), after[rows], np.nan)
    return mean_difference(first, before, shares=shares)
