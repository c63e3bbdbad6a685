"""The consensus of numbers: the median of an item's labels.

Shapes: I items, n labels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, FloatArray, IntArray, Labels, Question
from annotate.tally import starts


@dataclass(frozen=True, eq=False)
class Medians:
    """``value`` (I,) is the consensus, NaN where an item has no label."""

    value: FloatArray
    question: Question

    def hits(self, reference: IntArray) -> FloatArray:
        """(I,) the distance from the reference, with a minus: the higher, the nearer.

        NaN where an item has no reference or no label.
        """
        known = reference != MISSING
        trusted = np.where(known, self.question.numbers[np.where(known, reference, 0)], np.nan)
        return np.asarray(-np.abs(self.value - trusted))


def medians(labels: Labels) -> Medians:
    """The median of each item, midway between the two in the middle where they are even."""
    value = np.full(labels.n_items, np.nan)
    if len(labels):
        numbers = labels.question.numbers[labels.label]
        order = np.lexsort((numbers, labels.item))
        item, number = labels.item[order], numbers[order]
        start = starts(item)
        size = np.diff(start, append=item.size)
        low, high = number[start + (size - 1) // 2], number[start + size // 2]
        value[item[start]] = low + (high - low) / 2
    return Medians(value, labels.question)
