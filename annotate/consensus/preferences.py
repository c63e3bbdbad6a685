"""Which of two is better: the simple hypothesis, where annotators may prefer a place.

On an item of sharpness b whose right answer is k, annotator a gives answer l with probability

    softmax over l of  b (s_a [l = k] - r [l is the other place than k]) + p_a (1 first, -1 second)

s_a    skill                                              ~ N(s, v_s)
p_a    how far they prefer what stands first              ~ N(0, v_p)
r      how much rarer the opposite is than a tie          ~ N(0, 1), at least 0; 0 without ties

An order effect as in Davidson and Beaver (1977, Biometrics 33, 693-702). Who is readier for a tie
than others is learned by the hypotheses with tables. As in ``skill`` the likelihood is tempered and
the class prior flattened, and the variances are learned (Laplace's approximation).
"""

from __future__ import annotations

import numpy as np

from annotate.annotations import FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.hypothesis import Floats, Hypothesis
from annotate.consensus.skill import FLATTEN, FOOLED, LEVELS, START, TAU

PREFERENCES = Hypothesis(
    name="which place is preferred",
    levels=tuple(LEVELS.tolist()),
    weights=(FOOLED, *((1 - FOOLED) / (LEVELS.size - 1),) * (LEVELS.size - 1)),
    strength=np.inf,
    believed=TAU,
    flatten=FLATTEN,
)
ROUNDS = 2  # of steps for each posterior
SETTLED = 5  # the first steps stand on votes alone and would call everyone alike


class Preferences:
    """The parameters: skill (A,), preference (A,) of the first place, and ``apart``, which is r."""

    def __init__(self, evidence: Evidence, places: tuple[int, int]) -> None:
        size, people = evidence.n_answers, evidence.labels.n_annotators
        self.hypothesis = PREFERENCES
        self.place = np.zeros(size)
        self.place[list(places)] = (1.0, -1.0)
        levels = LEVELS[None, None, :]
        right, given = np.meshgrid(np.arange(size), np.arange(size), indexing="ij")
        self.hit = (right == given)[:, :, None] * levels  # (K, K, D)
        opposite = self.place[right] * self.place[given] == -1
        self.missed = -1.0 * opposite[:, :, None] * levels
        self.skill, self.preference = np.full(people, START), np.zeros(people)
        self.apart = 0.0
        self.mean, self.variance = START, {"skill": 1.0, "preference": 0.3}

    def log(self) -> Floats:
        """(K, K, D, A) log probability by right answer, answer given, level and annotator."""
        return self._log().astype(np.float32)

    def _log(self) -> FloatArray:
        logits = (self.hit[:, :, :, None] * self.skill) + (self.missed * self.apart)[:, :, :, None]
        logits += self.place[:, None, None] * self.preference
        logits -= logits.max(axis=1, keepdims=True)
        log: FloatArray = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return log

    def improve(self, counts: Floats, step: int) -> None:
        """A step for each kind of parameter by Newton's method; then the variances."""
        if not self.skill.size:
            return
        for _ in range(ROUNDS):
            slope, curve = self._derivatives(counts, self.hit[:, :, :, None])
            slope -= (self.skill - self.mean) / self.variance["skill"]
            of_skill = curve + 1 / self.variance["skill"]
            self.skill = self.skill + np.clip(slope / of_skill, -1, 1)
            slope, curve = self._derivatives(counts, self.place[:, None, None])
            slope -= self.preference / self.variance["preference"]
            of_place = curve + 1 / self.variance["preference"]
            self.preference = self.preference + np.clip(slope / of_place, -1, 1)
            if self.place.size > 2:
                slope, curve = self._derivatives(counts, self.missed[:, :, :, None])
                move = (slope.sum() - self.apart) / (curve.sum() + 1.0)
                self.apart = max(self.apart + float(np.clip(move, -1, 1)), 0.0)
        self.mean = float(self.skill.mean())
        if step > SETTLED:
            centered = (self.skill - self.mean, self.preference)
            for name, values, curve in zip(
                self.variance, centered, (of_skill, of_place), strict=True
            ):
                self.variance[name] = float(np.clip((values**2 + 1 / curve).mean(), 1e-2, 9))

    def _derivatives(self, counts: Floats, feature: FloatArray) -> tuple[FloatArray, FloatArray]:
        """((A,) slope, (A,) negative curvature) of the log likelihood along what ``feature`` moves."""
        chance = np.exp(self._log())
        expected = (chance * feature).sum(axis=1, keepdims=True)
        total = counts.sum(axis=1, keepdims=True)
        slope = (counts * feature).sum(axis=(0, 1, 2)) - (total * expected).sum(axis=(0, 1, 2))
        spread = (chance * feature**2).sum(axis=1, keepdims=True) - expected**2
        return slope, (total * spread).sum(axis=(0, 1, 2))
