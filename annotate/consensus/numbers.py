"""Numbers: what each item's value probably is, and how each annotator uses the scale.

Label y of annotator a on item i, whose value is z_i:

    y = z_i + b_a + noise of standard deviation s_a        with probability 1 - g
    y = anything, as widely spread as all labels are       with probability g (a slip)

The values z_i are normal about everyone's mean; biases b_a (lenient, severe) are normal about
0 and the variances s_a^2 are pulled to their mean, all as far as the labels say. Fitted by EM.

A label counts as wrong when it is farther from the item's value than twice the noise of careful
annotators (the lower quartile of s_a). p_wrong is the probability of that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus.ability import with_ability
from annotate.consensus.fitted import Fitted, of_labels
from annotate.tally import summed

STEPS, REST = 60, 1e-4
PULL = 4.0  # labels of everyone's noise that each annotator starts with
WIDTH = 2.0  # careful annotators' standard deviations that a label may be off


@dataclass(frozen=True, eq=False)
class Scale:
    """value, variance (I,) of the items; bias, noise (A,) of the annotators; slip: g.

    Items without a label have the mean of all; annotators without one have no bias.
    """

    value: FloatArray
    variance: FloatArray
    bias: FloatArray
    noise: FloatArray
    slip: float


def fit_scale(labels: Labels, known: IntArray) -> Scale:
    """Fit the model. The unit is that of the labels; ``known`` (I,) answers have no variance."""
    y = labels.question.numbers[labels.label]
    item, who, size = labels.item, labels.annotator, labels.n_annotators
    n, m = np.bincount(who, minlength=size), np.bincount(item, minlength=labels.n_items)
    certain = known != MISSING
    truth = np.where(certain, labels.question.numbers[known], 0.0)
    middle, wide = float(y.mean()), max(float(y.std()), 1e-9)
    bias, noise2, slip = np.zeros(size), np.full(size, wide**2 / 2), 0.02
    spread2, among2 = wide**2, wide**2 / 10
    value = np.where(m > 0, summed(item, y, labels.n_items) / np.maximum(m, 1), middle)
    careful, before = np.ones(y.size), value
    for _ in range(STEPS):
        weight = careful / noise2[who]
        precision = 1 / spread2 + summed(item, weight, labels.n_items)
        value = middle / spread2 + summed(item, weight * (y - bias[who]), labels.n_items)
        value = np.where(certain, truth, value / precision)
        variance = np.where(certain, 0.0, 1 / precision)
        off = y - value[item]
        tight = 1 / among2 + summed(who, weight, size)
        bias = summed(who, weight * off, size) / tight
        squares = careful * ((off - bias[who]) ** 2 + variance[item] + 1 / tight[who])
        typical = max(float(squares.sum() / max(careful.sum(), 1e-9)), (1e-3 * wide) ** 2)
        own = summed(who, careful, size)
        noise2 = (summed(who, squares, size) + PULL * typical) / (own + PULL)
        among2 = max(float((bias**2 + 1 / tight)[n > 0].mean()), 1e-9 * wide**2)
        scatter = ((value - middle) ** 2 + variance)[m > 0]
        spread2 = max(float(scatter.mean()), 1e-9 * wide**2)
        middle = float(value[m > 0].mean())
        chance = _density(off - bias[who], np.sqrt(noise2[who] + variance[item])) * (1 - slip)
        anything = slip * _density(y - y.mean(), 2 * wide)
        careful = chance / np.maximum(chance + anything, 1e-300)
        slip = float(np.clip((1 - careful).mean(), 1e-3, 0.3))
        if np.abs(value - before).max() < REST * wide:
            break
        before = value
    return Scale(value, variance, bias, np.sqrt(noise2), slip)


def numbers(labels: Labels, known: IntArray) -> Fitted:
    """The model as every other is read: the consensus is the value, p_wrong as said above."""
    if not len(labels):
        return of_labels(labels, known, np.empty(0), np.full(labels.n_items, "", dtype=object))
    scale = fit_scale(labels, known)
    y = labels.question.numbers[labels.label]
    given = np.bincount(labels.annotator, minlength=labels.n_annotators) > 0
    allowed = WIDTH * float(np.quantile(scale.noise[given], 0.25))
    value, sd = scale.value[labels.item], np.sqrt(scale.variance[labels.item])
    sd = np.maximum(sd, 1e-9 * max(allowed, 1e-9))
    high, low = ndtr((y + allowed - value) / sd), ndtr((y - allowed - value) / sd)
    labelled = np.bincount(labels.item, minlength=labels.n_items) > 0
    texts = np.array([f"{number:.6g}" for number in scale.value], dtype=object)
    texts[~labelled & (known == MISSING)] = ""
    return with_ability(of_labels(labels, known, 1.0 - (high - low), texts))


def _density(off: FloatArray, deviation: FloatArray | float) -> FloatArray:
    """Density of a normal distribution so far from its mean."""
    density: FloatArray = np.exp(-0.5 * (off / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))
    return density
