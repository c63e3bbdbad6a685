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

import numpy as np

from annotate.consensus.evidence import Evidence
from annotate.consensus.hypothesis import Floats, Hypothesis

START = 1.5
DAMPING = 0.7  # of a Newton step that knows the diagonal alone
ROUNDS = 2  # of steps for each posterior
SETTLED = 3  # the first steps stand on votes alone and would call everyone alike
BEYOND = 0.6  # of each step is added to it, which needs a third fewer of them (Salakhutdinov and
# Roweis 2003, Adaptive overrelaxed bound optimization methods, ICML 20)


@dataclass(frozen=True)
class Confusing(Hypothesis):
    """A hypothesis with a table an annotator.

    shared   whether everyone may lean to the same answers
    common   standard deviation of R
    """

    shared: bool = False
    common: float = 1.0


CANCELLING = Confusing(
    name="leanings apart",
    levels=(-0.5, 0.15, 0.4, 0.8, 1.3, 2.0),
    weights=(0.03, *(0.194,) * 5),
    strength=20.0,
    common=0.3,
)
SHARED = Confusing(
    name="leanings shared",
    levels=(0.15, 0.4, 0.8, 1.3, 2.0),
    weights=(0.2,) * 5,
    strength=1.0,
    shared=True,
)


class Tables:
    """The parameters of all annotators, improved one kind after another by Newton's method.

    skill (A,)   leaning (K, A)   common (K, K)   own (K, K, A): by right answer, then given
    """

    def __init__(self, evidence: Evidence, hypothesis: Confusing) -> None:
        size, people = evidence.n_answers, evidence.labels.n_annotators
        self.hypothesis = hypothesis
        self.levels = np.array(hypothesis.levels, dtype=np.float32)[:, None]  # (D, 1)
        self.skill, self.mean = np.full(people, START, dtype=np.float32), START
        self.center = np.zeros(size, dtype=np.float32)
        if hypothesis.shared:
            given = np.log(np.bincount(evidence.labels.label, minlength=size) + 1)
            self.center = (given - given.mean()).astype(np.float32)
        self.leaning = np.repeat(self.center[:, None], people, axis=1)
        self.common = np.zeros((size, size), dtype=np.float32)
        self.own = np.zeros((size, size, people), dtype=np.float32)
        self.variance = {"skill": 1.0, "leaning": 1.0, "own": 0.25}
        self.right = np.arange(size)

    def log(self) -> Floats:
        """(K, K, D, A) log probability by right answer, answer given, level and annotator."""
        logits = self._logits()
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return logits

    def _logits(self) -> Floats:
        x = self.own + self.common[:, :, None]
        x[self.right, self.right] += self.skill
        logits: Floats = x[:, :, None, :] * self.levels
        logits += self.leaning[None, :, None, :]
        logits -= logits.max(axis=1, keepdims=True)
        return logits

    def improve(self, counts: Floats, step: int) -> None:
        """A step for each kind of parameter; then the variances that they seem to have."""
        before = (self.skill, self.leaning, self.common, self.own)
        curves: tuple[Floats, ...] = ()
        for _ in range(ROUNDS):
            slope, curve = self._derivatives(counts)
            curves = (self._skill(slope, curve), self._leaning(slope, curve))
            curves += (self._cells(*self._derivatives(counts)),)
        if not self.skill.size:
            return
        self.mean = float(self.skill.mean())
        if self.hypothesis.shared:
            self.center = self.leaning.mean(axis=1)
        if step > SETTLED:
            centered = (self.skill - self.mean, self.leaning - self.center[:, None], self.own)
            for name, values, tight in zip(self.variance, centered, curves, strict=True):
                scatter = float((values**2 + 1 / tight).mean())
                self.variance[name] = float(np.clip(scatter, 1e-3 if name == "own" else 1e-2, 9))
        if step > 1:
            skill, leaning, common, own = before
            self.skill = _beyond(skill, self.skill)
            self.leaning = _beyond(leaning, self.leaning)
            self.common = _beyond(common, self.common)
            self.own = _beyond(own, self.own)

    def _skill(self, slope: Floats, curve: Floats) -> Floats:
        at = self.right
        steep: Floats = (slope[at, at] * self.levels).sum(axis=(0, 1))
        steep -= (self.skill - self.mean) / self.variance["skill"]
        tight: Floats = (curve[at, at] * self.levels**2).sum(axis=(0, 1))
        tight += 1 / self.variance["skill"]
        self.skill = self.skill + np.clip(steep / tight, -1, 1)
        return tight

    def _leaning(self, slope: Floats, curve: Floats) -> Floats:
        steep: Floats = slope.sum(axis=(0, 2))
        steep -= (self.leaning - self.center[:, None]) / self.variance["leaning"]
        tight: Floats = curve.sum(axis=(0, 2)) + 1 / self.variance["leaning"]
        self.leaning = self.leaning + np.clip(DAMPING * steep / tight, -1, 1)
        return tight

    def _cells(self, slope: Floats, curve: Floats) -> Floats:
        """What everybody takes for what, then what each annotator does beyond that."""
        slope *= self.levels
        curve *= self.levels**2
        steep: Floats = slope.sum(axis=2)  # (K, K, A)
        tight: Floats = curve.sum(axis=2)
        pull = 1 / self.hypothesis.common**2
        common = (steep.sum(axis=2) - self.common * pull) / (tight.sum(axis=2) + pull)
        common = np.clip(DAMPING * common, -1, 1).astype(np.float32)
        self.common = self.common + common
        steep -= tight * common[:, :, None]  # the slope where everybody has moved
        steep -= self.own / self.variance["own"]
        tight += 1 / self.variance["own"]
        self.own = self.own + np.clip(DAMPING * steep / tight, -1, 1)
        return tight

    def _derivatives(self, counts: Floats) -> tuple[Floats, Floats]:
        """(K, K, D, A) slope and (negative) curvature of the expected log likelihood."""
        chance = self._logits()
        np.exp(chance, out=chance)
        chance /= chance.sum(axis=1, keepdims=True)
        expected = counts.sum(axis=1, keepdims=True) * chance
        slope = counts - expected
        chance *= expected
        expected -= chance
        return slope, expected


def _beyond(before: Floats, now: Floats) -> Floats:
    """What a step led to, and a little farther."""
    farther: Floats = now + np.float32(BEYOND) * (now - before)
    return farther
