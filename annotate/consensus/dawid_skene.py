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

from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus.counted import count
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.posterior import from_table
from annotate.errors import DataError

SMALLEST = 1e-10  # as crowd-kit: no probability of an error is below
MOST_CELLS = 200_000_000


def dawid_skene(
    labels: Labels, known: IntArray, *, iterations: int = 1000, tolerance: float = 1e-6
) -> Fitted:
    """Fit by EM until the mean log likelihood of a label gains less than the tolerance.

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
    labelled = entries.total > 0
    used = (labelled | (known != MISSING)).astype(np.float64)
    share = np.zeros((size, labels.n_items))  # the long axis last: sums over answers are quick
    share[entries.answer, entries.item] = entries.count / entries.total[entries.item]
    found = _clamped(share, known)
    likelihood, done, step = -np.inf, False, 0
    while step < iterations and not done:
        step += 1
        prior = np.maximum(found @ used / max(used.sum(), 1.0), SMALLEST)
        log = np.log(_errors(by_pair, owner, found))
        found = np.ascontiguousarray((by_pair @ log).T)
        found += np.log(prior)[:, None]
        highest = found.max(axis=0)
        found -= highest
        np.exp(found, out=found)
        norm = found.sum(axis=0)
        found /= norm
        found = _clamped(found, known)
        before, likelihood = likelihood, float((np.log(norm) + highest) @ labelled)
        done = (likelihood - before) / max(len(labels), 1) < tolerance
    prior = found @ used / used.sum() if used.any() else np.full(size, 1 / size)
    posterior = from_table(entries, found.T, prior, known)
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


def _clamped(found: FloatArray, known: IntArray) -> FloatArray:
    certain = np.flatnonzero(known != MISSING)
    if certain.size:
        found[:, certain] = 0.0
        found[known[certain], certain] = 1.0
    return found
