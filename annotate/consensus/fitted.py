"""What a model says of the labels of one question, in one form whatever the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

from annotate.annotations import BoolArray, FloatArray, IntArray, Labels
from annotate.consensus.posterior import Posterior
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted model.

    labels       what it was fitted to
    posterior    the distribution of each item's right answer
    p_wrong      (n,) probability that the label is wrong; NaN where nothing can be said
    accuracy     (A,) probability that a label of the annotator is right; NaN without a label
    spread       (A,) standard deviation of that accuracy; NaN where the model gives none
    difficulty   (I,) 0 easy to 1 hard; NaN where the model knows no difficulty
    contested    (I,) whether good annotators split on the item, so that a label which differs
                 from the consensus should not be called an error
    iterations, converged   how the fitting ended
    reason       why p_wrong is NaN throughout; empty otherwise
    """

    labels: Labels
    posterior: Posterior
    p_wrong: FloatArray
    accuracy: FloatArray
    spread: FloatArray
    difficulty: FloatArray
    contested: BoolArray
    iterations: int
    converged: bool
    reason: str = ""

    @property
    def code(self) -> IntArray:
        """(I,) the consensus; MISSING where two answers tie and where there is no label."""
        return self.posterior.code

    def interval(self, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """((A,) low, (A,) high) of the accuracy at a level of confidence; NaN without a spread.

        The ends of the beta distribution that has the accuracy as mean and the spread as
        standard deviation.
        """
        mean = np.clip(self.accuracy, 1e-4, 1 - 1e-4)
        size = np.maximum(mean * (1 - mean) / np.maximum(self.spread, 1e-6) ** 2 - 1, 0.05)
        tail = (1 - level) / 2
        low, high = (beta.ppf(q, mean * size, (1 - mean) * size) for q in (tail, 1 - tail))
        return np.minimum(low, self.accuracy), np.maximum(high, self.accuracy)


def of_posterior(
    labels: Labels, posterior: Posterior, *, iterations: int = 1, converged: bool = True
) -> Fitted:
    """The plain reading of a posterior: an annotator is as right as their labels are likely."""
    p_wrong = posterior.doubt[posterior.entries.entry]
    return Fitted(
        labels=labels,
        posterior=posterior,
        p_wrong=p_wrong,
        accuracy=1.0 - mean_of_annotator(labels, p_wrong),
        spread=np.full(labels.n_annotators, np.nan),
        difficulty=np.full(labels.n_items, np.nan),
        contested=np.zeros(labels.n_items, dtype=np.bool_),
        iterations=iterations,
        converged=converged,
    )


def mean_of_annotator(labels: Labels, values: FloatArray) -> FloatArray:
    """(A,) mean of the values (n,) of each annotator's labels; NaN without a label."""
    n = np.bincount(labels.annotator, minlength=labels.n_annotators)
    sums = summed(labels.annotator, values, labels.n_annotators)
    mean = np.full(labels.n_annotators, np.nan)
    np.divide(sums, n, out=mean, where=n > 0)
    return mean
