"""The totals that alpha is made of, without each of many annotators, and alpha's gradient in them.

With alpha = 1 - (n-1) O / E: d alpha / d O = -(n-1)/E and
d alpha / d n_k = -O/E + (n-1) O/E² 2 (dn)_k, on an ordinal scale with what a label moves of the
mid-ranks: 1 of the rank of every answer above its own, and half of that of its own.

Shapes: A annotators, K answers; b annotators at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.tables import Tables
from annotate.agreement.without import Visits, coincidences, removed
from annotate.annotations import FloatArray, IntArray
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Totals:
    """The totals that are left: n_k (b, K), observed (b,), and coincidences (b, K, K) of a scale."""

    tables: Tables
    n_k: FloatArray
    observed: FloatArray
    pairs: FloatArray | None

    @classmethod
    def whole(cls, tables: Tables) -> Totals:
        """Those of everybody, as one row."""
        table, terms = tables.table, tables.terms
        pairs = None
        if tables.ranks:
            share = table.weight * terms.pairable / np.maximum(table.size - 1, 1)
            pairs = np.einsum("p,pk,pl->kl", share, table.table, table.table)[None]
        observed = np.asarray(tables.whole.observed).reshape(1)
        return cls(tables, table.by_answer(terms.paired)[None], observed, pairs)

    @classmethod
    def without_each(cls, tables: Tables, visits: Visits, size: int) -> Totals:
        """Those without each of ``size`` annotators."""
        table, terms = tables.table, tables.terms
        gone = removed(table, visits, size)
        n_k = np.zeros((size, table.n_answers))
        n_k[gone.annotator, gone.answer] = -gone.count
        n_k += table.by_answer(terms.paired)
        if tables.ranks:
            return cls(tables, n_k, np.zeros(size), coincidences(tables, visits, size))
        pattern = table.pattern[visits.cell]
        before = terms.observed * terms.pairable
        change = visits.count * (disagreement_left(tables, visits.cell) - before[pattern])
        observed = float(tables.whole.observed) + summed(visits.annotator, change, size)
        return cls(tables, n_k, observed, None)

    def of(self, part: slice) -> Totals:
        """Those of some annotators."""
        pairs = None if self.pairs is None else self.pairs[part]
        return Totals(self.tables, self.n_k[part], self.observed[part], pairs)

    @property
    def ranks(self) -> FloatArray:
        """(b, K) the mid-ranks as a share of the labels."""
        n = np.maximum(self.n_k.sum(axis=1, keepdims=True), 1)
        return np.asarray((np.cumsum(self.n_k, axis=1) - self.n_k / 2) / n)

    def gradient(self) -> tuple[FloatArray, FloatArray]:
        """((b,) d alpha / d O, (b, K) d alpha / d n_k); NaN where alpha is undefined."""
        n = self.n_k.sum(axis=1)
        if self.pairs is None:
            across, observed, moved = self.tables.level.times(self.n_k), self.observed, None
        else:
            across, observed, moved = self._on_ranks(self.pairs)
        expected = (self.n_k * across).sum(axis=1)
        expected = np.where(expected > 1e-14 * float(self.tables.whole.expected), expected, np.nan)
        by_observed = -(n - 1) / expected
        by_expected = -by_observed * observed / expected
        by_label = -(observed / expected)[:, None] + by_expected[:, None] * 2 * across
        if moved is not None:
            by_label += by_observed[:, None] * moved[0] + by_expected[:, None] * moved[1]
        return by_observed, by_label

    def _on_ranks(
        self, pairs: FloatArray
    ) -> tuple[FloatArray, FloatArray, tuple[FloatArray, FloatArray]]:
        """dn, O, and what one more label of each answer moves of O and E by moving the ranks."""
        s, n_k = self.ranks, self.n_k
        n = n_k.sum(axis=1, keepdims=True)
        mean, square = (
            (n_k * s).sum(axis=1, keepdims=True),
            (n_k * s * s).sum(axis=1, keepdims=True),
        )
        across = n * s * s - 2 * s * mean + square
        pull = pairs.sum(axis=2) * s - np.matmul(pairs, s[:, :, None])[:, :, 0]
        observed = 2 * (s * pull).sum(axis=1)
        moved = moved_by(4 * pull, n), moved_by(4 * n_k * (n * s - mean), n)
        return across, observed, moved


def disagreement_left(tables: Tables, cell: IntArray) -> FloatArray:
    """(R,) the observed disagreement of an item without one label of each cell; 0 of one label."""
    table, terms = tables.table, tables.terms
    pattern = table.pattern[cell]
    m = table.size[pattern]
    rest = table.total(table.count * terms.level)[pattern] - 2 * terms.level[cell]
    return np.where(m >= 3, np.maximum(rest, 0) / np.maximum(m - 2, 1), 0.0)


def moved_by(slope: FloatArray, n: FloatArray) -> FloatArray:
    """(b, K) what one more label moves of a sum with this slope in the ranks of the answers."""
    above = np.cumsum(slope[:, ::-1], axis=1)[:, ::-1]
    return np.asarray((above - slope / 2) / n)
