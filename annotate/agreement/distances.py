"""How far apart two answers are: one concept for every weighted coefficient.

A distance is a symmetric function d(a, b) >= 0 of two answer codes with d(a, a) = 0. Krippendorff's
alpha calls it delta squared; a coefficient with agreement weights W uses d = 1 - W.

    Nominal        0 or 1                        alpha nominal; weights identity
    Squared        (x_a - x_b)^2                 alpha interval, and ordinal on mid-ranks;
                                                 weights quadratic
    Absolute       |x_a - x_b|                   weights linear
    Ratio          ((x_a - x_b)/(x_a + x_b))^2   alpha ratio
    SetDistance    Jaccard or MASI               alpha of sets

Each kind answers three questions without a K x K table where it can, so that a million
distinct numbers cost no more than a million labels. Shapes: K answers, Z cells of ``Patterns``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from annotate.annotations import FloatArray, IntArray
from annotate.tally import summed, within_groups

SetMeasure = Literal["jaccard", "masi"]
_TABLE = 2_048  # answers up to which a K x K table is worth having
_BLOCK = 1 << 22


@dataclass(frozen=True, eq=False)
class Distance(ABC):
    """Distances between ``n_answers`` answers."""

    n_answers: int

    @abstractmethod
    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        """The distances of answers ``a`` from answers ``b``, elementwise with broadcasting."""

    @cached_property
    def matrix(self) -> FloatArray:
        """(K, K) all distances."""
        codes = np.arange(self.n_answers)
        return self.between(codes[:, None], codes[None, :])

    def times(self, counts: FloatArray) -> FloatArray:
        """(..., K) for each answer the sum of its distances to ``counts`` (..., K) answers."""
        if self.n_answers <= _TABLE:
            return counts @ self.matrix
        codes = np.arange(self.n_answers)
        blocks = np.array_split(codes, self.n_answers**2 // _BLOCK + 1)
        return np.concatenate(
            [counts @ self.between(codes[:, None], block[None, :]) for block in blocks], axis=-1
        )

    def within(self, group: IntArray, label: IntArray, count: FloatArray) -> FloatArray:
        """(Z,) the distance of each cell's answer to all ``count`` labels of its group, summed.

        ``group`` (Z,) is sorted. An answer is at no distance from itself, so it does not
        matter that a label is among the labels of its group.
        """
        total = np.zeros(group.size)
        sizes = np.bincount(group).astype(np.float64) if group.size else np.empty(0)
        large = np.flatnonzero(sizes * sizes > self.times_cost)
        for each in large.tolist():  # so many answers that all at once are less work than pairs
            low, high = np.searchsorted(group, [each, each + 1])
            given = summed(label[low:high], count[low:high], self.n_answers)
            total[low:high] = self.times(given)[label[low:high]]
        rest = np.flatnonzero(~np.isin(group, large)) if large.size else np.arange(group.size)
        for one, other in within_groups(group[rest]):
            mine, theirs = rest[one], rest[other]
            distance = self.between(label[mine], label[theirs])
            total[mine] += distance * count[theirs]
            total[theirs] += distance * count[mine]
        return total

    @property
    def times_cost(self) -> float:
        """About how many distances take as long as one call of ``times``."""
        return float(self.n_answers) ** 2


def _from_mean(values: FloatArray, counts: FloatArray) -> FloatArray:
    """(..., K) the values less the mean of the labels: sums of near values keep their digits."""
    n, total = counts.sum(axis=-1), counts @ values
    mean = np.divide(total, n, out=np.zeros_like(total), where=n > 0)
    return np.asarray(values - mean[..., None])


@dataclass(frozen=True, eq=False)
class Nominal(Distance):
    """Two answers are the same or they are not."""

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        return np.not_equal(a, b).astype(np.float64)

    def times(self, counts: FloatArray) -> FloatArray:
        return np.asarray(counts.sum(axis=-1, keepdims=True) - counts)

    def within(self, group: IntArray, label: IntArray, count: FloatArray) -> FloatArray:  # noqa: ARG002
        return np.asarray(summed(group, count, 0)[group] - count)


@dataclass(frozen=True, eq=False)
class Squared(Distance):
    """The squared difference of two values: all that is needed are sums and sums of squares."""

    values: FloatArray

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        return np.asarray((self.values[a] - self.values[b]) ** 2)

    def times(self, counts: FloatArray) -> FloatArray:
        n, apart = counts.sum(axis=-1, keepdims=True), _from_mean(self.values, counts)
        squares = apart * apart
        return np.asarray(n * squares + (counts * squares).sum(axis=-1, keepdims=True))

    def within(self, group: IntArray, label: IntArray, count: FloatArray) -> FloatArray:
        # Measured from the group's own mean, for the same reason as in ``_from_mean``.
        x, n = self.values[label], summed(group, count, 0)
        mean = np.divide(summed(group, count * x, 0), n, out=np.zeros_like(n), where=n > 0)
        apart = x - mean[group]
        spread = summed(group, count * apart * apart, 0)
        return np.asarray(n[group] * apart * apart + spread[group])


@dataclass(frozen=True, eq=False)
class Absolute(Distance):
    """The absolute difference of two values."""

    values: FloatArray

    @property
    def times_cost(self) -> float:
        return 32.0 * self.n_answers

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        return np.abs(self.values[a] - self.values[b])

    def times(self, counts: FloatArray) -> FloatArray:
        order = np.argsort(self.values)
        sorted_counts = counts[..., order]
        x = _from_mean(self.values[order], sorted_counts)
        below = np.cumsum(sorted_counts, axis=-1)
        reach = np.cumsum(sorted_counts * x, axis=-1)
        n, total = below[..., -1:], reach[..., -1:]
        result = np.empty_like(below)
        result[..., order] = x * (2 * below - n) + total - 2 * reach
        return result


@dataclass(frozen=True, eq=False)
class Ratio(Distance):
    """Krippendorff's ratio metric of two values from zero up; two zeros are at no distance."""

    values: FloatArray

    @property
    def times_cost(self) -> float:
        return float(self.n_answers) * (self.n_answers if self.n_answers <= _TABLE else 512)

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        x, y = self.values[a], self.values[b]
        more, less = np.maximum(x, y), np.minimum(x, y)
        # (more - less) / (more + less), with no sum that could be too large for a float
        over = np.where(more > 0, more, 1.0)
        apart = ((more - less) / over) / (1 + less / over)
        return np.asarray(apart * apart)

    def times(self, counts: FloatArray) -> FloatArray:
        """As for any distance, but in O(K) where the distinct numbers are many.

        The metric is tanh²(u/2) = 1 - sech²(u/2) of the difference u of two logarithms, and
        sech²(u/2) = ∫ 2ω/sinh(πω) cos(ωu) dω. The integrand dies away as exp(-πω), so the
        trapezoidal sum is exact to rounding (below 1e-15 with this step and end).
        """
        if self.n_answers <= _TABLE:
            return super().times(counts)
        positive = self.values > 0
        weight = np.where(positive, counts, 0.0)
        u = np.log(np.where(positive, self.values, 1.0))
        step = 2 * np.pi / (np.ptp(u[positive]) + 40) if positive.any() else 1.0
        turn, wave = np.exp(1j * step * (u - u.min())), np.ones(u.size, dtype=np.complex128)
        alike = np.full(u.size, step * 2 / np.pi * weight.sum())
        for omega in np.arange(step, 13, step):
            wave *= turn
            share = 4 * omega / np.sinh(np.pi * omega) * step
            alike += share * (wave * np.conj(wave @ weight)).real
        zeros = float(counts[~positive].sum())
        return np.asarray(np.where(positive, weight.sum() - alike + zeros, weight.sum()))


@dataclass(frozen=True, eq=False)
class SetDistance(Distance):
    """Jaccard or MASI distance of two sets (Passonneau, 2006); two empty sets are at no distance.

    ``words`` (K, W) holds the members of each set as bits.
    """

    words: np.ndarray[tuple[int, int], np.dtype[np.uint64]]
    measure: SetMeasure

    @classmethod
    def of(cls, sets: tuple[frozenset[str], ...], measure: SetMeasure) -> SetDistance:
        """The distances between these sets."""
        place = {name: bit for bit, name in enumerate(sorted(frozenset[str]().union(*sets)))}
        words = np.zeros((len(sets), len(place) // 64 + 1), dtype=np.uint64)
        for row, members in enumerate(sets):
            for name in members:
                word, bit = divmod(place[name], 64)
                words[row, word] |= np.uint64(1 << bit)
        return cls(len(sets), words, measure)

    @cached_property
    def _size(self) -> FloatArray:
        return np.asarray(np.bitwise_count(self.words).sum(axis=-1), dtype=np.float64)

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        shared = np.zeros(np.broadcast_shapes(a.shape, b.shape))
        for word in self.words.T:
            shared += np.bitwise_count(word[a] & word[b])
        left, right = self._size[a], self._size[b]
        union = left + right - shared
        jaccard = np.divide(shared, union, out=np.ones_like(union), where=union > 0)
        if self.measure == "jaccard":
            return np.asarray(1 - jaccard)
        part = np.where(shared == np.minimum(left, right), 2 / 3, 1 / 3)
        same = shared == np.maximum(left, right)
        return np.asarray(1 - jaccard * np.where(same, 1.0, part))
