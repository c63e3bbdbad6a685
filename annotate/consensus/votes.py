"""Shares of votes as a consensus: plain, and weighed by agreement with the majority (Wawa).

Neither is a model of error: a share of 0.6 does not mean that the answer is right in 60% of
such cases. They are here to be compared with.
"""

from __future__ import annotations

import numpy as np

from annotate.annotations import FloatArray, IntArray, Labels
from annotate.consensus.counted import Counted, count
from annotate.consensus.fitted import Fitted, mean_of_annotator, of_posterior
from annotate.consensus.posterior import from_chances
from annotate.tally import summed


def vote_shares(labels: Labels, known: IntArray) -> Fitted:
    """The chance of an answer is its share of the item's labels; ties stay ties."""
    return _fitted(labels, count(labels), np.ones(len(labels)), known)


def wawa(labels: Labels, known: IntArray) -> Fitted:
    """Worker agreement with aggregate: a vote weighs what its annotator agrees with the majority.

    As crowd-kit computes it (Appen's method), but where answers tie for the majority each is
    agreed with in part, since breaking a tie would be arbitrary. A reference is a majority.
    """
    entries = count(labels)
    majority = _shared_top(entries, known)
    weight = mean_of_annotator(labels, majority[entries.entry])
    return _fitted(labels, entries, np.maximum(weight, 1e-10)[labels.annotator], known)


def _shared_top(entries: Counted, known: IntArray) -> FloatArray:
    """(E,) 1 at the most frequent answer of an item; one over their number where some tie."""
    highest = np.zeros(entries.n_items)
    np.maximum.at(highest, entries.item, entries.count)
    top = entries.count == highest[entries.item]
    tied = np.bincount(entries.item[top], minlength=entries.n_items)
    share = np.where(top, 1.0 / np.maximum(tied, 1)[entries.item], 0.0)
    return np.where(known[entries.item] < 0, share, known[entries.item] == entries.answer)


def _fitted(labels: Labels, entries: Counted, weight: FloatArray, known: IntArray) -> Fitted:
    size = entries.item.size
    sums = summed(entries.entry, weight, size)
    total = summed(entries.item, sums, entries.n_items)
    flat = np.full(entries.n_answers, 1.0 / entries.n_answers)
    rest = np.where(total > 0, 0.0, 1.0)
    chance = sums / total[entries.item]
    return of_posterior(labels, from_chances(entries, chance, rest, flat, known))
