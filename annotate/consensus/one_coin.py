"""Dawid and Skene's model with one accuracy an annotator, fitted by EM.

Each annotator gives the right answer with probability s and each wrong one with probability
(1 - s) / (K - 1), whatever the item (Zhang, Chen, Zhou and Jordan 2016, JMLR 17, section 2;
after Dawid and Skene 1979, Applied Statistics 28, 20-28). It knows no difficult items and no
annotator who confuses two answers in particular: it says how good somebody seems, not why.
Where most are wrong together it believes them.

    T_ik  posterior that k is the right answer of item i
    s_a   estimated accuracy of annotator a
    pi_k  share of items whose right answer is k

An answer that nobody gave to an item has T_ik = pi_k * exp(base_i), so only the entries that
occur are kept: the cost is that of the labels, however many answers there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus.counted import Counted, count

SMALLEST = 1e-10  # keeps log(0) out, as the reference implementations do


@dataclass(frozen=True)
class OneCoin:
    """The fitted model.

    accuracy     (A,) s_a; NaN for annotators without a label
    prior        (K,) pi_k, as the posterior was computed with it
    code         (I,) the likeliest answer; MISSING where there is no label and no reference, and
                 where two answers are equally likely
    entries      the (item, answer) pairs that occur
    probability  (E,) T_ik at the entries
    unseen       (I,) T_ik / pi_k for every answer that nobody gave to the item
    iterations, converged   whether the accuracies came to rest within the tolerance
    """

    accuracy: FloatArray
    prior: FloatArray
    code: IntArray
    entries: Counted
    probability: FloatArray
    unseen: FloatArray
    reference: IntArray
    iterations: int
    converged: bool

    def posterior(self) -> FloatArray:
        """(I, K) T_ik in full; items with no label have the prior. For moderate I x K."""
        full = self.unseen[:, None] * self.prior[None, :]
        full[self.entries.item, self.entries.answer] = self.probability
        known = np.flatnonzero(self.reference != MISSING)
        full[known] = 0.0
        full[known, self.reference[known]] = 1.0
        return full


def one_coin(
    labels: Labels,
    reference: IntArray | None = None,
    *,
    pull: float = 0.0,
    iterations: int = 500,
    tolerance: float = 1e-8,
) -> OneCoin:
    """Fit the model: start from the shares of the labels, then EM until s_a rests.

    ``reference`` (I,) holds the answers that are known, MISSING elsewhere; they are never
    moved. ``pull`` is the number of labels at the mean accuracy that each annotator is given
    beforehand, so that three labels in agreement are not called perfect; 0 is maximum
    likelihood. EM finds a local optimum: the one that the majority points to.
    """
    entries = count(labels)
    total = entries.total
    known = np.full(labels.n_items, MISSING) if reference is None else np.asarray(reference)
    clamped = known[entries.item] != MISSING
    is_known = (known[entries.item] == entries.answer).astype(np.float64)

    chance = np.where(clamped, is_known, entries.count / np.maximum(total, 1)[entries.item])
    unseen = np.zeros(labels.n_items)
    prior = _prior(entries, known, chance, unseen, np.zeros(entries.n_answers))
    accuracy = _accuracy(labels, entries, chance, pull)
    used, done, step = prior, False, 0
    while step < iterations and not done:
        step += 1
        used = prior
        chance, unseen = _expect(labels, entries, accuracy, used)
        chance = np.where(clamped, is_known, chance)
        prior = _prior(entries, known, chance, unseen, used)
        before, accuracy = accuracy, _accuracy(labels, entries, chance, pull)
        done = bool(np.nanmax(np.abs(accuracy - before), initial=0.0) < tolerance)
    code = _likeliest(entries, known, chance)
    return OneCoin(accuracy, used, code, entries, chance, unseen, known, step, done)


def _accuracy(labels: Labels, entries: Counted, chance: FloatArray, pull: float) -> FloatArray:
    """(A,) s_a: mean posterior of the annotator's own answers, pulled to the mean of all."""
    size = labels.n_annotators
    right = np.bincount(labels.annotator, weights=chance[entries.entry], minlength=size)
    n = np.bincount(labels.annotator, minlength=size)
    mean = right.sum() / max(n.sum(), 1)
    accuracy = np.full(size, np.nan)
    np.divide(right + pull * mean, n + pull, out=accuracy, where=n > 0)
    return accuracy


def _expect(
    labels: Labels, entries: Counted, accuracy: FloatArray, prior: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(E,) T_ik at the entries, and (I,) T_ik / pi_k away from them."""
    wrong_answers = max(entries.n_answers - 1, 1)
    right = np.log(np.clip(accuracy, SMALLEST, 1 - SMALLEST))
    wrong = np.log(np.clip((1 - accuracy) / wrong_answers, SMALLEST, 1 - SMALLEST))
    # Relative to "all labels of the item are wrong", which every answer has in common.
    gain = np.bincount(
        entries.entry, weights=(right - wrong)[labels.annotator], minlength=entries.item.size
    )
    joint = gain + np.log(np.clip(prior, SMALLEST, 1 - SMALLEST))[entries.answer]
    seen = np.bincount(entries.item, minlength=labels.n_items)
    some_unseen = seen < entries.n_answers
    highest = np.where(some_unseen, 0.0, -np.inf)
    np.maximum.at(highest, entries.item, joint)
    at_entries = np.exp(joint - highest[entries.item])
    elsewhere = np.exp(-np.where(some_unseen, highest, np.inf))
    seen_prior = np.bincount(entries.item, weights=prior[entries.answer], minlength=labels.n_items)
    at_item = np.bincount(entries.item, weights=at_entries, minlength=labels.n_items)
    norm = at_item + np.maximum(1.0 - seen_prior, 0.0) * elsewhere
    return at_entries / norm[entries.item], elsewhere / np.where(norm > 0, norm, 1.0)


def _prior(
    entries: Counted, known: IntArray, chance: FloatArray, unseen: FloatArray, before: FloatArray
) -> FloatArray:
    """(K,) mean of T over the items that have a label or a reference."""
    free = entries.total > 0
    free &= known == MISSING
    sums = np.bincount(
        entries.answer, weights=chance * free[entries.item], minlength=entries.n_answers
    )
    away = np.bincount(
        entries.answer, weights=(unseen * free)[entries.item], minlength=entries.n_answers
    )
    trusted = np.bincount(known[known != MISSING], minlength=entries.n_answers)
    whole = sums + before * np.maximum((unseen * free).sum() - away, 0.0) + trusted
    share: FloatArray = whole / max(float(whole.sum()), SMALLEST)
    return share


def _likeliest(entries: Counted, known: IntArray, chance: FloatArray) -> IntArray:
    """(I,) the answer with the highest posterior among those given; a reference is final."""
    highest = np.zeros(entries.n_items)
    np.maximum.at(highest, entries.item, chance)
    best = chance >= highest[entries.item] - 1e-12
    code = np.full(entries.n_items, MISSING, dtype=np.int64)
    code[entries.item[best]] = entries.answer[best]
    code[np.bincount(entries.item[best], minlength=entries.n_items) > 1] = MISSING
    return np.where(known != MISSING, known, code)
