"""EM for the hypotheses with tables (``tables``, ``preferences``).

Single precision and arrays whose last axis is the longest: half the memory, and a quarter of
the time, for probabilities that are known to two digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.hypothesis import Floats, Parameters
from annotate.consensus.posterior import Posterior, from_table
from annotate.consensus.tables import CANCELLING
from annotate.progress import step as tell

STEPS, REST = 50, 6e-4  # of the mean move of a probability
BLOCK = 200_000  # numbers held at once for the items of a block, so that they stay in the cache
MOST_CELLS = 4_000_000  # of all annotators' tables on all levels


@dataclass(frozen=True, eq=False)
class Confusion:
    """The fitted hypothesis."""

    posterior: Posterior
    iterations: int
    converged: bool


def affordable(evidence: Evidence) -> bool:
    """Whether the tables of all annotators fit: else the simple hypothesis has to do."""
    cells = evidence.labels.n_annotators * evidence.n_answers**2 * len(CANCELLING.levels)
    return evidence.n_answers >= 2 and cells <= MOST_CELLS


def fit_confusion(evidence: Evidence, start: FloatArray, tables: Parameters) -> Confusion:
    """Fit by EM from a posterior (I, K), until the probabilities have come to rest."""
    fit = _Fit(evidence, 0.9 * start + 0.1 / evidence.n_answers, tables)
    for step in range(1, STEPS + 1):
        tell(step / STEPS, f"What does each annotator take for what? ({tables.hypothesis.name})")
        tables.improve(fit.counts, step)
        before = fit.chance
        fit.expect()
        moved = float(np.abs(fit.chance - before).mean()) if before.size else 0.0
        if moved < REST:
            break
    chance = fit.chance.T.astype(np.float64)
    posterior = from_table(evidence.entries, chance, fit.prior, evidence.known)
    return Confusion(posterior, step, moved < REST)


class _Fit:
    """The posterior of the items, block by block.

    chance (K, I), levels (D, I)   posterior of the answer, and of the level of sharpness
    counts (K, K, D, A)            expected labels by right answer, answer given and level
    """

    def __init__(self, evidence: Evidence, start: FloatArray, tables: Parameters) -> None:
        self.evidence, self.tables, self.hypothesis = evidence, tables, tables.hypothesis
        labels, size = evidence.labels, evidence.n_answers
        self.begun = np.array(self.hypothesis.weights)
        self.weights, self.prior = self.begun, np.full(size, 1.0 / size)
        self.weight = evidence.weight.astype(np.float32)
        step = max(BLOCK // (size * self.begun.size), 1)
        bounds = [*range(0, labels.n_items, step), labels.n_items]
        self.blocks = [
            (slice(first, last), evidence.by_pair(first, last)) for first, last in pairwise(bounds)
        ]
        self._start_counting()
        level = self.weights.astype(np.float32)[:, None]
        for rows, table in self.blocks:
            joint = start[rows].T.astype(np.float32)[:, None] * level
            self._count(rows, table, joint.reshape(-1, joint.shape[2]))

    def expect(self) -> None:
        """The posterior under the tables, and what it makes the tables' counts."""
        taken = self.hypothesis
        shares = (self.chance @ self.weight + 1.0) ** taken.flatten
        self.prior = (shares / shares.sum()).astype(np.float64)
        if np.isfinite(taken.strength):
            weights = taken.strength * self.begun * self.begun.size + self.levels @ self.weight
            self.weights = weights / weights.sum()
        log = self.tables.log() * np.float32(taken.believed)  # (K, K, D, A)
        by_pair = np.ascontiguousarray(log.transpose(3, 1, 0, 2)).reshape(
            -1, self.prior.size * self.weights.size
        )
        prior = np.log(self.prior)[:, None] + np.log(self.weights)
        self._start_counting()
        for rows, table in self.blocks:
            joint = np.ascontiguousarray((table @ by_pair).T)
            joint += prior.astype(np.float32).reshape(-1, 1)
            joint -= joint.max(axis=0)
            self._count(rows, table, np.exp(joint, out=joint))

    def _start_counting(self) -> None:
        size, levels, labels = self.prior.size, self.weights.size, self.evidence.labels
        self.chance = np.empty((size, labels.n_items), dtype=np.float32)
        self.levels = np.empty((levels, labels.n_items), dtype=np.float32)
        self.counts = np.zeros((size, size, levels, labels.n_annotators), dtype=np.float32)

    def _count(self, rows: slice, table: sparse.csr_array, joint: Floats) -> None:
        """Take in a block's posterior (K D, items), still to be normalised and clamped."""
        size, levels = self.prior.size, self.weights.size
        by_answer = joint.reshape(size, levels, -1)
        known = self.evidence.known[rows]
        certain = np.flatnonzero(known != MISSING)
        kept = by_answer[known[certain], :, certain] + np.float32(1e-30)
        by_answer[:, :, certain] = 0.0
        by_answer[known[certain], :, certain] = kept
        joint /= joint.sum(axis=0)
        self.chance[:, rows], self.levels[:, rows] = by_answer.sum(axis=1), by_answer.sum(axis=0)
        joint *= self.weight[rows]
        counts = (table.T @ np.ascontiguousarray(joint.T)).reshape(-1, size, size, levels)
        self.counts += counts.transpose(2, 1, 3, 0)
