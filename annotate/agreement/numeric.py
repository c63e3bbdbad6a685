"""Numbers of one annotator beside other numbers for the same items: the others' mean, or gold.

    pearson, spearman   whether they order and space the items alike, whatever their level and width
    bias                the mean of own minus other
    mean_absolute_error the mean of |own - other|
    spread              own standard deviation over that of a single other label on the same items:
                        below 1 they use the scale more narrowly

Correlations have intervals by Fisher's z with error 1/sqrt(n-3), for ranks
sqrt((1 + r²/2) / (n-3)) (Bonett and Wright, 2000); means have Student's t over items; the ratio of
deviations the infinitesimal jackknife of its logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from annotate.agreement.results import Coefficient
from annotate.agreement.weights import near_one
from annotate.annotations import FloatArray, IntArray, Labels
from annotate.tally import summed

_NORMAL = 1.959963984540054
_FEW = "Fewer than {} of their items have another number to compare with."
_FLAT = "One side has the same number throughout, so nothing can vary together."


@dataclass(frozen=True)
class NumericAgreement:
    """One annotator's numbers beside others, each with its 95% interval; ``n`` labels."""

    n: int
    pearson: Coefficient
    spearman: Coefficient
    bias: Coefficient
    mean_absolute_error: Coefficient
    spread: Coefficient


@dataclass(frozen=True, eq=False)
class Beside:
    """Labels with other numbers beside them, sorted by annotator: (n,) each.

    own, other   the number, and the mean of the others' or the reference, over 2**power
    square       the mean square of the single other numbers, likewise
    """

    annotator: IntArray
    own: FloatArray
    other: FloatArray
    square: FloatArray
    power: int


def beside_others(labels: Labels) -> Beside:
    """The labels that share their item with others', whose mean stands beside them."""
    numbers, power = near_one(labels.question)
    values = numbers[labels.label]
    ones = np.ones(values.size)
    visit, _ = pd.factorize(labels.item.astype(np.int64) * labels.n_annotators + labels.annotator)

    def others(x: FloatArray) -> FloatArray:
        return np.asarray(
            summed(labels.item, x, labels.n_items)[labels.item] - summed(visit, x, 0)[visit]
        )

    n = others(ones)
    keep = np.flatnonzero(n > 0.5)
    keep = keep[np.argsort(labels.annotator[keep], kind="stable")]
    n = n[keep]
    mean, square = others(values)[keep] / n, others(values**2)[keep] / n
    return Beside(labels.annotator[keep], values[keep], mean, square, power)


def beside_reference(labels: Labels, reference: IntArray) -> Beside:
    """The labels whose item has a reference, which stands beside them."""
    keep = np.flatnonzero(reference[labels.item] >= 0)
    keep = keep[np.argsort(labels.annotator[keep], kind="stable")]
    numbers, power = near_one(labels.question)
    trusted = numbers[reference[labels.item[keep]]]
    return Beside(labels.annotator[keep], numbers[labels.label[keep]], trusted, trusted**2, power)


def numeric_agreement(
    beside: Beside, n_annotators: int, *, intervals: bool
) -> list[NumericAgreement]:
    """For each annotator (A,), in order of their codes."""
    n = summed(beside.annotator, np.ones(beside.own.size), n_annotators)
    frame = pd.DataFrame({"a": beside.annotator, "own": beside.own, "other": beside.other})
    frame["other"] = frame["other"].round(12)  # equal means may come out a trace apart
    ranks = frame.groupby("a")[["own", "other"]].rank()
    columns = [
        _correlated(beside.annotator, beside.own, beside.other, n, halved=False),
        _correlated(
            beside.annotator, ranks["own"].to_numpy(), ranks["other"].to_numpy(), n, halved=True
        ),
        _mean(beside, beside.own - beside.other, n),
        _mean(beside, np.abs(beside.own - beside.other), n, lowest=0.0),
        _spread(beside, n),
    ]
    return [
        NumericAgreement(
            int(n[a]),
            *(
                _coefficient(column, a, int(n[a]), needed, intervals=intervals)
                for column, needed in zip(columns, _NEEDED, strict=True)
            ),
        )
        for a in range(n_annotators)
    ]


_NEEDED = (3, 3, 1, 1, 3)  # labels, of each of the five
Ends = tuple[FloatArray, FloatArray, FloatArray]


def _coefficient(ends: Ends, a: int, n: int, needed: int, *, intervals: bool) -> Coefficient:
    value, low, high = (float(end[a]) for end in ends)
    if n < needed:
        return Coefficient(np.nan, np.nan, np.nan, _FEW.format(needed))
    if np.isnan(value):
        return Coefficient(np.nan, np.nan, np.nan, _FLAT)
    if not intervals:
        return Coefficient(value, None, None)
    few = "Their items are too few for an interval." if np.isnan(low) else None
    return Coefficient(value, low, high, few)


def _mean(beside: Beside, values: FloatArray, n: FloatArray, *, lowest: float = -np.inf) -> Ends:
    a = beside.annotator
    mean = summed(a, values, n.size) / np.maximum(n, 1)
    apart = values - mean[a]
    several = n >= 2
    error = np.sqrt(summed(a, apart * apart, n.size) / np.maximum(n * (n - 1), 1))
    reach = np.where(several, stdtrit(np.maximum(n - 1, 1), 0.975) * error, np.nan)
    ends = mean, np.maximum(mean - reach, lowest), mean + reach
    value, low, high = (np.ldexp(end, beside.power) for end in ends)
    return value, low, high


def _correlated(a: IntArray, x: FloatArray, y: FloatArray, n: FloatArray, *, halved: bool) -> Ends:
    """Pearson's correlation of each annotator's values, with Fisher's interval."""
    dx, dy = (values - (summed(a, values, n.size) / np.maximum(n, 1))[a] for values in (x, y))
    xx, yy, xy = (summed(a, one, n.size) for one in (dx * dx, dy * dy, dx * dy))
    size = np.sqrt(xx) * np.sqrt(yy)
    tiny = 1e-12 * np.sqrt(summed(a, x * x, n.size)) * np.sqrt(summed(a, y * y, n.size))
    r = np.clip(np.divide(xy, size, out=np.full(n.size, np.nan), where=size > tiny), -1, 1)
    error = np.sqrt(np.where(halved, 1 + r * r / 2, 1.0) / np.where(n > 3, n - 3, np.nan))
    with np.errstate(divide="ignore"):  # a perfect correlation is at infinity, and back at 1
        z = np.arctanh(r)
    return r, np.tanh(z - _NORMAL * error), np.tanh(z + _NORMAL * error)


def _spread(beside: Beside, n: FloatArray) -> Ends:
    a, safe = beside.annotator, np.maximum(n, 1)

    def mean(values: FloatArray) -> FloatArray:
        return summed(a, values, n.size) / safe

    own, other = mean(beside.own), mean(beside.other)
    squares = (beside.own - own[a]) ** 2
    # of a single other label about the mean of all of them
    theirs = beside.square - 2 * other[a] * beside.other + other[a] ** 2
    v_own, v_other = mean(squares), mean(theirs)
    flat = (v_own <= 0) | (v_other <= 1e-24 * mean(beside.square))
    v_own, v_other = np.where(flat, np.nan, v_own), np.where(flat, np.nan, v_other)
    change = (squares / v_own[a] - theirs / v_other[a]) / 2 / safe[a]
    several = np.where(n >= 3, n, np.nan)
    error = np.sqrt(summed(a, change * change, n.size) * several / (several - 1))
    reach = stdtrit(np.maximum(n - 1, 1), 0.975) * error
    ratio = np.sqrt(v_own / v_other)
    return ratio, ratio * np.exp(-reach), ratio * np.exp(reach)
