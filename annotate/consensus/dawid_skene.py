"""Dawid and Skene's model: a confusion table for each annotator, by maximum likelihood.

    T_ik    posterior that k is the right answer of item i
    e_akl   probability that annotator a answers l where k is right
    pi_k    share of items whose right answer is k

Dawid and Skene 1979, Applied Statistics 28, 20-28: T from the shares of the labels, then EM.
With few labels an annotator the tables fit chance as well as habit; the default model pools
them. After as many iterations the posterior equals crowd-kit's.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.special import xlogy

from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus.counted import count
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.posterior import from_table
from annotate.errors import DataError

SMALLEST = 1e-10  # as crowd-kit: no probability of an error is below
MOST_CELLS = 200_000_000


def dawid_skene(
    labels: Labels, known: IntArray, *, iterations: int = 100, tolerance: float = 1e-5
) -> Fitted:
    """Fit by EM until the bound of the log likelihood gains less than the tolerance a label.

    It stops where crowd-kit stops, so the two are equal without any options as well.
    Raises DataError where the tables would need more than about 2 GB.
    """
    entries = count(labels)
    size = entries.n_answers
    if max(labels.n_items, len(labels)) * size > MOST_CELLS:
        raise DataError(
            f"“{labels.question.name}” has {size:,} answers, too many for confusion tables over"
            f" {labels.n_items:,} items. Choose another model: hierarchical or one-coin."
        )
    by_pair, owner = _incidence(labels, size)
    certain = np.flatnonzero(known != MISSING)
    used = ((entries.total > 0) | (known != MISSING)).astype(np.float64)
    # The class prior is counted once a label in the bound, not once an item: crowd-kit's way.
    again = np.maximum(entries.total - 1.0, 0.0)
    found = np.zeros((size, labels.n_items))  # the long axis last: sums over answers are quick
    found[entries.answer, entries.item] = entries.count / entries.total[entries.item]
    _clamp(found, certain, known)
    bound, entropy, done, step = -np.inf, 0.0, False, 0
    while True:
        prior = np.log(np.maximum(found @ used / max(used.sum(), 1.0), SMALLEST))
        joint = np.ascontiguousarray((by_pair @ np.log(_errors(by_pair, owner, found))).T)
        joint += prior[:, None]
        if step:
            before, bound = bound, float(np.vdot(found, joint) + (found @ again) @ prior + entropy)
            done = (bound - before) / max(len(labels), 1) < tolerance
        if done or step == iterations:
            break
        step += 1
        highest = joint.max(axis=0)
        np.subtract(joint, highest, out=found)
        np.exp(found, out=found)
        norm = found.sum(axis=0)
        found /= norm
        entropy = float((np.log(norm) + highest).sum() - np.vdot(found, joint))
        if certain.size:  # what is certain has no entropy
            entropy -= _entropy(found[:, certain])
            _clamp(found, certain, known)
    shares = found @ used / used.sum() if used.any() else np.full(size, 1 / size)
    posterior = from_table(entries, found.T, shares, known)
    return of_posterior(labels, posterior, iterations=step, converged=done)


def _incidence(labels: Labels, size: int) -> tuple[sparse.csr_array, sparse.csr_array]:
    """(I, P) how often each (annotator, answer) pair that occurs labels an item; (A, P) whose."""
    key = labels.annotator.astype(np.int64) * size + labels.label
    distinct, pair = np.unique(key, return_inverse=True)
    ones = np.ones(len(labels))
    by_pair = sparse.csr_array((ones, (labels.item, pair)), shape=(labels.n_items, distinct.size))
    owner = sparse.csr_array(
        (np.ones(distinct.size), (distinct // size, np.arange(distinct.size))),
        shape=(labels.n_annotators, distinct.size),
    )
    return by_pair, owner


def _errors(by_pair: sparse.csr_array, owner: sparse.csr_array, found: FloatArray) -> FloatArray:
    """(P, K) e_akl of each pair (a, l) and right answer k."""
    counts = np.maximum(by_pair.T @ np.ascontiguousarray(found.T), SMALLEST)
    errors: FloatArray = counts / (owner.T @ (owner @ counts))
    return errors


def _clamp(found: FloatArray, certain: IntArray, known: IntArray) -> None:
    found[:, certain] = 0.0
    found[known[certain], certain] = 1.0


def _entropy(found: FloatArray) -> float:
    return float(-xlogy(found, found).sum())
