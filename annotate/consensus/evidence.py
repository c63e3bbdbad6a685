"""The labels of one question as the sparse tables that the models multiply with.

    I items   A annotators   K answers   E entries (distinct item, answer pairs)

Expectation and maximisation are then products of a sparse and a dense table: no loop over
labels, and nothing larger than the labels times what is asked of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus.counted import Counted, count

# What an item whose answer is known counts for beside one whose answer is guessed: the models
# are simpler than annotators, and what is learned from guesses confirms the guesses (Nigam et
# al. 2000, Machine Learning 39, 103-134, give guessed cases less weight for that reason).
MOST = 10.0
SOUGHT = 3.0  # the most for one that a rule put first, such as the suspicious ones


@dataclass(frozen=True, eq=False)
class Evidence:
    """Labels, and what is certain: ``known`` (I,) holds answers, MISSING where not known.

    ``fair`` (I,) says which of the known items are like all others; None: all of them. Those
    that were read because they were suspicious are not.
    """

    labels: Labels
    known: IntArray
    fair: BoolArray | None = None

    @cached_property
    def weight(self) -> FloatArray:
        """(I,) what each item counts for: known ones together no more than all others.

        Known ones that are not like the others count for less: everybody looks worse on the
        items where many err.
        """
        certain = self.known != MISSING
        theirs = int(certain[self.labels.item].sum())
        often = (len(self.labels) - theirs) / max(theirs, 1)
        most = MOST if self.fair is None else np.where(self.fair, MOST, SOUGHT)
        return np.where(certain, np.minimum(max(often, 1.0), most), 1.0)

    @cached_property
    def entries(self) -> Counted:
        return count(self.labels)

    @property
    def n_answers(self) -> int:
        return self.entries.n_answers

    @cached_property
    def by_item(self) -> sparse.csr_array:
        """(I, A) how many labels the annotator gave the item."""
        return by_annotator(self.labels, self.labels.item, self.labels.n_items)

    @cached_property
    def by_entry(self) -> sparse.csr_array:
        """(E, A) how many of the entry's labels are the annotator's."""
        return by_annotator(self.labels, self.entries.entry, self.entries.item.size)

    def by_pair(self, first: int, last: int) -> sparse.csr_array:
        """(last - first, A K) labels of these items by (annotator, answer)."""
        rows = slice(self._start[first], self._start[last])
        labels, order = self.labels, self._order[rows]
        column = labels.annotator[order].astype(np.int64) * self.n_answers + labels.label[order]
        shape = (last - first, labels.n_annotators * self.n_answers)
        indptr = self._start[first : last + 1] - self._start[first]
        ones = np.ones(order.size, dtype=np.float32)
        return sparse.csr_array((ones, column, indptr), shape=shape)

    @cached_property
    def shares(self) -> FloatArray:
        """(E,) and the start of every fit: the share of the item's labels, a little smoothed."""
        total = self.entries.total[self.entries.item]
        share: FloatArray = (self.entries.count + 0.1) / (total + 0.1 * self.n_answers)
        return share

    @property
    def votes(self) -> FloatArray:
        """(I, K) the same as a whole table; an item with no label has every answer alike."""
        total = self.entries.total[:, None] + 0.1 * self.n_answers
        votes: FloatArray = np.repeat(0.1 / total, self.n_answers, axis=1)
        votes[self.entries.item, self.entries.answer] = self.shares
        return votes

    def per_item(self, values: FloatArray) -> FloatArray:
        """(I,) or (D, I) sums of values (E,) or (D, E) over the entries of each item."""
        sums: FloatArray = (self._of_item @ values.T).T
        return sums

    @cached_property
    def _of_item(self) -> sparse.csr_array:
        """(I, E) which entries are the item's: a product with it is quicker than a sum by groups."""
        size = self.entries.item.size
        indptr = np.searchsorted(self.entries.item, np.arange(self.labels.n_items + 1))
        return sparse.csr_array(
            (np.ones(size), np.arange(size), indptr), shape=(self.labels.n_items, size)
        )

    @cached_property
    def others(self) -> IntArray:
        """(I,) how many answers nobody gave to the item."""
        return self.n_answers - np.bincount(self.entries.item, minlength=self.labels.n_items)

    @cached_property
    def _order(self) -> IntArray:
        return np.argsort(self.labels.item, kind="stable")

    @cached_property
    def _start(self) -> IntArray:
        sizes = np.bincount(self.labels.item, minlength=self.labels.n_items)
        return np.concatenate([[0], np.cumsum(sizes)])


def by_annotator(
    labels: Labels, row: IntArray, n_rows: int, values: FloatArray | None = None
) -> sparse.csr_array:
    """(n_rows, A) the sums of what each label counts for (n,), by its row (n,) and annotator."""
    counted = np.ones(row.size) if values is None else values
    shape = (n_rows, labels.n_annotators)
    return sparse.csr_array((counted, (row, labels.annotator)), shape=shape)
