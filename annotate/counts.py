"""The three count tables that every agreement statistic stands on.

    patterns             the distinct rows of the item x answer count table, and how many
                         items have each
    annotator patterns   (annotator, own answer, pattern) with how many labels are so
    pair counts          (annotator, annotator, answer, answer) with how many items are so

They are made by counting and sorting integer codes, and they add up over disjoint sets of
items, so nothing above this file changes with the engine that makes them. All three are kept
sparse, as parallel arrays. The same form therefore holds a million labels in 200 patterns, and
a million distinct numbers where every item is a pattern of its own.

Shapes:  I items  A annotators  K answers  n labels
         P patterns  Z cells: the (pattern, answer) that occur  Y, Q rows of the other tables
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from annotate.annotations import FloatArray, IntArray, Labels, any_twice, paired
from annotate.errors import DataError
from annotate.tally import (
    EXACT,
    merged,
    position,
    ranked,
    sorted_order,
    starts,
    summed,
    tallied,
    within_groups,
)

_AT_ONCE = 1 << 23  # pairs of labels held before they are counted
_PORTION = 1 << 17  # labels whose pairs are made at a time, so that they stay in the cache


@dataclass(frozen=True, eq=False)
class Patterns:
    """The distinct count rows of items, as their cells above zero, sorted by pattern.

    pattern, label, count   (Z,) ``count`` labels of items with this pattern give this answer
    weight                  (P,) how many items have the pattern
    of_item                 (I,) the pattern of each item; -1 where it has no label
    n_answers               K
    """

    pattern: IntArray
    label: IntArray
    count: FloatArray
    weight: FloatArray
    of_item: IntArray
    n_answers: int

    def __len__(self) -> int:
        return int(self.weight.size)

    @cached_property
    def size(self) -> FloatArray:
        """(P,) how many labels an item with the pattern has."""
        return self.total(self.count)

    @cached_property
    def n_items(self) -> int:
        """How many items have a label."""
        return int(self.weight.sum())

    @property
    def table(self) -> FloatArray:
        """(P, K) the patterns written out: labels for each answer."""
        table = np.zeros((len(self), self.n_answers))
        table[self.pattern, self.label] = self.count
        return table

    def total(self, values: FloatArray) -> FloatArray:
        """(P,) the sum over each pattern's cells of ``values`` (Z,)."""
        return summed(self.pattern, values, len(self))

    def by_answer(self, values: FloatArray) -> FloatArray:
        """(K,) the sum over all items' cells of ``values`` (Z,)."""
        weighted = values * self.weight[self.pattern]
        return summed(self.label, weighted, self.n_answers)


@dataclass(frozen=True, eq=False)
class AnnotatorPatterns:
    """Whose label is in which cell of the patterns, sorted by annotator.

    annotator, cell   (Y,) the annotator, and the position in the cells of ``Patterns``
    count             (Y,) how many of their labels are so
    own_same          (Y,) labels of their own on the item with this answer, this one included
    own               (Y,) labels of their own on the item; above 1 only where repeats count
    """

    annotator: IntArray
    cell: IntArray
    count: FloatArray
    own_same: FloatArray
    own: FloatArray


@dataclass(frozen=True, eq=False)
class PairCounts:
    """How often two annotators gave which two answers to one item, sorted by pair.

    a, b                         (Q,) the annotators of each pair, a before b
    pair, first, second, count   (Z,) the answers of a and of b, and how often
    """

    a: IntArray
    b: IntArray
    pair: IntArray
    first: IntArray
    second: IntArray
    count: FloatArray
    n_answers: int

    def __len__(self) -> int:
        return int(self.a.size)

    @cached_property
    def n(self) -> FloatArray:
        """(Q,) pairs of labels that the two share: items, unless repeats count."""
        return summed(self.pair, self.count, len(self))


def patterns(labels: Labels) -> Patterns:
    """The distinct count rows of the items that have labels."""
    answers = len(labels.question.answers)
    size = np.bincount(labels.item, minlength=labels.n_items)
    base = int(size.max(initial=0)) + 1
    if base**answers < EXACT:
        return _coded_patterns(labels, base, answers)
    return _hashed_patterns(labels, answers)


def _coded_patterns(labels: Labels, base: int, answers: int) -> Patterns:
    """Each item's counts as the digits of one number, so that one bincount codes them all."""
    places = base ** np.arange(answers, dtype=np.int64)
    weights = places.astype(np.float64)[labels.label]
    code = summed(labels.item, weights, labels.n_items).astype(np.int64)
    of_item, distinct, weight = ranked(code)
    if distinct.size and distinct[0] == 0:  # items without labels are no pattern
        of_item, distinct, weight = of_item - 1, distinct[1:], weight[1:]
    table = (distinct[:, None] // places) % base
    pattern, label = np.nonzero(table)
    count = table[pattern, label].astype(np.float64)
    return Patterns(pattern, label, count, weight.astype(np.float64), of_item, answers)


def _hashed_patterns(labels: Labels, answers: int) -> Patterns:
    """Item rows too long for one number: equal hashes, then equal cells, are one pattern."""
    item, label, count = _cells(labels.item, labels.label, answers)
    start = starts(item)
    labelled, cells = item[start], np.diff(start, append=item.size)
    code = np.random.default_rng(0).integers(1, 2**63, size=answers, dtype=np.uint64)
    hashes = np.add.reduceat(code[label] * count.astype(np.uint64), start)
    same, distinct, weight = ranked(hashes.view(np.int64))
    example = np.zeros(distinct.size, dtype=np.int64)
    example[same] = np.arange(same.size)
    twin = np.repeat(start[example[same]] - start, cells) + np.arange(item.size)
    alike = cells == cells[example[same]]
    if not (
        alike.all() and (label == label[twin]).all() and (count == count[twin]).all()
    ):  # two rows shared a hash: every item is then its own pattern, which is as exact
        same, example = np.arange(same.size), np.arange(same.size)
        weight = np.ones(same.size, dtype=np.int64)
    keep = np.repeat(example[same] == np.arange(same.size), cells)
    of_item = np.full(labels.n_items, -1, dtype=np.int64)
    of_item[labelled] = same
    pattern = np.repeat(same, cells)[keep]
    order = np.argsort(pattern, kind="stable")
    shown = np.flatnonzero(keep)[order]
    share, items = count[shown].astype(np.float64), weight.astype(np.float64)
    return Patterns(pattern[order], label[shown], share, items, of_item, answers)


def annotator_patterns(labels: Labels, table: Patterns) -> AnnotatorPatterns:
    """Where in the patterns each annotator's labels are."""
    cells = table.pattern.size
    key = labels.annotator.astype(np.int64) * max(cells, 1)
    key += cells_of(table, labels.item, labels.label)
    own_same, own = _own_labels(labels, table.n_answers)
    if own_same is None or own is None:
        distinct, count = tallied(key, labels.n_annotators * cells)
        ones = np.ones(distinct.size)
        annotator, cell = np.divmod(distinct, max(cells, 1))
        return AnnotatorPatterns(annotator, cell, count.astype(np.float64), ones, ones)
    rows, count = np.unique(np.stack([key, own_same, own]), axis=1, return_counts=True)
    annotator, cell = np.divmod(rows[0], cells)
    same, all_own = rows[1].astype(np.float64), rows[2].astype(np.float64)
    return AnnotatorPatterns(annotator, cell, count.astype(np.float64), same, all_own)


def cells_of(table: Patterns, item: IntArray, label: IntArray) -> IntArray:
    """(n,) in which cell of the patterns each of these labels is."""
    answers = np.int64(table.n_answers)
    keys = table.pattern * answers + table.label
    return position(keys, table.of_item[item] * answers + label, len(table) * table.n_answers)


def _own_labels(labels: Labels, answers: int) -> tuple[IntArray, IntArray] | tuple[None, None]:
    """(n,) labels of the same annotator on the same item: with this answer, and in all.

    None where nobody labelled an item twice, which is the usual case and needs no arrays.
    """
    visit = paired(labels.item, labels.annotator, labels.n_items, labels.n_annotators)
    if not any_twice(visit):
        return None, None
    code, _ = pd.factorize(visit)
    answer, _ = pd.factorize(code * np.int64(answers) + labels.label)
    return np.bincount(answer)[answer], np.bincount(code)[code]


def pair_counts(labels: Labels) -> PairCounts:
    """The answers of every two annotators who share items, from each item's pairs of labels."""
    answers = len(labels.question.answers)
    span = (max(labels.n_annotators, 1) * answers) ** 2
    if span >= 2**63:
        raise DataError(
            f"Question “{labels.question.name}” has {answers:,} distinct answers by"
            f" {labels.n_annotators:,} annotators, too many to compare annotators in pairs."
            " Leave the pairs out, or look at fewer annotators at a time."
        )
    keys: IntArray = np.empty(0, dtype=np.int64)
    counts = keys
    waiting: list[IntArray] = []
    for part in portions(labels):
        waiting += [pair_keys(part, first, second) for first, second in shared_labels(part)]
        if sum(each.size for each in waiting) > _AT_ONCE:
            keys, counts = merged(keys, counts, waiting, span)
            waiting = []
    keys, counts = merged(keys, counts, waiting, span)
    both, cell = np.divmod(keys.astype(_smallest(span), copy=False), answers * answers)
    start = starts(both)
    a, b = np.divmod(both[start], max(labels.n_annotators, 1))
    pair = np.repeat(np.arange(start.size), np.diff(start, append=both.size))
    return PairCounts(
        a, b, pair, cell // answers, cell % answers, counts.astype(np.float64), answers
    )


def portions(labels: Labels) -> Iterator[Labels]:
    """The labels in the order of their items, in portions that hold all labels of their items."""
    order = sorted_order(labels.item)
    item, annotator, label = (
        column[order] for column in (labels.item, labels.annotator, labels.label)
    )
    cuts = np.searchsorted(item, item[_PORTION::_PORTION])
    ends = np.unique(np.concatenate([[0], cuts, [item.size]]))
    for low, high in pairwise(ends.tolist()):
        own = slice(low, high)
        yield replace(labels, item=item[own], annotator=annotator[own], label=label[own])


def shared_labels(labels: Labels) -> Iterator[tuple[IntArray, IntArray]]:
    """Every two labels of different annotators on one item, as two arrays of label positions.

    In several portions, none longer than the labels. Within a pair the annotator with the
    smaller code comes first.
    """
    order = sorted_order(labels.item)
    for one, other in within_groups(labels.item[order]):
        first, second = order[one], order[other]
        a, b = labels.annotator[first], labels.annotator[second]
        swapped = a > b
        left, right = np.where(swapped, second, first), np.where(swapped, first, second)
        different = a != b
        yield (left, right) if different.all() else (left[different], right[different])


def pair_keys(labels: Labels, first: IntArray, second: IntArray) -> IntArray:
    """One number for (annotator, annotator, answer, answer) of two arrays of label positions."""
    answers, annotators = len(labels.question.answers), max(labels.n_annotators, 1)
    kind = _smallest((annotators * answers) ** 2)
    key: IntArray = labels.annotator[first].astype(kind)
    for size, code in (
        (annotators, labels.annotator[second]),
        (answers, labels.label[first]),
        (answers, labels.label[second]),
    ):
        key *= size
        key += code.astype(kind, copy=False)
    return key


def _smallest(span: int) -> type[np.int32] | type[np.int64]:
    """The smaller integer type that holds keys below ``span``."""
    return np.int32 if span < 2**31 else np.int64


def compact(labels: Labels) -> tuple[Labels, IntArray]:
    """The labels with codes only for the answers that occur, and those answers' old codes."""
    answers = labels.question.answers
    used = np.flatnonzero(np.bincount(labels.label, minlength=len(answers)))
    if used.size == len(answers):
        return labels, used
    new = np.zeros(len(answers), dtype=np.int64)
    new[used] = np.arange(used.size)
    question = replace(labels.question, answers=tuple(answers[code] for code in used))
    return replace(labels, question=question, label=new[labels.label]), used


def _cells(item: IntArray, label: IntArray, answers: int) -> tuple[IntArray, IntArray, IntArray]:
    """The (item, answer) that occur, sorted, and how often each does."""
    keys, count = tallied(item.astype(np.int64) * answers + label, EXACT)
    return keys // answers, keys % answers, count
