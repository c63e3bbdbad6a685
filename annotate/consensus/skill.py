"""The simple hypothesis: one skill an annotator, one sharpness an item, errors spread evenly.

On an item of sharpness b, annotator a gives the right answer with probability

    P = 1 / (1 + (K - 1) exp(-b s_a))

and each wrong one with (1 - P) / (K - 1): GLAD (Whitehill et al. 2009, NIPS 22) with the
sharpness on a few levels, which makes its posterior exact. Skills are drawn from a normal
distribution whose mean and variance are estimated with them (Laplace's approximation). On the
lowest level skill misleads: a few items fool those who are good.

The likelihood is raised to the power TAU: labels of one item err together more than any such
model knows, so ten votes are worth fewer. The class prior is flattened towards uniform, since
annotators' shared leanings show in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.posterior import Posterior, from_chances
from annotate.progress import step as tell
from annotate.tally import summed

# Chosen on public data sets with gold, each judged by what the others chose (docs/models.md).
LEVELS = np.array([-0.5, 0.15, 0.4, 0.8, 1.3, 2.0])
FOOLED = 0.02  # share of items on the lowest level
TAU = 0.7
FLATTEN = 0.5
START = 1.5  # skill of everyone to begin with: right in about four of five on a middling item
STEPS, REST = 60, 2e-4  # of the mean move of a probability


@dataclass(frozen=True, eq=False)
class Skill:
    """posterior; skill (A,); precision (A,) of its posterior; levels (D, I) of each item."""

    posterior: Posterior
    skill: FloatArray
    precision: FloatArray
    levels: FloatArray
    iterations: int
    converged: bool


def fit_skill(evidence: Evidence) -> Skill:
    """Fit by EM until the probabilities have come to rest."""
    state = _Fit(evidence)
    for step in range(1, STEPS + 1):
        tell(step / STEPS, "How careful is each annotator?")
        state.maximise(step)
        moved = state.expect()
        if moved < REST:
            break
    chance, rest = state.chance.sum(axis=0), state.rest.sum(axis=0)
    posterior = from_chances(evidence.entries, chance, rest, state.prior, evidence.known)
    return Skill(posterior, state.skill, state.precision, state.levels, step, moved < REST)


class _Fit:
    """The quantities that the steps of EM hand to one another.

    chance (D, E), rest (D, I)   posterior of an entry's answer, of all other answers, and level
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        size = evidence.labels.n_annotators
        weights = np.full(LEVELS.size, (1 - FOOLED) / (LEVELS.size - 1))
        weights[0] = FOOLED
        self.weights = weights[:, None]
        self.skill, self.mean, self.variance = np.full(size, START), START, 1.0
        self.precision = np.ones(size)
        self.prior = np.full(evidence.n_answers, 1.0 / evidence.n_answers)
        self.chance = evidence.shares * self.weights
        left = 1.0 - evidence.per_item(evidence.shares)
        self.rest = np.where(evidence.others > 0, np.maximum(left, 0.0), 0.0) * self.weights
        self._clamp()

    @property
    def levels(self) -> FloatArray:
        """(D, I) probability of each level of sharpness."""
        levels: FloatArray = self.rest + self.evidence.per_item(self.chance)
        return levels

    def maximise(self, step: int) -> None:
        """Skills by Newton's method, their distribution, and the class prior."""
        by_item, by_entry = self.evidence.to_annotator
        weight, item = self.evidence.weight, self.evidence.entries.item
        labels = (by_item @ np.ascontiguousarray((weight * self.levels).T)).T  # (D, A) expected
        right = (by_entry @ np.ascontiguousarray((weight[item] * self.chance).T)).T
        others, levels = self.evidence.n_answers - 1, LEVELS[:, None]
        for _ in range(3):
            chance = 1 / (1 + others * np.exp(-levels * self.skill))
            slope = ((right - labels * chance) * levels).sum(axis=0)
            slope -= (self.skill - self.mean) / self.variance
            spread = labels * chance * (1 - chance) * levels**2
            self.precision = spread.sum(axis=0) + 1 / self.variance
            self.skill = self.skill + np.clip(slope / self.precision, -1, 1)
        if self.skill.size:
            self.mean = float(self.skill.mean())
        if step > 5:  # the first steps stand on votes alone and would call everyone alike
            scatter = (self.skill - self.mean) ** 2 + 1 / self.precision
            self.variance = float(np.clip(scatter.mean(), 0.01, 9.0))
        self.prior = self._prior()

    def expect(self) -> float:
        """The posterior under the skills; how far a probability moved on average."""
        evidence, before = self.evidence, self.chance.sum(axis=0)
        entries, item = evidence.entries, evidence.entries.item
        others = max(evidence.n_answers - 1, 1)
        wrong = -np.logaddexp(np.log(others), self.skill[:, None] * LEVELS)  # log (1 - P)/(K - 1)
        base = TAU * (evidence.by_item @ wrong).T + np.log(self.weights)
        at = (TAU * (evidence.by_entry @ self.skill)) * LEVELS[:, None]
        at += np.log(self.prior)[entries.answer]
        at += base[:, item]
        left = np.where(evidence.others > 0, 1 - evidence.per_item(self.prior[entries.answer]), 0)
        away = base + np.log(np.maximum(left, 1e-300))
        away[:, evidence.others == 0] = -np.inf
        highest = np.maximum(away.max(axis=0), evidence.top_of_item(at.max(axis=0)))
        chance, rest = np.exp(at - highest[item]), np.exp(away - highest)
        norm = rest.sum(axis=0) + evidence.per_item(chance.sum(axis=0))
        self.chance, self.rest = chance / norm[item], rest / norm
        self._clamp()
        moved = np.abs(self.chance.sum(axis=0) - before)
        return float(moved.mean()) if moved.size else 0.0

    def _prior(self) -> FloatArray:
        """(K,) shares of the right answers, each with one item more, to the power FLATTEN."""
        entries, weight = self.evidence.entries, self.evidence.weight
        seen = self.evidence.per_item(self.prior[entries.answer])
        each = weight * self.rest.sum(axis=0) / np.maximum(1.0 - seen, 1e-10)
        chance = weight[entries.item] * self.chance.sum(axis=0)
        own = chance - self.prior[entries.answer] * each[entries.item]
        given = summed(entries.answer, own, self.prior.size)
        whole = np.maximum(given + self.prior * each.sum(), 0.0) + 1.0
        flattened = whole**FLATTEN
        shares: FloatArray = flattened / flattened.sum()
        return shares

    def _clamp(self) -> None:
        """Make certain what is known; the level of sharpness stays open."""
        known, entries = self.evidence.known, self.evidence.entries
        certain = known != MISSING
        if not certain.any():
            return
        right = known[entries.item] == entries.answer
        met = np.zeros(certain.size, dtype=np.bool_)
        met[entries.item[right]] = True
        self.chance[:, certain[entries.item] & ~right] = 0.0
        self.rest[:, certain & met] = 0.0
        self.rest[:, certain & ~met] += 1e-300
        self.chance[:, certain[entries.item] & right] += 1e-300
        total = self.rest.sum(axis=0) + self.evidence.per_item(self.chance.sum(axis=0))
        scale = np.where(certain, 1 / np.where(total > 0, total, 1.0), 1.0)
        self.chance *= scale[entries.item]
        self.rest *= scale
