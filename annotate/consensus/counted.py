"""How often each answer was given to each item, as a list of the pairs that occur.

    E entries: the distinct (item, answer) pairs, sorted by item and then by answer

An items x answers table would be mostly zeros where answers are many (sets, free numbers), so
nothing here makes one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, IntArray, Labels


@dataclass(frozen=True)
class Counted:
    """The entries of one question.

    item, answer, count   (E,) codes and how many labels the entry has
    entry                 (n,) the entry of each label
    n_items, n_answers    I and K
    """

    item: IntArray
    answer: IntArray
    count: IntArray
    entry: IntArray
    n_items: int
    n_answers: int

    @property
    def total(self) -> IntArray:
        """(I,) number of labels of each item."""
        return np.bincount(self.item, weights=self.count, minlength=self.n_items).astype(np.int64)


def count(labels: Labels) -> Counted:
    """The entries of the labels."""
    n_answers = max(len(labels.question.answers), 1)
    key = labels.item.astype(np.int64) * n_answers + labels.label
    size = labels.n_items * n_answers
    if size <= 4 * key.size + 65_536:  # a dense count is faster than sorting, and no bigger
        counts = np.bincount(key, minlength=size)
        distinct = np.flatnonzero(counts)
        place = np.zeros(size, dtype=np.int64)
        place[distinct] = np.arange(distinct.size)
        entry, times = place[key], counts[distinct]
    else:
        distinct, entry, times = np.unique(key, return_inverse=True, return_counts=True)
    return Counted(
        item=distinct // n_answers,
        answer=distinct % n_answers,
        count=times.astype(np.int64),
        entry=entry,
        n_items=labels.n_items,
        n_answers=n_answers,
    )


def top(counted: Counted, places: int) -> tuple[IntArray, IntArray]:
    """((I, places) answers, (I, places) counts): the most frequent answers of each item.

    Where an item has fewer distinct answers the rest is MISSING with count 0. Answers with
    equal counts come in code order.
    """
    # The entries come by item and answer, so one stable sort of what is nearly in order will do.
    most = int(counted.count.max(initial=0))
    order = np.argsort(counted.item * (most + 1) + (most - counted.count), kind="stable")
    item = counted.item[order]
    first = np.searchsorted(item, np.arange(counted.n_items))
    rank = np.arange(item.size) - first[item]
    answers = np.full((counted.n_items, places), MISSING, dtype=np.int64)
    counts = np.zeros((counted.n_items, places), dtype=np.int64)
    shown = rank < places
    answers[item[shown], rank[shown]] = counted.answer[order][shown]
    counts[item[shown], rank[shown]] = counted.count[order][shown]
    return answers, counts
