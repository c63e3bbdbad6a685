"""Is a mean farther out than the others' means, when honest annotators differ as well?

The random-effects question: the annotators' true means scatter with a variance t² about a
centre, each is known with an error of its own, and what lies outside of both is a habit. The
centre is the median and t² solves: half of (mean - centre)² / (t² + error²) is under 0.455, the
median of chi-squared. So it takes half of the annotators to hide a habit.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from annotate.annotations import FloatArray, IntArray
from annotate.tally import summed

_MEDIAN = 0.4549364231195724  # of chi-squared with one degree of freedom
STEPS = 40
PULL = 10.0  # labels' worth of everyone's variance that each annotator starts with
FEWEST = 4  # annotators, for a scatter among them to be known


def mean_and_error(
    annotator: IntArray, values: FloatArray, size: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(A,) each: number, mean (NaN without any) and standard error.

    The variance is pulled to everyone's, or three equal values would be surely different.
    """
    n = np.bincount(annotator, minlength=size).astype(np.float64)
    safe = np.maximum(n, 1)
    mean = summed(annotator, values, size) / safe
    squares = summed(annotator, (values - mean[annotator]) ** 2, size)
    usual = squares.sum() / max(float((n - 1)[n > 0].sum()), 1.0)
    variance = (squares + PULL * usual) / (np.maximum(n - 1, 0) + PULL)
    return n, np.where(n > 0, mean, np.nan), np.sqrt(variance / safe)


def scatter(mean: FloatArray, error: FloatArray) -> tuple[float, float]:
    """(centre, t): where the annotators' means lie, and how far apart the true ones are."""
    known = np.isfinite(mean) & np.isfinite(error) & (error > 0)
    if known.sum() < FEWEST:
        return float(np.median(mean[known])) if known.any() else 0.0, np.inf
    mean, error = mean[known], error[known]
    weights = 1 / error**2
    order = np.argsort(mean)
    reached = np.cumsum(weights[order]) / weights.sum()
    centre = float(mean[order][np.searchsorted(reached, 0.5)])
    far = (mean - centre) ** 2
    low, high = 0.0, float(far.max()) + 1e-300
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if np.median(far / (middle + error**2)) > _MEDIAN else (low, middle)
        )
    return centre, float(np.sqrt(high))


def outside(
    mean: FloatArray, error: FloatArray, n: FloatArray
) -> tuple[FloatArray, FloatArray, float]:
    """((A,) p of a mean so far above, (A,) the distance, the centre); Student's t, NaN p is 1.

    Its degrees of freedom are the labels' that the error stands on, with what it was pulled to.
    """
    centre, apart = scatter(mean, error)
    known = int(np.isfinite(mean).sum())
    if known < FEWEST:
        return np.ones(mean.size), mean - centre, centre
    z = (mean - centre) / np.sqrt(apart**2 + error**2)
    freedom = np.minimum(n + PULL - 1, 4.0 * known)
    p = np.where(np.isfinite(z), stdtr(freedom, -np.nan_to_num(z)), 1.0)
    return np.asarray(p), mean - centre, centre
