"""What the letters did: those who got one against those who did not.

With x_j and y_j how right annotator j was before and after, and T_j whether they got a letter:

    naive        mean of y_j - x_j of those with a letter; takes luck and a better second round for
                 the letters' doing
    difference   the same less that of the others (difference in differences); right if both would
                 have changed alike, which the worst do not: their luck does not come again
    corrected    d in y_j = a + b x_j + d T_j + error, by least squares (analysis of covariance): b is what a
                 first round lets expect of the second, so it is the shrinkage that the data themselves ask for

The last holds where letters were given by chance or by how somebody seemed to do before (Maris, 1998; Van Breukelen,
2006). Intervals are Student's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from annotate.annotations import BoolArray, FloatArray
from annotate.rounds.shares import Change

LEAST = 2  # annotators on each side, and
LEAST_IN_ALL = 6
_FEW = (
    "Two annotators with a letter, two without, and six in all with enough labels in both rounds are"
    " needed to tell what the letters did."
)
ASSUMED = "Assumes that whoever got a letter would have changed as the others did who were as right before."


@dataclass(frozen=True)
class Effect:
    """What the letters did by three ways of reckoning; ``expected`` (b) is what a lead keeps of itself.

    ``with_letter`` and ``without`` are how many annotators count on each side.
    """

    naive: Change
    difference: Change
    corrected: Change
    expected: float
    with_letter: int
    without: int
    assumed: str = ASSUMED


def effect(before: FloatArray, after: FloatArray, letter: BoolArray) -> Effect:
    """What the letters did; (A,) each, NaN for an annotator who does not count."""
    known = np.isfinite(before) & np.isfinite(after)
    x, y, treated = before[known], after[known], letter[known]
    sizes = int(treated.sum()), int((~treated).sum())
    if min(sizes) < LEAST or sum(sizes) < LEAST_IN_ALL:
        nothing = Change(math.nan, math.nan, math.nan, _FEW)
        naive = _mean((y - x)[treated]) if sizes[0] >= LEAST else nothing
        return Effect(naive, nothing, nothing, math.nan, *sizes)
    design = np.stack([np.ones(x.size), x - x.mean(), treated.astype(np.float64)], axis=1)
    corrected, slope = _least_squares(design, y)
    change = y - x
    return Effect(
        _mean(change[treated]), _apart(change[treated], change[~treated]), corrected, slope, *sizes
    )


def _mean(values: FloatArray) -> Change:
    return _interval(
        float(values.mean()), float(values.std(ddof=1)) / math.sqrt(values.size), values.size - 1
    )


def _apart(first: FloatArray, second: FloatArray) -> Change:
    """The difference of two means, by Welch (1947)."""
    a, b = (float(each.var(ddof=1)) / each.size for each in (first, second))
    free = (a + b) ** 2 / (a * a / (first.size - 1) + b * b / (second.size - 1)) if a + b else 1.0
    return _interval(float(first.mean() - second.mean()), math.sqrt(a + b), free)


def _least_squares(design: FloatArray, y: FloatArray) -> tuple[Change, float]:
    """The last coefficient with its interval, and the one before it."""
    inverse = np.linalg.pinv(design.T @ design)
    found = inverse @ design.T @ y
    left = y - design @ found
    free = y.size - design.shape[1]
    error = math.sqrt(float(left @ left) / free * float(inverse[-1, -1]))
    return _interval(float(found[-1]), error, free), float(found[-2])


def _interval(value: float, error: float, free: float) -> Change:
    reach = float(stdtrit(free, 0.975)) * error
    return Change(value, value - reach, value + reach)
