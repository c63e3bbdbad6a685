"""The sums without each item, in closed form: the jackknife where patterns are too many to draw.

Every sum is a plain sum over items or a quadratic form t'dt of one, and without item i a form
is t'dt - 2 i'dt + i'di: three numbers an item, whatever the number of answers. The standard
error is sqrt((N-1)/N sum (theta_(i) - mean)²) (Efron and Tibshirani, 1993, equation 11.5).

Ordinal alpha's distance is itself made of the totals, so there the change is taken to first
order (the infinitesimal jackknife, Jaeckel, 1972).
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from annotate.agreement.distances import Distance, Nominal, Squared
from annotate.agreement.shares import mean_interval
from annotate.agreement.sums import ItemTerms, Sums
from annotate.annotations import FloatArray
from annotate.counts import Patterns

_TRACE = 1e-12  # of rounding, where no item changes the value


def left_out(
    table: Patterns,
    terms: ItemTerms,
    whole: Sums,
    distances: tuple[Distance, Distance],
    *,
    ranks: bool,
) -> Sums:
    """The sums without one item of each pattern; fields are (P,)."""
    level, weights = distances
    size = len(table)
    same = Nominal(table.n_answers)
    differing = same.within(table.pattern, table.label, table.count)
    paired = terms.pairable * table.size
    observed, expected = whole.observed - terms.observed, whole.expected
    if ranks and isinstance(level, Squared):
        change_o, change_e = _rank_changes(table, terms, level)
        observed, expected = whole.observed - change_o, whole.expected - change_e
    else:
        expected = _without(table, terms.paired, level, terms.level, whole.expected)
    return Sums(
        items=np.full(size, whole.items - 1),
        pairable=whole.pairable - terms.pairable,
        same=whole.same - terms.same,
        apart=whole.apart - terms.apart,
        n=whole.n - paired,
        observed=observed,
        expected=expected,
        spread=_without(table, terms.paired, same, differing, whole.spread),
        labels=whole.labels - table.size,
        pooled=_without(table, table.count, weights, terms.weights, whole.pooled),
        shares=_without(
            table, terms.share, weights, terms.weights / table.size[table.pattern], whole.shares
        ),
        squares=_without_squares(table, terms.share, whole.squares),
    )


def standard_error(values: FloatArray, weight: FloatArray) -> float:
    """The jackknife's standard error from the values without one item of each pattern (P,)."""
    n = weight.sum()
    apart = values - (weight @ values) / n
    return float(np.sqrt((n - 1) / n * (weight @ (apart * apart))))


def around(value: float, error: float, items: int, lowest: float) -> tuple[float, float]:
    """The 95% interval value ± t standard errors over so many items, within lowest to 1."""
    reach = float(stdtrit(items - 1, 0.975)) * error
    return max(value - reach, min(lowest, value)), min(value + reach, max(1.0, value))


def around_observed(
    value: float, error: float, chance: float, items: int, lowest: float
) -> tuple[float, float]:
    """The 95% interval of a value 1 - O / E, as a Wilson interval of O; from lowest to 1.

    The variance ``error``² of the value, times E², is taken as that of the observed disagreement
    O, which lies in 0..1: a few items without any disagreement are not called perfect, and on few
    items the interval leans the right way. ``chance`` is E; without it, value ± t errors.
    """
    observed = chance * (1 - value)
    if not (np.isfinite(chance) and 0 <= observed <= 1 + 1e-9):
        return around(value, error, items, lowest)
    variance = (error * chance) ** 2 if error > _TRACE else 0.0
    low, high = mean_interval(
        np.array([min(observed, 1.0)]), np.array([variance]), np.array([float(items)])
    )
    ends = 1 - float(high[0]) / chance, 1 - float(low[0]) / chance
    return max(min(ends[0], value), min(lowest, value)), max(ends[1], value)


def _without(
    table: Patterns, added: FloatArray, distance: Distance, own: FloatArray, whole: FloatArray
) -> FloatArray:
    """(P,) the form t'dt without one item; ``added`` (Z,) is the item's part i of t.

    ``own`` (Z,) is d i for the item itself.
    """
    across = distance.times(table.by_answer(added))[table.label]
    return np.asarray(whole - table.total(added * (2 * across - own)))


def _without_squares(table: Patterns, share: FloatArray, whole: FloatArray) -> FloatArray:
    across = table.by_answer(share)[table.label]
    return np.asarray(whole - table.total(share * (2 * across - share)))


def _rank_changes(
    table: Patterns, terms: ItemTerms, level: Squared
) -> tuple[FloatArray, FloatArray]:
    """(P,) how observed and expected change with one item's weight, to first order.

    An item counts by itself and by moving the mid-ranks s: a label for answer l adds 1 to the
    rank of every answer above l and 1/2 to that of l, so with g_k = d(sum)/d(s_k) it adds
    the g_k above l and half of g_l.
    """
    s, n_k = level.values, table.by_answer(terms.paired)
    n = max(n_k.sum(), 1.0)
    mean = table.total(table.count * s[table.label]) / table.size
    others = np.maximum(table.size - 1, 1)
    pull = (table.size * terms.pairable / others)[table.pattern]
    pull = pull * table.count * (s[table.label] - mean[table.pattern])
    slope_o = 4 * table.by_answer(pull)
    slope_e = 4 * n_k * (n * s - n_k @ s)

    def moved(slope: FloatArray) -> FloatArray:
        above = (np.cumsum(slope[::-1])[::-1] - slope / 2) / n
        return table.total(terms.paired * above[table.label])

    direct = 2 * level.times(n_k)[table.label]
    change_e = table.total(terms.paired * direct) + moved(slope_e)
    return np.asarray(terms.observed + moved(slope_o)), np.asarray(change_e)
