"""Cohen's kappa of every two annotators who share items, and its mean.

    kappa = 1 - D_o / D_e     D_o = U / n      U = sum over shared items of d(answer a, answer b)
                              D_e = V / n²     V = sum_kl r_k c_l d_kl, r and c the answers of a and b

(Cohen, 1960; 1968 with weights, d = 1 - W.) Shapes: Q pairs, Z cells of ``PairCounts``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.distances import Distance
from annotate.agreement.jackknife import around_observed, standard_error
from annotate.agreement.shares import mean_interval as wilson_of_mean
from annotate.annotations import BoolArray, FloatArray, IntArray, Labels
from annotate.counts import PairCounts, pair_keys, portions, shared_labels
from annotate.tally import summed

_BLOCK = 1 << 22  # (pair, answer) margins held at once
_WRITTEN_OUT = 1 << 27  # margins up to which they are written out, zeros and all
_LOOKED_UP = 1 << 25


@dataclass(frozen=True, eq=False)
class PairKappas:
    """n, agreement and kappa of each pair (Q,), and what their mean's error is made of.

    chance            D_e
    low, high         ends of kappa's 95% interval
    kappa             NaN where both annotators gave one and the same answer to all they share, or
                      answers too near to each other for the numbers to hold the difference
    constant          where it was one and the same answer
    without           (Z,) the pair's kappa without one item of this cell; NaN where undefined
    """

    n: FloatArray
    agreement: FloatArray
    kappa: FloatArray
    chance: FloatArray
    low: FloatArray
    high: FloatArray
    constant: BoolArray
    without: FloatArray

    @property
    def defined(self) -> BoolArray:
        return np.isfinite(self.kappa)

    @property
    def mean(self) -> float:
        """The mean kappa weighted by shared items, of the pairs that have one; NaN if none."""
        weight = self.n[self.defined]
        return float(weight @ self.kappa[self.defined] / weight.sum()) if weight.size else np.nan


def pair_kappas(pairs: PairCounts, distance: Distance) -> PairKappas:
    """Kappa of every pair by ``distance`` (1 - W of the weights)."""
    q, n, count = len(pairs), pairs.n, pairs.count
    apart = distance.between(pairs.first, pairs.second)
    same = pairs.first == pairs.second
    left, right = _margins(pairs, distance)
    u = summed(pairs.pair, count * apart, q)
    v = summed(pairs.pair, count * left, q)
    constant = summed(pairs.pair, same & (count == n[pairs.pair]), q) > 0
    kappa = np.where(constant, np.nan, _kappa(n, u, v))
    agreement = summed(pairs.pair, count * same, q) / np.maximum(n, 1)
    z = pairs.pair
    rest = v[z] - left - right + apart
    # Where the rest is constant the differences leave a trace of rounding, which is no 0.
    without = _kappa(n[z] - 1, u[z] - apart, np.where(rest > 1e-14 * v[z], rest, 0.0))
    chance = np.where(constant, np.nan, v / np.maximum(n, 1) ** 2)
    low, high = _intervals(pairs, kappa, without, chance)
    return PairKappas(n, agreement, kappa, chance, low, high, constant, without)


def _intervals(
    pairs: PairCounts, kappa: FloatArray, without: FloatArray, chance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(Q,) the ends of each pair's 95% interval, by the jackknife over the items they share.

    The variance of kappa, times D_e², is taken as that of D_o, which lies in 0..1 and gets a Wilson
    interval with it: two who never differ on five items are not called perfect.
    """
    n, q = pairs.n, len(pairs)
    left = np.where(np.isnan(without), kappa[pairs.pair], without)
    mean = summed(pairs.pair, pairs.count * left, q) / np.maximum(n, 1)
    apart = left - mean[pairs.pair]
    variance = (n - 1) / np.maximum(n, 1) * summed(pairs.pair, pairs.count * apart * apart, q)
    observed = np.clip((1 - kappa) * chance, 0, 1)
    low, high = wilson_of_mean(observed, variance * chance**2, n)
    over = np.where(chance > 0, chance, np.nan)
    return np.maximum(1 - high / over, np.minimum(kappa, -1.0)), 1 - low / over


def _kappa(n: FloatArray, u: FloatArray, v: FloatArray) -> FloatArray:
    """1 - n U / V; NaN where V is 0."""
    ratio = np.divide(n * u, v, out=np.full(n.shape, np.nan), where=v > 0)
    return np.asarray(1 - ratio)


def mean_interval(
    labels: Labels, pairs: PairCounts, found: PairKappas, lowest: float = -1.0
) -> tuple[float, float, str | None]:
    """The 95% interval of the mean kappa, by the jackknife over items; NaN and why, or None.

    A pair's kappa does not come from the patterns, so instead of drawing items again the mean
    is computed without each item in turn: an item takes one observation from each pair that
    shares it, and what then is left of the pair's kappa has a closed form. One pass over the pairs of
    labels gives the mean without every item. (Where repeats count, an item's several
    observations of one pair are taken out one at a time.)
    """
    change, lost = _item_changes(labels, pairs, found)
    weight = found.n[found.defined]
    left = weight.sum() - lost
    shared = (lost > 0) & (left > 0)
    items = int(shared.sum())
    if items < 2:
        return np.nan, np.nan, ONE_COUNTS if (lost > 0).sum() < 2 else FEW_COUNT
    without = (weight @ found.kappa[found.defined] + change[shared]) / left[shared]
    chance = float(weight @ found.chance[found.defined] / weight.sum())
    error = standard_error(without, np.ones(items))
    return (*around_observed(found.mean, error, chance, items, lowest), None)


ONE_COUNTS = (
    "Only one item is shared by annotators who have a kappa, so nothing can be said about how"
    " sure this is."
)
FEW_COUNT = (
    "Without one of the items no two annotators would have a kappa left, so nothing can be said"
    " about how sure this is."
)


def _item_changes(
    labels: Labels, pairs: PairCounts, found: PairKappas
) -> tuple[FloatArray, FloatArray]:
    """(I,) what the sums of n * kappa and of n over pairs gain and lose without each item."""
    n, kappa = found.n[pairs.pair], found.kappa[pairs.pair]
    counted, stays = np.isfinite(kappa), np.isfinite(found.without)
    after = np.where(stays, (n - 1) * found.without, 0.0)
    change = np.where(counted, after - n * kappa, 0.0)
    lost = np.where(counted, np.where(stays, 1.0, n), 0.0)
    answers, annotators = np.int64(pairs.n_answers), max(labels.n_annotators, 1)
    both = pairs.a[pairs.pair] * np.int64(annotators) + pairs.b[pairs.pair]
    keys = (both * answers + pairs.first) * answers + pairs.second
    place = _places(keys, annotators**2 * int(answers) ** 2)
    gained, taken = np.zeros(labels.n_items), np.zeros(labels.n_items)
    for part in portions(labels):
        low = int(part.item[0])
        own = slice(low, int(part.item[-1]) + 1)  # a portion has its items to itself, in order
        for first, second in shared_labels(part):
            wanted = pair_keys(part, first, second)
            cell = np.searchsorted(keys, wanted) if place is None else place[wanted]
            item = part.item[first] - low
            gained[own] += summed(item, change[cell], own.stop - low)
            taken[own] += summed(item, lost[cell], own.stop - low)
    return gained, taken


def _places(keys: IntArray, span: int) -> IntArray | None:
    """Where each key is, as a table if that is small enough; else None."""
    if span > _LOOKED_UP:
        return None
    place = np.zeros(span, dtype=np.int32)
    place[keys] = np.arange(keys.size)
    return place


def _margins(pairs: PairCounts, distance: Distance) -> tuple[FloatArray, FloatArray]:
    """(Z,) of each cell: d of a's answer from all of b's answers, and of b's from all of a's."""
    if len(pairs) * pairs.n_answers > _WRITTEN_OUT:
        return _sparse_margins(pairs, distance)
    k = pairs.n_answers
    left, right = np.empty(pairs.pair.size), np.empty(pairs.pair.size)
    step = max(1, _BLOCK // max(k, 1))
    for start in range(0, len(pairs), step):
        size = min(step, len(pairs) - start)
        low, high = np.searchsorted(pairs.pair, [start, start + size])
        cells = slice(int(low), int(high))
        row, count = (pairs.pair[cells] - start) * np.int64(k), pairs.count[cells]
        by_a = summed(row + pairs.first[cells], count, size * k)
        by_b = summed(row + pairs.second[cells], count, size * k)
        left[cells] = distance.times(by_b.reshape(size, k)).ravel()[row + pairs.first[cells]]
        right[cells] = distance.times(by_a.reshape(size, k)).ravel()[row + pairs.second[cells]]
    return left, right


def _sparse_margins(pairs: PairCounts, distance: Distance) -> tuple[FloatArray, FloatArray]:
    """The same where answers are too many to write out: only those that a pair gave."""
    row = pairs.pair * np.int64(pairs.n_answers)
    keys, place = np.unique(
        np.concatenate([row + pairs.first, row + pairs.second]), return_inverse=True
    )
    group, answer = np.divmod(keys, pairs.n_answers)
    of_a, of_b = np.split(place, 2)
    by_a = summed(of_a, pairs.count, keys.size)
    by_b = summed(of_b, pairs.count, keys.size)
    left = distance.within(group, answer, by_b)[of_a]
    return left, distance.within(group, answer, by_a)[of_b]
