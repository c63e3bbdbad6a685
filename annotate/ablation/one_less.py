"""What becomes of an item's consensus when one of its labels goes, for every label at once.

Shapes: n labels, I items, P patterns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.ablation.medians import Medians
from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels
from annotate.counts import Patterns, cells_of
from annotate.tally import starts, summed


@dataclass(frozen=True, eq=False)
class OneLess:
    """For each label (n,): whether without it the consensus is another one, is lost, or is there at last.

    ``nearness`` (n,) is that of the item to its reference without the label; NaN where the item has
    no reference, or no other label.
    """

    changed: BoolArray
    lost: BoolArray
    gained: BoolArray
    nearness: FloatArray


@dataclass(frozen=True, eq=False)
class _Tops:
    """(P,) the highest count of a pattern and how many answers have it, and the next lower ones."""

    first: FloatArray
    tied: FloatArray
    second: FloatArray
    behind: FloatArray

    @classmethod
    def of(cls, table: Patterns) -> _Tops:
        first, second = np.zeros(len(table)), np.zeros(len(table))
        np.maximum.at(first, table.pattern, table.count)
        top = table.count == first[table.pattern]
        np.maximum.at(second, table.pattern[~top], table.count[~top])
        next_best = table.count == second[table.pattern]
        tied, behind = (
            summed(table.pattern, which.astype(np.float64), len(table))
            for which in (top, next_best)
        )
        return cls(first, tied, second, behind)


def one_vote_less(table: Patterns, labels: Labels, reference: IntArray) -> OneLess:
    """By votes, a tie being no consensus; ``reference`` (I,) and labels have the table's codes."""
    tops, cell = _Tops.of(table), cells_of(table, labels.item, labels.label)
    pattern, count = table.pattern[cell], table.count[cell]
    first, tied, second = tops.first[pattern], tops.tied[pattern], tops.second[pattern]
    on_top = count == first
    alone = on_top & (tied == 1)
    gone = alone & (first == 1) & (second == 0)  # it was the only label
    levelled = alone & (first - 1 == second) & ~gone
    shared = on_top & (tied > 1)
    mine = labels.label == reference[labels.item]
    reached = _count_of(table, reference)[labels.item]
    nearness = np.where((reached == first) & (reached > 0), 1.0 / tied, 0.0)
    nearness[shared] = ((reached == first) & ~mine)[shared] / (tied[shared] - 1)
    among = mine | (reached == second)
    nearness[levelled] = among[levelled] / (tops.behind[pattern[levelled]] + 1)
    nearness[gone | (reference[labels.item] == MISSING)] = np.nan
    return OneLess(np.zeros_like(gone), levelled | gone, shared & (tied == 2), nearness)


def _count_of(table: Patterns, answer: IntArray) -> FloatArray:
    """(I,) how many labels of each item give this answer (I,); 0 where it is MISSING.

    An answer that nobody gave to any item has a code beyond those of the table.
    """
    found = np.zeros(answer.size)
    there = (answer != MISSING) & (answer < table.n_answers)
    asked = np.flatnonzero(there & (table.of_item >= 0))
    keys = table.pattern * np.int64(table.n_answers) + table.label
    wanted = table.of_item[asked] * np.int64(table.n_answers) + answer[asked]
    place = np.minimum(np.searchsorted(keys, wanted), max(keys.size - 1, 0))
    if keys.size:
        found[asked] = np.where(keys[place] == wanted, table.count[place], 0.0)
    return found


def one_number_less(found: Medians, labels: Labels, reference: IntArray) -> OneLess:
    """For medians; ``reference`` (I,) are codes of the labels' question."""
    numbers = labels.question.numbers[labels.label]
    order = np.lexsort((numbers, labels.item))
    item, number = labels.item[order], numbers[order]
    start = starts(item)
    size = np.diff(start, append=item.size)
    begin, m = np.repeat(start, size), np.repeat(size, size)
    place = np.arange(item.size) - begin
    # In the row without it, position j is j of the old one before it, and j + 1 from it on.
    low, high = np.maximum(m - 2, 0) // 2, np.maximum(m - 1, 0) // 2
    ends = [number[np.minimum(begin + at + (at >= place), item.size - 1)] for at in (low, high)]
    after = np.empty(item.size)
    after[order] = np.where(m > 1, ends[0] + (ends[1] - ends[0]) / 2, np.nan)
    before = found.value[labels.item]
    lost = np.isnan(after)
    trusted = reference[labels.item]
    known = np.where(
        trusted != MISSING,
        labels.question.numbers[np.where(trusted != MISSING, trusted, 0)],
        np.nan,
    )
    nothing = np.zeros_like(lost)
    changed = ~lost & (np.abs(after - before) > 1e-9)
    return OneLess(changed, lost, nothing, -np.abs(after - known))
