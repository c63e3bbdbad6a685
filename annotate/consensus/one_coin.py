"""Dawid and Skene's model with one accuracy an annotator, fitted by EM.

Each annotator gives the right answer with probability s and each wrong one with probability
(1 - s) / (K - 1), whatever the item (Zhang, Chen, Zhou and Jordan 2016, JMLR 17, section 2;
after Dawid and Skene 1979, Applied Statistics 28, 20-28). It knows no difficult items and no
annotator who confuses two answers in particular: it says how good somebody seems, not why.
Where most are wrong together it believes them.

    T_ik  posterior that k is the right answer of item i
    s_a   estimated accuracy of annotator a
    pi_k  share of items whose right answer is k
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus.counted import Counted, count
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.posterior import Posterior, from_chances, from_logs
from annotate.tally import summed

SMALLEST = 1e-10  # keeps log(0) out, as the reference implementations do


def one_coin(
    labels: Labels,
    known: IntArray,
    *,
    pull: float = 0.0,
    iterations: int = 500,
    tolerance: float = 1e-8,
) -> Fitted:
    """Fit the model: start from the shares of the labels, then EM until s_a rests.

    ``known`` (I,) holds the answers that are certain, MISSING elsewhere; they are never moved.
    ``pull`` is the number of labels at the mean accuracy that each annotator is given
    beforehand, so that three labels in agreement are not called perfect; 0 is maximum
    likelihood. EM finds a local optimum: the one that the majority points to.
    """
    entries = count(labels)
    share = entries.count / np.maximum(entries.total, 1)[entries.item]
    flat = np.full(entries.n_answers, 1.0 / entries.n_answers)
    found = from_chances(entries, share, np.where(entries.total > 0, 0.0, 1.0), flat, known)
    accuracy, done, step = _accuracy(labels, found, pull), False, 0
    while step < iterations and not done:
        step += 1
        found = _expect(labels, replace(found, prior=_prior(found)), accuracy)
        before, accuracy = accuracy, _accuracy(labels, found, pull)
        done = bool(np.nanmax(np.abs(accuracy - before), initial=0.0) < tolerance)
    fitted = of_posterior(labels, found, iterations=step, converged=done)
    return replace(fitted, accuracy=accuracy)


def _accuracy(labels: Labels, found: Posterior, pull: float) -> FloatArray:
    """(A,) s_a: mean posterior of the annotator's own answers, pulled to the mean of all."""
    size = labels.n_annotators
    chance = found.chance[found.entries.entry]
    right = summed(labels.annotator, chance, size)
    n = np.bincount(labels.annotator, minlength=size)
    mean = right.sum() / max(n.sum(), 1)
    accuracy = np.full(size, np.nan)
    np.divide(right + pull * mean, n + pull, out=accuracy, where=n > 0)
    return accuracy


def _expect(labels: Labels, before: Posterior, accuracy: FloatArray) -> Posterior:
    """The posterior under the accuracies, with the prior that ``before`` carries."""
    entries, prior = before.entries, before.prior
    right = np.log(np.clip(accuracy, SMALLEST, 1 - SMALLEST))
    wrong = np.log(np.clip((1 - accuracy) / max(prior.size - 1, 1), SMALLEST, 1 - SMALLEST))
    # Relative to "all labels of the item are wrong", which every answer has in common.
    gain = summed(entries.entry, (right - wrong)[labels.annotator], entries.item.size)
    joint = gain + np.log(np.clip(prior, SMALLEST, 1 - SMALLEST))[entries.answer]
    return from_logs(entries, joint, unseen_prior(entries, prior), prior, before.known)


def unseen_prior(entries: Counted, prior: FloatArray) -> FloatArray:
    """(I,) log of the prior probability of all answers that nobody gave to the item."""
    seen = summed(entries.item, prior[entries.answer], entries.n_items)
    some = np.bincount(entries.item, minlength=entries.n_items) < entries.n_answers
    left = np.where(some, np.maximum(1.0 - seen, 0.0), 0.0)
    return np.log(left, out=np.full(left.size, -np.inf), where=left > 0)


def _prior(found: Posterior) -> FloatArray:
    """(K,) mean of T over the items that have a label or a reference."""
    entries, before = found.entries, found.prior
    counts = (entries.total > 0) & (found.known == MISSING)
    free = counts[entries.item]
    size = entries.n_answers
    whole = summed(entries.answer, found.chance * free, size)
    # An answer not given to an item has its prior's share of the item's rest.
    seen = summed(entries.item, before[entries.answer], entries.n_items)
    each = np.where(counts, found.rest / np.maximum(1.0 - seen, SMALLEST), 0.0)
    away = summed(entries.answer, each[entries.item], size)
    whole += before * np.maximum(each.sum() - away, 0.0)
    whole += np.bincount(found.known[found.known != MISSING], minlength=size)
    share: FloatArray = whole / max(float(whole.sum()), SMALLEST)
    return share
