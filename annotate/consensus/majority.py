"""The most frequent answer: of an item, and of everyone but the annotator in question.

A tie is reported and never broken: an answer chosen by its place in the alphabet would look
like knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus.counted import count, top


@dataclass(frozen=True)
class Majority:
    """What most labels of each item say.

    code    (I,) the most frequent answer; MISSING on a tie and where there is no label
    tie     (I,) whether two or more answers are equally frequent at the top
    share   (I,) share of the item's labels that the most frequent answers have each; NaN
            where there is no label
    """

    code: IntArray
    tie: BoolArray
    share: FloatArray


def majority(labels: Labels) -> Majority:
    """The most frequent answer of each item (a plurality: it may be less than half)."""
    counted = count(labels)
    answers, counts = top(counted, 2)
    tie = (counts[:, 0] == counts[:, 1]) & (counts[:, 0] > 0)
    total = counted.total
    share = np.full(labels.n_items, np.nan)
    np.divide(counts[:, 0], total, out=share, where=total > 0)
    return Majority(np.where(tie, MISSING, answers[:, 0]), tie, share)


def majority_of_others(labels: Labels) -> IntArray:
    """(n,) for each label the most frequent answer of the other annotators on that item.

    MISSING where they tie or where there are none. Someone's own further labels on the item
    (duplicates that all count) are not others'.
    """
    counted = count(labels)
    answers, counts = top(counted, 3)
    own_count = counted.count[counted.entry]
    first, second, third = (counts[labels.item, place] for place in range(3))
    one, two = answers[labels.item, 0], answers[labels.item, 1]

    # Taking one label away can only lower its own answer, so the top three tell everything.
    own_on_top = own_count == first
    below = np.where(first > second, one, MISSING)
    alone_on_top = np.where(first - 1 > second, one, MISSING)
    shared_top = np.where(second > third, np.where(one == labels.label, two, one), MISSING)
    others = np.where(own_on_top, np.where(first > second, alone_on_top, shared_top), below)
    return _without_own_repeats(labels, others)


def _without_own_repeats(labels: Labels, others: IntArray) -> IntArray:
    """(n,) the same, put right where an annotator has more than one label on an item."""
    pair = labels.item.astype(np.int64) * max(labels.n_annotators, 1) + labels.annotator
    distinct, place, times = np.unique(pair, return_inverse=True, return_counts=True)
    repeated = np.flatnonzero(times > 1)
    if not repeated.size:
        return others
    # Each repeated pair becomes an item of its own that holds the labels of the others alone.
    by_item = np.argsort(labels.item, kind="stable")
    start = np.searchsorted(labels.item[by_item], np.arange(labels.n_items + 1))
    items = distinct[repeated] // max(labels.n_annotators, 1)
    sizes = start[items + 1] - start[items]
    pseudo = np.repeat(np.arange(repeated.size), sizes)
    offset = np.arange(pseudo.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    row = by_item[np.repeat(start[items], sizes) + offset]
    kept = labels.annotator[row] != (distinct[repeated] % max(labels.n_annotators, 1))[pseudo]
    alone = replace(
        labels,
        item=pseudo[kept],
        annotator=labels.annotator[row][kept],
        label=labels.label[row][kept],
        n_items=repeated.size,
    )
    code = np.full(distinct.size, MISSING, dtype=np.int64)
    code[repeated] = majority(alone).code
    return np.where(times[place] > 1, code[place], others)
