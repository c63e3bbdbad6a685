"""Every label beside those of the others on the same item: what habits and profiles stand on.

Made once for a question; sorted by annotator, so that one annotator's labels are a slice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import (
    MISSING,
    Annotations,
    BoolArray,
    FloatArray,
    IntArray,
    Labels,
)
from annotate.consensus import majority_of_others
from annotate.consensus.counted import count


@dataclass(frozen=True, eq=False)
class Comparison:
    """The labels of one question, sorted by annotator, each beside the others'.

    labels   (n,) codes, sorted by annotator and otherwise in the order of the file
    row      (n,) the row of each in the table
    others   (n,) the most frequent answer of the other annotators; MISSING on ties and if none
    same     (n,) share of the other labels on the item that are the same; NaN if none
    among    (n,) share of the pairs of other labels that are the same; NaN if under two
    start    (A + 1,) annotator a has the labels start[a] to start[a + 1]
    """

    labels: Labels
    row: IntArray
    others: IntArray
    same: FloatArray
    among: FloatArray
    start: IntArray

    def of(self, annotator: int) -> slice:
        """Where the labels of an annotator are."""
        return slice(int(self.start[annotator]), int(self.start[annotator + 1]))

    def place(self, annotator: int, item: int) -> int | None:
        """Where an annotator's label on an item is; the last if there are several."""
        own = self.of(annotator)
        found = np.flatnonzero(self.labels.item[own] == item)
        return own.start + int(found[-1]) if found.size else None


def compare(data: Annotations, question: str) -> Comparison:
    """Set every label that counts beside the others' on the same item."""
    return beside_others(data.coded(question), np.flatnonzero(data.counted(question)))


def beside_others(labels: Labels, row: IntArray) -> Comparison:
    """The same for any labels; ``row`` (n,) is where each of them stands in the table."""
    order = np.argsort(labels.annotator, kind="stable")
    labels = replace(
        labels,
        item=labels.item[order],
        annotator=labels.annotator[order],
        label=labels.label[order],
    )
    same, among = _agreement(labels)
    start = np.searchsorted(labels.annotator, np.arange(labels.n_annotators + 1))
    return Comparison(labels, row[order], majority_of_others(labels), same, among, start)


def cells(comparison: Comparison) -> IntArray:
    """(C, 4) annotator, own answer, the others' most frequent answer, count; as codes, sorted."""
    labels, size = comparison.labels, max(len(comparison.labels.question.answers), 1)
    known = comparison.others != MISSING
    key = labels.annotator[known].astype(np.int64) * size + labels.label[known]
    key = key * size + comparison.others[known]
    distinct, times = np.unique(key, return_counts=True)
    own, expected = np.divmod(distinct, size)
    annotator, answer = np.divmod(own, size)
    return np.stack([annotator, answer, expected, times], axis=1)


def _agreement(labels: Labels) -> tuple[FloatArray, FloatArray]:
    """((n,) same, (n,) among): with m labels on the item, c of them the same as this one,

    and of the annotator's own o_m on the item and o_c the same (1 and 1 without repeats),
    same = (c - o_c) / (m - o_m), and with P = sum over answers of c (c - 1) equal ordered pairs,
    among = (P - sum over own labels of (2c - o_c - 1)) / ((m - o_m) (m - o_m - 1)).
    """
    counted = count(labels)
    m = counted.total[labels.item].astype(np.float64)
    c = counted.count[counted.entry].astype(np.float64)
    pair = labels.item.astype(np.int64) * max(labels.n_annotators, 1) + labels.annotator
    _, at_pair, times = np.unique(pair, return_inverse=True, return_counts=True)
    own_m, own_c = times[at_pair], np.ones(c.size)
    if (times > 1).any():
        answer = at_pair * counted.n_answers + labels.label
        _, at_answer, repeats = np.unique(answer, return_inverse=True, return_counts=True)
        own_c = repeats[at_answer].astype(np.float64)
    equal_pairs = np.bincount(
        counted.item, weights=counted.count * (counted.count - 1.0), minlength=labels.n_items
    )[labels.item]
    taken = np.bincount(at_pair, weights=2 * c - own_c - 1, minlength=times.size)[at_pair]
    others = m - own_m
    same, among = np.full(c.size, np.nan), np.full(c.size, np.nan)
    np.divide(c - own_c, others, out=same, where=others > 0)
    np.divide(equal_pairs - taken, others * (others - 1), out=among, where=others > 1)
    return same, among


def restrict(data: Annotations, where: BoolArray) -> Annotations:
    """The same items, annotators and questions with only the rows ``where`` (N,)."""
    return replace(
        data,
        table=data.table.loc[where].reset_index(drop=True),
        labels={name: codes[where] for name, codes in data.labels.items()},
    )


def items_in_cell(comparison: Comparison, annotator: int, answer: int, expected: int) -> IntArray:
    """Item codes of one cell of an annotator's confusion with the others, in file order."""
    own = comparison.of(annotator)
    chosen = (comparison.labels.label[own] == answer) & (comparison.others[own] == expected)
    items: IntArray = comparison.labels.item[own][chosen]
    return items
