"""The consensus of items, from scores of the answers that somebody gave: votes, or a model's chances.

Shapes: I items, Z cells, the (group, answer) that occur, sorted by group; a group is a pattern
that many items share, or an item.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotate.ablation.view import Ties
from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray
from annotate.consensus import Fitted
from annotate.counts import Patterns
from annotate.tally import summed

_EQUAL = 1e-12  # chances nearer than this tie, as they do in ``Posterior.code``


@dataclass(frozen=True, eq=False)
class Voted:
    """Which answers come out on top of each item.

    group, answer   (Z,) the cells; ``top`` (Z,) whether the cell's score is the highest of its group
    of_item         (I,) the group of each item, MISSING where it has no label
    n_answers       K
    """

    group: IntArray
    answer: IntArray
    top: BoolArray
    of_item: IntArray
    n_answers: int
    ties: Ties

    @cached_property
    def _tied(self) -> FloatArray:
        """(groups,) how many answers are on top."""
        size = int(self.of_item.max(initial=-1)) + 1
        return summed(self.group, self.top.astype(np.float64), size)

    @cached_property
    def tie(self) -> BoolArray:
        """(I,) whether several answers are on top."""
        tied: BoolArray = np.append(self._tied > 1, False)[self.of_item]
        return tied

    @cached_property
    def code(self) -> IntArray:
        """(I,) the consensus; MISSING where there is no label and, by chance, where answers tie."""
        size = self._tied.size
        first = np.full(size + 1, MISSING, dtype=np.int64)
        order = slice(None, None, -1) if self.ties is not Ties.LAST else slice(None)
        at = np.flatnonzero(self.top)[order]
        first[self.group[at]] = self.answer[at]  # the last one written stays
        if self.ties is Ties.CHANCE:
            first[:-1][self._tied > 1] = MISSING
        return first[self.of_item]

    def hits(self, reference: IntArray) -> FloatArray:
        """(I,) how far the consensus is the reference: 1, 0, or the chance of a fair coin on a tie.

        NaN where an item has no reference or no label.
        """
        asked = np.flatnonzero((reference != MISSING) & (self.of_item != MISSING))
        found = np.full(reference.size, np.nan)
        if self.ties is not Ties.CHANCE:
            found[asked] = self.code[asked] == reference[asked]
            return found
        keys = self.group[self.top] * np.int64(self.n_answers) + self.answer[self.top]
        wanted = self.of_item[asked] * np.int64(self.n_answers) + reference[asked]
        found[asked] = np.isin(wanted, keys) / self._tied[self.of_item[asked]]
        return found


def by_votes(table: Patterns, used: IntArray, n_answers: int, ties: Ties) -> Voted:
    """The most frequent answers; ``used`` are the question's codes of the answers in the table."""
    most = np.zeros(len(table))
    np.maximum.at(most, table.pattern, table.count)
    top = table.count == most[table.pattern]
    return Voted(table.pattern, used[table.label], top, table.of_item, n_answers, ties)


def by_model(fitted: Fitted, ties: Ties) -> Voted | None:
    """The likeliest answers; None where a model's consensus need not be one of the answers."""
    found = fitted.posterior
    if found is None:
        return None
    entries, size = found.entries, found.entries.n_items
    highest = np.zeros(size)
    np.maximum.at(highest, entries.item, found.chance)
    top = found.chance >= highest[entries.item] - _EQUAL
    labelled = np.bincount(entries.item, minlength=size) > 0
    of_item = np.where(labelled, np.arange(size), MISSING)
    return Voted(entries.item, entries.answer, top, of_item, entries.n_answers, ties)
