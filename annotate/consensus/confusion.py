"""The rich hypotheses: a confusion table for each annotator, pooled as far as the data say.

On an item of sharpness b whose right answer is k, annotator a gives answer l with probability

    softmax over l of  b (s_a [l = k] + R_kl + e_akl) + g_al

s_a    skill                                    ~ N(s, v_s)
R_kl   how everybody takes k for l              ~ N(0, v_R)
e_akl  what is the annotator's own in that      ~ N(0, v_e)
g_al   their leaning to l whatever is right     ~ N(c_l, v_g)

The variances are learned from the data (Laplace's approximation), so a table is as much the
annotator's own as their labels can tell: little for ten labels, all for ten thousand.

What everybody leans to (c) and what is often right (the class prior) can hardly be told apart
from labels. So there are two hypotheses: that leanings cancel out (c = 0), and that they are
shared (c learned). The first knows a lowest level of sharpness, on which skill misleads; the
second explains such items by what is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.posterior import Posterior, from_table

START = 1.5
STEPS, REST = 50, 1e-4
DAMPING = 0.7  # of a Newton step that knows the diagonal alone
BLOCK = 2_000_000  # numbers held at once for the items of a block
MOST_CELLS = 4_000_000  # of all annotators' tables on all levels


@dataclass(frozen=True)
class Hypothesis:
    """What is taken for granted.

    shared            whether everyone may lean to the same answers
    levels, weights   of sharpness, and how frequent they are taken to be to begin with
    strength          how many items a level that beginning counts for
    common            standard deviation of R
    """

    shared: bool
    levels: tuple[float, ...]
    weights: tuple[float, ...]
    strength: float
    common: float


CANCELLING = Hypothesis(
    shared=False,
    levels=(-0.5, 0.15, 0.4, 0.8, 1.3, 2.0),
    weights=(0.03, *(0.194,) * 5),
    strength=20.0,
    common=0.3,
)
SHARED = Hypothesis(
    shared=True,
    levels=(0.15, 0.4, 0.8, 1.3, 2.0),
    weights=(0.2,) * 5,
    strength=1.0,
    common=1.0,
)


@dataclass(frozen=True, eq=False)
class Confusion:
    """The fitted hypothesis; levels (I, D) is the posterior of each item's sharpness."""

    posterior: Posterior
    levels: FloatArray
    iterations: int
    converged: bool


def affordable(evidence: Evidence) -> bool:
    """Whether the tables of all annotators fit: else the simple hypothesis has to do."""
    cells = evidence.labels.n_annotators * evidence.n_answers**2 * len(CANCELLING.levels)
    return evidence.n_answers >= 2 and cells <= MOST_CELLS


def fit_confusion(evidence: Evidence, start: FloatArray, hypothesis: Hypothesis) -> Confusion:
    """Fit by EM from a posterior (I, K), until no probability moves by more than REST."""
    fit = _Fit(evidence, hypothesis)
    chance = 0.9 * start + 0.1 / evidence.n_answers
    fit.begin(chance)
    for step in range(1, STEPS + 1):
        fit.tables.improve(fit.counts, step)
        before = fit.chance
        fit.expect()
        moved = float(np.abs(fit.chance - before).max(initial=0.0))
        if moved < REST:
            break
    posterior = from_table(evidence.entries, fit.chance, fit.prior, evidence.known)
    return Confusion(posterior, fit.levels, step, moved < REST)


class _Fit:
    """The posterior of the items, block by block.

    chance (I, K), levels (I, D)   posterior of the answer, and of the level of sharpness
    counts (A, K, K, D)            expected labels by right answer, answer given and level
    """

    def __init__(self, evidence: Evidence, hypothesis: Hypothesis) -> None:
        self.evidence, self.hypothesis = evidence, hypothesis
        labels, size = evidence.labels, evidence.n_answers
        self.begun = np.array(hypothesis.weights)
        self.weights, self.prior = self.begun, np.full(size, 1.0 / size)
        leaning = np.log((np.bincount(labels.label, minlength=size) + 1) / max(len(labels), 1))
        self.tables = _Tables(labels.n_annotators, hypothesis, leaning - leaning.mean())
        width = size * self.begun.size
        step = max(BLOCK // width, 1)
        bounds = [*range(0, labels.n_items, step), labels.n_items]
        self.blocks = [
            (slice(first, last), evidence.by_pair(first, last)) for first, last in pairwise(bounds)
        ]

    def begin(self, chance: FloatArray) -> None:
        """Take a first posterior of the answers; all levels as at the beginning."""
        self._start_counting()
        for rows, table in self.blocks:
            joint = chance[rows, :, None] * self.weights
            self._count(rows, table, self._clamped(rows, joint))

    def expect(self) -> None:
        """The posterior under the tables, and what it makes the tables' counts."""
        shares = self.evidence.weight @ self.chance + 1.0
        self.prior = shares / shares.sum()
        weights = self.hypothesis.strength * self.begun * self.begun.size
        weights = weights + self.evidence.weight @ self.levels
        self.weights = weights / weights.sum()
        log = self.tables.log()  # (A, K, K, D)
        size, levels = self.prior.size, self.weights.size
        by_pair = log.transpose(0, 2, 1, 3).reshape(-1, size * levels)
        prior = np.log(self.prior)[:, None] + np.log(self.weights)
        self._start_counting()
        for rows, table in self.blocks:
            joint = (table @ by_pair).reshape(-1, size, levels) + prior
            joint -= joint.max(axis=(1, 2), keepdims=True)
            np.exp(joint, out=joint)
            self._count(rows, table, self._clamped(rows, joint))

    def _start_counting(self) -> None:
        size, levels = self.prior.size, self.weights.size
        n_items, people = self.evidence.labels.n_items, self.evidence.labels.n_annotators
        self.chance = np.empty((n_items, size))
        self.levels = np.empty((n_items, levels))
        self.counts = np.zeros((people, size, size, levels))

    def _count(self, rows: slice, table: sparse.csr_array, joint: FloatArray) -> None:
        self.chance[rows], self.levels[rows] = joint.sum(axis=2), joint.sum(axis=1)
        joint *= self.evidence.weight[rows, None, None]
        counts = table.T @ joint.reshape(joint.shape[0], -1)
        people, size = self.counts.shape[:2]
        self.counts += counts.reshape(people, size, size, -1).transpose(0, 2, 1, 3)

    def _clamped(self, rows: slice, joint: FloatArray) -> FloatArray:
        """(items, K, D) summing to 1 on each item; what is known is certain."""
        known = self.evidence.known[rows]
        certain = np.flatnonzero(known != MISSING)
        kept = joint[certain, known[certain]] + 1e-300
        joint[certain] = 0.0
        joint[certain, known[certain]] = kept
        joint /= joint.sum(axis=(1, 2), keepdims=True)
        return joint


class _Tables:
    """The parameters of all annotators, improved block by block with Newton's method."""

    def __init__(self, people: int, hypothesis: Hypothesis, leaning: FloatArray) -> None:
        size = leaning.size
        self.hypothesis, self.levels = hypothesis, np.array(hypothesis.levels)
        self.skill, self.mean = np.full(people, START), START
        self.center = leaning if hypothesis.shared else np.zeros(size)
        self.leaning = np.tile(self.center, (people, 1))
        self.common, self.own = np.zeros((size, size)), np.zeros((people, size, size))
        self.variance = {"skill": 1.0, "leaning": 1.0, "own": 0.25}
        self.right = np.arange(size)

    def log(self) -> FloatArray:
        """(A, K, K, D) log probability by annotator, right answer, answer given and level."""
        x = self.common + self.own
        x[:, self.right, self.right] += self.skill[:, None]
        logits: FloatArray = x[..., None] * self.levels + self.leaning[:, None, :, None]
        logits -= logits.max(axis=2, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=2, keepdims=True))
        return logits

    def improve(self, counts: FloatArray, step: int) -> None:
        """Two rounds of a step for each kind of parameter; then the variances."""
        for _ in range(2):
            curves = (self._skill(counts), self._leaning(counts), self._own(counts))
        if self.skill.size:
            self.mean = float(self.skill.mean())
            if self.hypothesis.shared:
                self.center = self.leaning.mean(axis=0)
        if step > 5:  # the first steps stand on votes alone and would call everyone alike
            centered = (self.skill - self.mean, self.leaning - self.center, self.own)
            for name, values, curve in zip(self.variance, centered, curves, strict=True):
                scatter = float((values**2 + 1 / curve).mean()) if values.size else 1.0
                self.variance[name] = float(np.clip(scatter, 1e-3 if name == "own" else 1e-2, 9))

    def _skill(self, counts: FloatArray) -> FloatArray:
        slope, curved = self._derivatives(counts)
        slope = (slope * self.levels)[:, self.right, self.right].sum(axis=(1, 2))
        curve: FloatArray = (curved * self.levels**2)[:, self.right, self.right].sum(axis=(1, 2))
        curve = curve + 1 / self.variance["skill"]
        slope = slope - (self.skill - self.mean) / self.variance["skill"]
        self.skill = self.skill + np.clip(slope / curve, -1, 1)
        return curve

    def _leaning(self, counts: FloatArray) -> FloatArray:
        slope, curved = self._derivatives(counts)
        curve: FloatArray = curved.sum(axis=(1, 3)) + 1 / self.variance["leaning"]
        slope = slope.sum(axis=(1, 3)) - (self.leaning - self.center) / self.variance["leaning"]
        self.leaning = self.leaning + np.clip(DAMPING * slope / curve, -1, 1)
        return curve

    def _own(self, counts: FloatArray) -> FloatArray:
        """The common table, and then what is each annotator's own beyond it."""
        slope, curved = self._derivatives(counts)
        tight = 1 / self.hypothesis.common**2
        slope = (slope * self.levels).sum(axis=(0, 3)) - self.common * tight
        tightness = (curved * self.levels**2).sum(axis=(0, 3)) + tight
        self.common = self.common + np.clip(DAMPING * slope / tightness, -1, 1)
        slope, curved = self._derivatives(counts)
        curve: FloatArray = (curved * self.levels**2).sum(axis=3) + 1 / self.variance["own"]
        slope = (slope * self.levels).sum(axis=3) - self.own / self.variance["own"]
        self.own = self.own + np.clip(DAMPING * slope / curve, -1, 1)
        return curve

    def _derivatives(self, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(A, K, K, D) slope and (negative) curvature of the expected log likelihood."""
        chance = np.exp(self.log())
        expected = counts.sum(axis=2, keepdims=True) * chance
        return counts - expected, expected * (1 - chance)
