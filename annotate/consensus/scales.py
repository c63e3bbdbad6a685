"""Ordered categories: each annotator uses the scale in their own way.

On an item whose right answer is the k-th of K, annotator a gives the l-th with probability

    softmax over l of  -|l - k - b_a| / w_a

b_a their bias in steps of the scale (lenient, severe) and w_a how widely they scatter, both on
a grid. How frequent each way is among the annotators is learned with them, so an annotator with
few labels is taken for a usual one (nonparametric empirical Bayes: Kiefer and Wolfowitz 1956,
Annals of Mathematical Statistics 27, 887-906).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.posterior import Posterior, from_table

BIASES = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0])
WIDTHS = np.array([0.25, 0.4, 0.6, 0.9, 1.4, 2.5, 8.0])
STEPS, REST = 50, 3e-4
TAU = 0.7  # as in ``skill``: errors on one item are not independent
FIRST = 1.0  # annotators that every way of using the scale is given beforehand, in all


def fit_scales(evidence: Evidence) -> Posterior:
    """Fit by EM from the shares of the votes."""
    size, people = evidence.n_answers, evidence.labels.n_annotators
    ways = _ways(size)  # (G, K, K)
    table = evidence.by_pair(0, evidence.labels.n_items).astype(np.float64)
    chance = _clamped(evidence, evidence.votes)
    common = np.full(ways.shape[0], 1.0 / ways.shape[0])
    for _ in range(STEPS):
        counts = (table.T @ (evidence.weight[:, None] * chance)).reshape(people, size, size)
        score = np.einsum("alk,gkl->ag", counts, np.log(ways)) + np.log(common)
        way = np.exp(score - score.max(axis=1, keepdims=True))
        way /= way.sum(axis=1, keepdims=True)
        common = (way.sum(axis=0) + FIRST / common.size) / (people + FIRST)
        before, chance = (
            chance,
            _expect(evidence, table, np.einsum("ag,gkl->alk", way, ways), chance),
        )
        if chance.size == 0 or np.abs(chance - before).mean() < REST:
            break
    return from_table(evidence.entries, chance, chance.mean(axis=0), evidence.known)


def _ways(size: int) -> FloatArray:
    """(G, K, K) probability of each answer given the right one, for each way on the grid."""
    place = np.arange(size)
    off = np.abs(place[None, :] - place[:, None] - BIASES[:, None, None])  # (B, K, K)
    logits = -off[:, None] / WIDTHS[None, :, None, None]
    ways = np.exp(logits - logits.max(axis=3, keepdims=True))
    ways /= ways.sum(axis=3, keepdims=True)
    ways = ways.reshape(-1, size, size)
    table: FloatArray = 0.98 * ways + 0.02 / size  # anyone slips
    return table


def _expect(
    evidence: Evidence, table: sparse.csr_array, tables: FloatArray, before: FloatArray
) -> FloatArray:
    """(I, K) the posterior when annotator a answers l for k with probability tables[a, l, k]."""
    prior = np.sqrt(before.sum(axis=0) + 1.0)
    joint = TAU * (table @ np.log(tables).reshape(-1, tables.shape[2])) + np.log(prior)
    joint = np.exp(joint - joint.max(axis=1, keepdims=True))
    return _clamped(evidence, joint / joint.sum(axis=1, keepdims=True))


def _clamped(evidence: Evidence, chance: FloatArray) -> FloatArray:
    certain = np.flatnonzero(evidence.known != MISSING)
    chance[certain] = 0.0
    chance[certain, evidence.known[certain]] = 1.0
    return chance
