"""Each annotator against the others: their agreement, and the alpha that is theirs.

An annotator's alpha is 1 - D_o(a) / D_e: the mean disagreement of their labels with the other
labels on the same items, over the expected disagreement of everybody. It decomposes the
overall one: the mean of D_o(a), weighted by pairable labels, is the overall D_o, so the same
mean of the annotators' alphas is the overall alpha.

Everything is read off the annotator patterns. Shapes: A annotators, Y rows of that table,
Z cells of the patterns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.distances import Distance
from annotate.agreement.shares import mean_interval
from annotate.agreement.sums import ItemTerms, Sums
from annotate.annotations import FloatArray, IntArray
from annotate.counts import AnnotatorPatterns, Patterns
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Interval:
    """Estimates (A,) with the ends of their 95% intervals; NaN where undefined."""

    value: FloatArray
    low: FloatArray
    high: FloatArray


def label_counts(rows: AnnotatorPatterns, n_annotators: int) -> FloatArray:
    """(A,) how many labels each annotator gave."""
    return summed(rows.annotator, rows.count, n_annotators)


def items_shared(table: Patterns, rows: AnnotatorPatterns, n_annotators: int) -> FloatArray:
    """(A,) on how many items with their label someone else has one too."""
    shared = (table.size[table.pattern[rows.cell]] > rows.own) / rows.own
    return np.rint(summed(rows.annotator, rows.count * shared, n_annotators))


def agreement_with_others(table: Patterns, rows: AnnotatorPatterns, n_annotators: int) -> Interval:
    """The mean share of the other annotators' labels on the same items that are the same.

    Each label of the annotator counts once; their own repeats on an item are not "others".
    The interval is Wilson's with the variance over their items.
    """
    others = table.size[table.pattern[rows.cell]] - rows.own
    shared = others > 0
    a, count, others = rows.annotator[shared], rows.count[shared], others[shared]
    share = (table.count[rows.cell] - rows.own_same)[shared] / others
    n = summed(a, count, n_annotators)
    mean = _over(summed(a, count * share, n_annotators), n)
    apart = share - mean[a]
    variance = _over(summed(a, count * apart * apart, n_annotators), n * (n - 1))
    low, high = mean_interval(mean, variance, n)
    return Interval(mean, low, high)


def observed_disagreement(
    table: Patterns, terms: ItemTerms, rows: AnnotatorPatterns, n_annotators: int
) -> tuple[FloatArray, FloatArray]:
    """(A,) D_o(a), and the pairable labels it is the mean over; NaN where there are none."""
    a, count, apart = _pairable(table, terms, rows)
    n = summed(a, count, n_annotators)
    return _over(summed(a, count * apart, n_annotators), n), n


def annotator_alpha(
    table: Patterns,
    terms: ItemTerms,
    whole: Sums,
    level: Distance,
    rows: AnnotatorPatterns,
    *,
    n_annotators: int,
) -> Interval:
    """Each annotator's alpha.

    The interval takes D_o(a) and D_e as functions of the items' weights, to first order (the
    infinitesimal jackknife, Jaeckel, 1972). Its variance sets the width of a Wilson interval of
    D_o(a), which all distances keep in 0..1, so an annotator without any disagreement on three
    items is not called perfect. The mid-ranks of an ordinal scale are taken as given.
    """
    observed, n = observed_disagreement(table, terms, rows, n_annotators)
    if whole.spread <= 0 or whole.expected <= 0:
        nothing = np.full(n_annotators, np.nan)
        return Interval(nothing, nothing, nothing)
    pairs = float(whole.n * (whole.n - 1))
    expected = float(whole.expected) / pairs
    drift = _expected_change(table, terms, level, expected, pairs)
    a, count, apart = _pairable(table, terms, rows)
    by_row = drift[table.pattern[rows.cell]][terms.pairable[table.pattern[rows.cell]] > 0]
    push = (apart - observed[a]) / np.maximum(n[a], 1)
    own = _over(summed(a, count * push * push, n_annotators) * n, n - 1)
    mixed = summed(a, count * push * by_row, n_annotators)
    ratio = observed / expected
    variance = own - 2 * ratio * mixed + ratio**2 * (table.weight @ (drift * drift))
    low, high = mean_interval(np.clip(observed, 0, 1), np.maximum(variance, 0), n)
    return Interval(1 - ratio, 1 - high / expected, 1 - low / expected)


def _pairable(
    table: Patterns, terms: ItemTerms, rows: AnnotatorPatterns
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Of the rows on pairable items: annotator, count, mean distance from the other labels."""
    size = table.size[table.pattern[rows.cell]]
    keep = size >= 2
    return (
        rows.annotator[keep],
        rows.count[keep],
        terms.level[rows.cell][keep] / (size[keep] - 1),
    )


def _expected_change(
    table: Patterns, terms: ItemTerms, level: Distance, expected: float, pairs: float
) -> FloatArray:
    """(P,) how D_e = n'dn / (n(n-1)) changes with the weight of one item, about its mean."""
    n_k = table.by_answer(terms.paired)
    n = n_k.sum()
    across = level.times(n_k)[table.label]
    added = table.total(terms.paired)
    change = (2 * table.total(terms.paired * across) - expected * added * (2 * n - 1)) / pairs
    return np.asarray(change - (table.weight @ change) / table.weight.sum())


def _over(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0))
