"""How sure it is that alpha changes without an annotator, for all annotators in one pass.

With f_i what item i adds to the totals that alpha is made of (its observed disagreement and its
pairable labels), alpha moves by the gradient times f_i; without annotator a both the gradient and
the f_i of their items are others. The error of the paired difference is that of the sum over items of

    g_i = grad alpha_(a) · f_i(a) - grad alpha · f_i

the infinitesimal jackknife (Jaeckel, 1972; Efron and Tibshirani, 1993, section 21).

Shapes: A annotators, P patterns, K answers, R rows (annotator, cell); b annotators at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array
from scipy.special import stdtrit

from annotate.agreement.influence import Totals, disagreement_left
from annotate.agreement.tables import Tables
from annotate.agreement.without import Visits
from annotate.annotations import FloatArray, IntArray, Labels
from annotate.counts import AnnotatorPatterns
from annotate.tally import summed

_AT_ONCE = 1 << 22  # (annotator, pattern) numbers held at once
_MOST = 4 * 10**8  # (annotator, pattern or answer) numbers in all, some seconds' work
_WRITTEN_OUT = 1 << 25  # (annotator, answer, answer) numbers that a scale needs


def change_reach(tables: Tables, labels: Labels, rows: AnnotatorPatterns) -> FloatArray:
    """(A,) half the 95% interval of alpha without the annotator less alpha with them.

    NaN where one of the two is undefined; for all where labels repeat within an annotator and
    item, and where annotators and patterns are too many.
    """
    size, table = labels.n_annotators, tables.table
    reach = np.full(size, np.nan)
    large = size * max(len(table), table.n_answers) > _MOST
    large |= tables.ranks and size * table.n_answers**2 > _WRITTEN_OUT
    if large or (rows.own > 1).any() or table.n_items < 2:
        return reach
    visits = Visits.of(table, labels, rows)
    counts = _pairable(tables)
    base = Moves(tables, Totals.whole(tables), counts).staying[0]
    totals = Totals.without_each(tables, visits, size)
    begin = np.searchsorted(visits.annotator, np.arange(size + 1))
    step = max(1, _AT_ONCE // max(len(table), table.n_answers**2, 1))
    n = table.n_items
    for low in range(0, size, step):
        high = min(low + step, size)
        part = slice(int(begin[low]), int(begin[high]))
        moves = Moves(tables, totals.of(slice(low, high)), counts)
        own = visits.annotator[part] - low, visits.cell[part], visits.count[part]
        reach[low:high] = np.sqrt(moves.spread(base, *own) * n / (n - 1))
    return np.asarray(float(stdtrit(n - 1, 0.975)) * reach)


def _pairable(tables: Tables) -> csr_array:
    """(P, K) the pairable labels of an item of each pattern."""
    table = tables.table
    shape = len(table), table.n_answers
    return csr_array((tables.terms.paired, (table.pattern, table.label)), shape=shape)


@dataclass(frozen=True, eq=False)
class Moves:
    """What one item moves of alpha, for some totals at a time; ``counts`` (P, K) is pairable."""

    tables: Tables
    totals: Totals
    counts: csr_array

    @cached_property
    def _gradient(self) -> tuple[FloatArray, FloatArray]:
        return self.totals.gradient()

    def _summed(self, by_answer: FloatArray) -> FloatArray:
        """(b, P) the sum of these values (b, K) over the labels of an item of each pattern."""
        return np.asarray((self.counts @ by_answer.T).T)

    @cached_property
    def staying(self) -> FloatArray:
        """(b, P) what an item moves that keeps all its labels."""
        by_observed, by_label = self._gradient
        return np.asarray(by_observed[:, None] * self._observed + self._summed(by_label))

    @cached_property
    def _moments(self) -> tuple[FloatArray, FloatArray]:
        """(b, P) the sums of the ranks, and of their squares, over the labels of an item."""
        s = self.totals.ranks
        return self._summed(s), self._summed(s * s)

    @cached_property
    def _observed(self) -> FloatArray:
        """(b or 1, P) the observed disagreement of an item of each pattern."""
        table, terms = self.tables.table, self.tables.terms
        if self.totals.pairs is None:
            return np.asarray(terms.observed * terms.pairable)[None]
        mean, square = self._moments
        share = 2 * terms.pairable / np.maximum(table.size - 1, 1)
        return np.asarray(share * (table.size * square - mean * mean))

    def _leaving(self, who: IntArray, cell: IntArray) -> FloatArray:
        """(R,) what an item moves from which the annotator's label is gone."""
        table = self.tables.table
        by_observed, by_label = self._gradient
        pattern, label = table.pattern[cell], table.label[cell]
        m = table.size[pattern]
        if self.totals.pairs is None:
            left = disagreement_left(self.tables, cell)
        else:
            s = self.totals.ranks[who, label]
            mean, square = (each[who, pattern] for each in self._moments)
            away = m * s * s - 2 * s * mean + square
            rest = self._observed[who, pattern] * (m - 1) - 2 * away
            left = rest / np.maximum(m - 2, 1)
        labels = self._summed(by_label)[who, pattern] - by_label[who, label]
        return np.where(m >= 3, by_observed[who] * left + labels, 0.0)

    def spread(
        self, base: FloatArray, who: IntArray, cell: IntArray, count: FloatArray
    ) -> FloatArray:
        """(b,) the sum over items of (g_i - mean g)², with ``base`` (P,) what they move with all.

        ``who``, ``cell``, ``count`` (R,) are the labels that go.
        """
        table, size = self.tables.table, self.totals.n_k.shape[0]
        pattern = table.pattern[cell]
        apart = self.staying - base
        stays = apart[who, pattern]
        goes = self._leaving(who, cell) - base[pattern]
        total = apart @ table.weight + summed(who, count * (goes - stays), size)
        squares = (apart * apart) @ table.weight
        squares += summed(who, count * (goes * goes - stays * stays), size)
        return np.asarray(np.maximum(squares - total * total / table.n_items, 0.0))
