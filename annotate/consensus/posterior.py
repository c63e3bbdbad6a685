"""How probable each answer is to be the right one of its item: what every model ends in.

    E entries   the distinct (item, answer) pairs that occur (``counted``)

Only answers that somebody gave to the item have a number each; all the others share the rest.
So the cost is that of the labels, however many answers a question has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, FloatArray, IntArray
from annotate.consensus.counted import Counted
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Posterior:
    """The distribution of each item's right answer.

    entries   the (item, answer) pairs that occur
    chance    (E,) probability that the entry's answer is the right one
    doubt     (E,) 1 - chance, exact also where chance is nearly 1
    rest      (I,) probability of all the answers together that nobody gave to the item
    prior     (K,) how the rest is shared out: in proportion to these
    known     (I,) the reference, which is certain; MISSING elsewhere
    """

    entries: Counted
    chance: FloatArray
    doubt: FloatArray
    rest: FloatArray
    prior: FloatArray
    known: IntArray

    @property
    def code(self) -> IntArray:
        """(I,) the likeliest of the answers given; MISSING where two tie or there is none."""
        entries = self.entries
        highest = np.zeros(entries.n_items)
        np.maximum.at(highest, entries.item, self.chance)
        best = self.chance >= highest[entries.item] - 1e-12
        code = np.full(entries.n_items, MISSING, dtype=np.int64)
        code[entries.item[best]] = entries.answer[best]
        code[np.bincount(entries.item[best], minlength=entries.n_items) > 1] = MISSING
        return np.where(self.known != MISSING, self.known, code)

    def full(self) -> FloatArray:
        """(I, K) the whole table, for moderate I x K; items with no label have the prior."""
        entries = self.entries
        table = np.tile(self.prior, (entries.n_items, 1))
        table[entries.item, entries.answer] = 0.0
        left = table.sum(axis=1, keepdims=True)
        np.divide(table * self.rest[:, None], left, out=table, where=left > 0)
        table[entries.item, entries.answer] = self.chance
        known = np.flatnonzero(self.known != MISSING)
        table[known] = 0.0
        table[known, self.known[known]] = 1.0
        return table


def from_chances(
    entries: Counted, chance: FloatArray, rest: FloatArray, prior: FloatArray, known: IntArray
) -> Posterior:
    """A posterior from probabilities that sum to 1 on each item; a reference overrules them."""
    clamped = known[entries.item] != MISSING
    right = known[entries.item] == entries.answer
    chance = np.where(clamped, right, chance)
    met = np.zeros(entries.n_items, dtype=np.bool_)
    met[entries.item[right]] = True
    rest = np.where(known != MISSING, ~met, rest)
    return Posterior(entries, chance, _doubt(entries, chance, rest), rest, prior, known)


def from_table(
    entries: Counted, table: FloatArray, prior: FloatArray, known: IntArray
) -> Posterior:
    """A posterior from the whole (I, K) table."""
    left = table.copy()
    left[entries.item, entries.answer] = 0.0
    chance = table[entries.item, entries.answer]
    return from_chances(entries, chance, left.sum(axis=1), prior, known)


def from_logs(
    entries: Counted, joint: FloatArray, rest: FloatArray, prior: FloatArray, known: IntArray
) -> Posterior:
    """A posterior from log joint probabilities: (E,) of the entries, (I,) of all else."""
    highest = rest.copy()
    np.maximum.at(highest, entries.item, joint)
    at_entries = np.exp(joint - highest[entries.item])
    lone = ~np.isfinite(highest)
    elsewhere = np.exp(np.where(lone, 0.0, rest - np.where(lone, 0.0, highest)))
    norm = elsewhere + summed(entries.item, at_entries, rest.size)
    return from_chances(entries, at_entries / norm[entries.item], elsewhere / norm, prior, known)


def _doubt(entries: Counted, chance: FloatArray, rest: FloatArray) -> FloatArray:
    """(E,) 1 - chance; at the likeliest answer of an item the sum of all else instead."""
    highest = np.zeros(entries.n_items)
    np.maximum.at(highest, entries.item, chance)
    top = chance >= highest[entries.item]
    below = summed(entries.item, np.where(top, 0.0, chance), entries.n_items)
    alone = np.bincount(entries.item[top], minlength=entries.n_items) == 1
    exact = top & alone[entries.item]
    return np.where(exact, (below + rest)[entries.item], 1.0 - chance)
