"""The overall alpha without each annotator, all in one pass.

Taking an annotator away takes one label off each of their items: the disagreement of an item whose
labels sum to S = sum_kl c_k c_l d_kl becomes S - 2 (d c)_l without a label l, over m - 2 instead of
m - 1 others; an item left with one label drops out of the comparison altogether. What is
taken off depends on the annotator's own label and the item's pattern alone, so it is a number for
each cell of the patterns, added up over the annotator patterns. The expected disagreement follows
from the labels that go: n'dn - 2 r'dn + r'dr with r the labels removed.

Shapes: A annotators, K answers, R rows (annotator, pattern, labels that go).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.distances import Distance, Nominal, Squared
from annotate.agreement.tables import Tables
from annotate.annotations import FloatArray, IntArray, Labels, paired
from annotate.counts import AnnotatorPatterns, Patterns, cells_of
from annotate.tally import summed, tallied

_WRITTEN_OUT = 1 << 25  # (annotator, answer, answer) numbers held at once


def alpha_without_each(tables: Tables, labels: Labels, rows: AnnotatorPatterns) -> FloatArray:
    """(A,) Krippendorff's alpha of all labels but the annotator's; NaN where then undefined.

    Ordinal alpha takes new mid-ranks from the labels that are left; where annotators and answers
    are so many that this would not fit in memory, the ranks of all labels are kept.
    """
    a, table = labels.n_annotators, tables.table
    visits = Visits.of(table, labels, rows)
    gone = removed(table, visits, a)
    n_k = table.by_answer(tables.terms.paired)
    left = n_k.sum() - summed(gone.annotator, gone.count, a)
    spread = _expected(Nominal(table.n_answers), n_k, gone, a)
    if isinstance(tables.level, Squared) and tables.ranks and a * n_k.size**2 <= _WRITTEN_OUT:
        observed, expected = _ranked(tables, visits, n_k, gone, a)
    else:
        observed = float(tables.whole.observed) + _observed_change(tables, visits, a)
        expected = _expected(tables.level, n_k, gone, a)
    defined = (spread > 1e-9) & (expected > 1e-14 * float(tables.whole.expected)) & (left > 1)
    ratio = np.divide(observed * (left - 1), expected, out=np.full(a, np.nan), where=defined)
    return np.asarray(1 - ratio)


@dataclass(frozen=True, eq=False)
class Removed:
    """How many pairable labels for each answer go with each annotator, sorted; (R,) each."""

    annotator: IntArray
    answer: IntArray
    count: FloatArray


@dataclass(frozen=True, eq=False)
class Visits:
    """The labels that go: a row for each row of the annotator patterns or, with repeats, each label.

    annotator, cell   whose it is, and where in the patterns
    group             labels of one group go together from one item
    count             how often
    own               labels of the annotator on the item
    """

    annotator: IntArray
    cell: IntArray
    group: IntArray
    count: FloatArray
    own: FloatArray

    @classmethod
    def of(cls, table: Patterns, labels: Labels, rows: AnnotatorPatterns) -> Visits:
        """The labels of everybody, by whose they are."""
        if (rows.own == 1).all():
            alone = np.arange(rows.cell.size)
            return cls(rows.annotator, rows.cell, alone, rows.count, rows.own)
        visit = paired(labels.item, labels.annotator, labels.n_items, labels.n_annotators)
        order = np.argsort(visit, kind="stable")
        _, group, own = np.unique(visit[order], return_inverse=True, return_counts=True)
        cell = cells_of(table, labels.item[order], labels.label[order])
        together = own[group].astype(np.float64)
        return cls(labels.annotator[order], cell, group, np.ones(order.size), together)


def _observed_change(tables: Tables, visits: Visits, annotators: int) -> FloatArray:
    """(A,) how the sum over items of S / (m - 1) changes without the annotator."""
    table, terms = tables.table, tables.terms
    cell, group, own = visits.cell, visits.group, visits.own
    pattern, groups = table.pattern[cell], int(group.max(initial=-1)) + 1
    m, left = table.size[pattern], table.size[pattern] - own
    whole = table.total(table.count * terms.level)[pattern]
    # S without the labels o that go is S - 2 o'dc + o'do.
    away = summed(group, terms.level[cell], groups)[group]
    among = _among(tables, group, table.label[cell])[group] if (own > 1).any() else 0.0
    rest = np.maximum(whole - 2 * away + among, 0)
    after = np.where(left >= 2, rest / np.maximum(left - 1, 1), 0.0)
    before = np.where(m >= 2, whole / np.maximum(m - 1, 1), 0.0)
    return summed(visits.annotator, visits.count * (after - before) / own, annotators)


def _among(tables: Tables, group: IntArray, label: IntArray) -> FloatArray:
    """(G,) the summed distances of the labels of each group from one another."""
    answers = np.int64(tables.table.n_answers)
    keys, count = tallied(group * answers + label, int(group.max() + 1) * int(answers))
    owner, answer = np.divmod(keys, answers)
    often = count.astype(np.float64)
    return summed(owner, often * tables.level.within(owner, answer, often), 0)


def removed(table: Patterns, visits: Visits, annotators: int) -> Removed:
    """The annotator's own pairable labels, and the others of items left with one label."""
    annotator, cell, count, own = visits.annotator, visits.cell, visits.count, visits.own
    pattern = table.pattern[cell]
    m = table.size[pattern]
    stays, falls = m - own >= 2, (m - own < 2) & (m >= 2)
    who, what, often = annotator[stays], table.label[cell[stays]], count[stays]
    whole_who, whole_what, whole_often = _whole_patterns(
        table, annotator[falls], pattern[falls], count[falls] / own[falls]
    )
    answers = max(table.n_answers, 1)
    key = np.concatenate([who * answers + what, whole_who * answers + whole_what])
    keys, _ = tallied(key, annotators * answers)
    place = np.searchsorted(keys, key)
    counts = summed(place, np.concatenate([often, whole_often]), keys.size)
    gone, answer = np.divmod(keys, answers)
    return Removed(gone, answer, counts)


def _whole_patterns(
    table: Patterns, annotator: IntArray, pattern: IntArray, count: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """All labels of these patterns, as (annotator, answer, how often)."""
    start = np.searchsorted(table.pattern, np.arange(len(table) + 1))
    cells = np.diff(start)[pattern]
    row = np.repeat(np.arange(pattern.size), cells)
    at = start[pattern][row] + np.arange(row.size) - np.repeat(np.cumsum(cells) - cells, cells)
    return annotator[row], table.label[at], count[row] * table.count[at]


def _expected(distance: Distance, n_k: FloatArray, gone: Removed, annotators: int) -> FloatArray:
    """(A,) n'dn of the labels that are left."""
    across = distance.times(n_k)
    own = distance.within(gone.annotator, gone.answer, gone.count)
    change = gone.count * (own - 2 * across[gone.answer])
    return np.asarray(float(n_k @ across) + summed(gone.annotator, change, annotators))


def _ranked(
    tables: Tables, visits: Visits, n_k: FloatArray, gone: Removed, annotators: int
) -> tuple[FloatArray, FloatArray]:
    """(A,) observed and expected by the mid-ranks s of the labels that are left.

    sum_kl o_kl (s_k - s_l)² with o the coincidences that are left: those of everybody with what
    changes in each item of the annotator.
    """
    left = np.zeros((annotators, n_k.size))
    left[gone.annotator, gone.answer] = -gone.count
    left += n_k
    n = np.maximum(left.sum(axis=1, keepdims=True), 1)
    s = (np.cumsum(left, axis=1) - left / 2) / n
    pairs = coincidences(tables, visits, annotators)
    across = np.matmul(pairs, s[:, :, None])[:, :, 0]
    observed = 2 * (pairs.sum(axis=2) * s * s - s * across).sum(axis=1)
    expected = 2 * (n[:, 0] * (left * s * s).sum(axis=1) - (left * s).sum(axis=1) ** 2)
    return observed, expected


def coincidences(tables: Tables, visits: Visits, annotators: int) -> FloatArray:
    """(A, K, K) pairs of labels within items over m - 1, without each annotator.

    The diagonal has squares of counts, which no distance sees.
    """
    table = tables.table
    k, counts = table.n_answers, table.table
    cell, group, count, own = visits.cell, visits.group, visits.count, visits.own
    pattern = table.pattern[cell]
    share = tables.terms.pairable / np.maximum(table.size - 1, 1)
    everybody = np.einsum("p,pk,pl->kl", table.weight * share, counts, counts)
    pairs = np.broadcast_to(everybody, (annotators, k, k)).copy()
    first = np.flatnonzero(np.diff(group, prepend=-1))
    step = max(1, _WRITTEN_OUT // (8 * max(k * k, 1)))
    for low in range(0, first.size, step):
        part = first[low : low + step]
        before = counts[pattern[part]]
        after = before - _own_counts(table, cell, group, part, k)
        m, rest = before.sum(axis=1), after.sum(axis=1)
        take = np.where(m >= 2, count[part] / np.maximum(m - 1, 1), 0.0)
        keep = np.where(rest >= 2, count[part] / np.maximum(rest - 1, 1), 0.0)
        change = np.einsum("r,rk,rl->rkl", keep, after, after) - np.einsum(
            "r,rk,rl->rkl", take, before, before
        )
        who = visits.annotator[part]
        if own.max(initial=1) == 1:  # rows come sorted by annotator
            begin = np.flatnonzero(np.diff(who, prepend=-1))
            pairs[who[begin]] += np.add.reduceat(change, begin, axis=0)
        else:
            np.add.at(pairs, who, change)
    return pairs


def _own_counts(
    table: Patterns, cell: IntArray, group: IntArray, part: IntArray, answers: int
) -> FloatArray:
    """(rows, K) the annotator's own labels that go from the item of each group in ``part``."""
    groups = group[part]
    if not groups.size:
        return np.zeros((0, answers))
    low, high = np.searchsorted(group, [groups[0], groups[-1] + 1])
    own = np.zeros((groups.size, answers))
    np.add.at(own, (group[low:high] - groups[0], table.label[cell[low:high]]), 1.0)
    return own
