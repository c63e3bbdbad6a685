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
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, FloatArray, IntArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.hypothesis import Floats
from annotate.consensus.posterior import Posterior, from_chances
from annotate.progress import step as tell
from annotate.tally import starts, summed

# Chosen on public data sets with gold, each judged by what the others chose (docs/models.md).
LEVELS = np.array([-0.5, 0.15, 0.4, 0.8, 1.3, 2.0])
FOOLED = 0.02  # share of items on the lowest level
TAU = 0.7
FLATTEN = 0.5
START = 1.5  # skill of everyone to begin with: right in about four of five on a middling item
STEPS, REST = 60, 4e-4  # of the mean move of a probability
BEYOND = 0.5  # of each step is added to it, as in ``tables``
BLOCK = 20_000  # labels whose items are held at once, so that their numbers stay in the cache


@dataclass(frozen=True, eq=False)
class Skill:
    """The fitted hypothesis; difficulty (I,) is how probably a usual annotator errs on each item."""

    posterior: Posterior
    difficulty: FloatArray
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
    chance, rest = (each.astype(np.float64) for each in (state.chance, state.rest))
    posterior = from_chances(evidence.entries, chance, rest, state.prior, evidence.known)
    return Skill(posterior, state.difficulty, step, moved < REST)


@dataclass(frozen=True, eq=False)
class _Block:
    """Some of the items, with their entries, as tables to multiply with.

    by_item (i, A), by_entry (e, A)   labels of the annotators
    of_item (i, e)                    which entries are the item's
    item, answer (e,)                 of the entries, items counted from the first of the block
    start, met                        where the entries of each item begin, and of which items
    known (i,)                        the reference
    """

    items: slice
    entries: slice
    by_item: sparse.csr_array
    by_entry: sparse.csr_array
    of_item: sparse.csr_array
    item: IntArray
    answer: IntArray
    start: IntArray
    met: IntArray
    known: IntArray

    @cached_property
    def to_annotator(self) -> tuple[sparse.csc_array, sparse.csc_array]:
        """(A, i) and (A, e): labels the other way round."""
        return self.by_item.T, self.by_entry.T

    def top(self, values: Floats, top: Floats) -> Floats:
        """(i,) the higher of ``top`` and of the values (e,) of each item's entries."""
        if self.met.size:
            highest = np.maximum.reduceat(values, self.start)
            top[self.met] = np.maximum(top[self.met], highest)
        return top

    def sums(self, values: Floats) -> Floats:
        """(D, i) sums of the values (D, e) over the entries of each item."""
        sums: Floats = (self.of_item @ values.T).T
        return sums


def _blocks(evidence: Evidence) -> list[_Block]:
    entries, labels = evidence.entries, evidence.labels
    total = np.cumsum(entries.total)
    cuts = np.searchsorted(total, np.arange(BLOCK, int(total[-1]) if total.size else 0, BLOCK))
    bounds = np.unique([0, *cuts, labels.n_items])
    at = np.searchsorted(entries.item, bounds)
    by_item, by_entry = (each.astype(np.float32) for each in (evidence.by_item, evidence.by_entry))
    blocks = []
    for (first, last), (low, high) in zip(pairwise(bounds), pairwise(at), strict=True):
        item = entries.item[low:high] - first
        start = starts(item)
        size, ones = int(high - low), np.ones(high - low, dtype=np.float32)
        indptr = np.searchsorted(item, np.arange(last - first + 1))
        blocks.append(
            _Block(
                items=slice(first, last),
                entries=slice(low, high),
                by_item=by_item[first:last],
                by_entry=by_entry[low:high],
                of_item=sparse.csr_array(
                    (ones, np.arange(size), indptr), shape=(last - first, size)
                ),
                item=item,
                answer=entries.answer[low:high],
                start=start,
                met=item[start],
                known=evidence.known[first:last],
            )
        )
    return blocks


class _Fit:
    """The quantities that the steps of EM hand to one another.

    chance (E,), rest (I,)      posterior of an entry's answer, and of all other answers
    levels (D, I)               of each level of sharpness
    unseen (I,)                 prior probability of the answers that nobody gave to the item
    labels, right (D, A)        expected labels of each annotator, and those that are right
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.blocks = _blocks(evidence)
        size = evidence.labels.n_annotators
        weights = np.full(LEVELS.size, (1 - FOOLED) / (LEVELS.size - 1))
        weights[0] = FOOLED
        self.weights = weights[:, None].astype(np.float32)
        self.skill, self.mean, self.variance = np.full(size, START), START, 1.0
        self.prior = np.full(evidence.n_answers, 1.0 / evidence.n_answers)
        self.unseen = self._unseen()
        self.weight = evidence.weight.astype(np.float32)
        self.chance = np.zeros(evidence.entries.item.size, dtype=np.float32)
        self.rest = np.zeros(evidence.labels.n_items, dtype=np.float32)
        self.levels = np.zeros((LEVELS.size, evidence.labels.n_items), dtype=np.float32)
        self._start_counting()
        left = np.maximum(1.0 - evidence.per_item(evidence.shares), 0.0)
        left = np.where(evidence.others > 0, left, 0.0).astype(np.float32)
        shares = evidence.shares.astype(np.float32)
        for block in self.blocks:
            self._count(
                block, shares[block.entries] * self.weights, left[block.items] * self.weights
            )

    @property
    def difficulty(self) -> FloatArray:
        """(I,) probability that an annotator of mean skill errs on the item."""
        others = max(self.evidence.n_answers - 1, 1)
        errs = 1 - 1 / (1 + others * np.exp(-LEVELS * self.mean))
        difficulty: FloatArray = errs @ self.levels.astype(np.float64)
        return difficulty

    def maximise(self, step: int) -> None:
        """Skills by Newton's method, their distribution, and the class prior."""
        others, levels, before = self.evidence.n_answers - 1, LEVELS[:, None], self.skill
        for _ in range(3):
            chance = 1 / (1 + others * np.exp(-levels * self.skill))
            slope = ((self.right - self.labels * chance) * levels).sum(axis=0)
            slope -= (self.skill - self.mean) / self.variance
            spread = self.labels * chance * (1 - chance) * levels**2
            precision = spread.sum(axis=0) + 1 / self.variance
            self.skill = self.skill + np.clip(slope / precision, -1, 1)
        if self.skill.size:
            self.mean = float(self.skill.mean())
        if step > 5:  # the first steps stand on votes alone and would call everyone alike
            scatter = (self.skill - self.mean) ** 2 + 1 / precision
            self.variance = float(np.clip(scatter.mean(), 0.01, 9.0))
        if step > 1:
            self.skill = self.skill + BEYOND * (self.skill - before)
        self.prior = self._prior()
        self.unseen = self._unseen()

    def expect(self) -> float:
        """The posterior under the skills; how far a probability moved on average."""
        evidence, before = self.evidence, self.chance.copy()
        others = max(evidence.n_answers - 1, 1)
        wrong = -TAU * np.logaddexp(np.log(others), self.skill[:, None] * LEVELS)  # (1 - P)/(K - 1)
        wrong, skill = wrong.astype(np.float32), (TAU * self.skill).astype(np.float32)
        levels, prior = LEVELS.astype(np.float32)[:, None], np.log(self.prior).astype(np.float32)
        left = np.where(evidence.others > 0, np.maximum(self.unseen, 1e-30), 0)
        with np.errstate(divide="ignore"):
            left = np.log(left).astype(np.float32)
        self._start_counting()
        for block in self.blocks:
            base = np.ascontiguousarray((block.by_item @ wrong).T) + np.log(self.weights)
            at = (block.by_entry @ skill) * levels
            at += prior[block.answer]
            at += base[:, block.item]
            away = base
            away += left[block.items]
            highest = block.top(at.max(axis=0), away.max(axis=0))
            at -= highest[block.item]
            away -= highest
            self._count(block, np.exp(at, out=at), np.exp(away, out=away))
        moved = np.abs(self.chance - before)
        return float(moved.mean()) if moved.size else 0.0

    def _start_counting(self) -> None:
        shape = (LEVELS.size, self.evidence.labels.n_annotators)
        self.labels, self.right = np.zeros(shape), np.zeros(shape)

    def _count(self, block: _Block, chance: Floats, rest: Floats) -> None:
        """Take in a block's posterior, chance (D, e) and rest (D, i), still to be normalised."""
        _clamp(block, chance, rest)
        norm = rest.sum(axis=0) + block.sums(chance.sum(axis=0)[None])[0]
        rest /= norm
        chance /= norm[block.item]
        levels = rest + block.sums(chance)
        self.levels[:, block.items] = levels
        self.rest[block.items], self.chance[block.entries] = rest.sum(axis=0), chance.sum(axis=0)
        weight = self.weight[block.items]
        levels *= weight
        chance *= weight[block.item]
        by_item, by_entry = block.to_annotator
        self.labels += (by_item @ np.ascontiguousarray(levels.T)).T
        self.right += (by_entry @ np.ascontiguousarray(chance.T)).T

    def _unseen(self) -> FloatArray:
        unseen: FloatArray = 1.0 - self.evidence.per_item(self.prior[self.evidence.entries.answer])
        return unseen

    def _prior(self) -> FloatArray:
        """(K,) shares of the right answers, each with one item more, to the power FLATTEN."""
        entries, weight = self.evidence.entries, self.weight
        each = weight * self.rest / np.maximum(self.unseen, 1e-10)
        own = weight[entries.item] * self.chance - self.prior[entries.answer] * each[entries.item]
        given = summed(entries.answer, own, self.prior.size)
        whole = np.maximum(given + self.prior * each.sum(), 0.0) + 1.0
        flattened = whole**FLATTEN
        shares: FloatArray = flattened / flattened.sum()
        return shares


def _clamp(block: _Block, chance: Floats, rest: Floats) -> None:
    """Make certain what is known; the level of sharpness stays open."""
    certain = block.known != MISSING
    if not certain.any():
        return
    right = block.known[block.item] == block.answer
    met = np.zeros(certain.size, dtype=np.bool_)
    met[block.item[right]] = True
    tiny = np.float32(1e-30)
    chance[:, certain[block.item] & ~right] = 0.0
    chance[:, certain[block.item] & right] += tiny
    rest[:, certain & met] = 0.0
    rest[:, certain & ~met] += tiny
