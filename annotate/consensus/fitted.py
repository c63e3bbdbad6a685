"""What a model says of the labels of one question, in one form whatever the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus.posterior import Posterior
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted model.

    labels       what it was fitted to
    known        (I,) the reference; MISSING where there is none
    posterior    the distribution of each item's right answer; None for numbers and sets
    p_wrong      (n,) probability that the label is wrong; NaN where nothing can be said
    accuracy     (A,) probability that a label of the annotator is right; NaN without a label
    spread       (A,) standard deviation of that accuracy; NaN where the model gives none
    difficulty   (I,) probability that an annotator of usual skill errs on the item; NaN where the
                 model has none: the default model has one, for all but numbers
    contested    (I,) whether good annotators split on the item, so that a label which differs
                 from the consensus should not be called an error
    iterations, converged   how the fitting ended
    n_fair       items with a reference that are like all the others, which says how far errors
                 are shared
    heard        how far the items' text is believed, 0 to 1; 0 where it was not asked or is off
    texts        (I,) the consensus in words where it need not be one of the answers
    """

    labels: Labels
    known: IntArray
    posterior: Posterior | None
    p_wrong: FloatArray
    accuracy: FloatArray
    spread: FloatArray
    difficulty: FloatArray
    contested: BoolArray
    iterations: int
    converged: bool
    texts: npt.NDArray[np.object_] | None = None
    n_fair: int = 0
    heard: float = 0.0

    @property
    def code(self) -> IntArray:
        """(I,) the consensus; MISSING where answers tie and where there is no label.

        MISSING as well for numbers and sets, whose consensus need not be one of the answers.
        """
        return self.known if self.posterior is None else self.posterior.code

    @property
    def called_wrong(self) -> BoolArray:
        """(n,) whether the label may be called an error: probably wrong, and not contested."""
        wrong: BoolArray = (self.p_wrong > 0.5) & ~self.contested[self.labels.item]
        return wrong

    @property
    def consensus(self) -> npt.NDArray[np.object_]:
        """(I,) the consensus as in ``Question.answers``; empty where there is none."""
        if self.texts is not None:
            return self.texts
        answers = np.array([*self.labels.question.answers, ""], dtype=object)
        code = self.code
        words: npt.NDArray[np.object_] = answers[np.where(code == MISSING, answers.size - 1, code)]
        return words

    def interval(self, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """((A,) low, (A,) high) of the accuracy at a level of confidence; NaN without a spread.

        The ends of the beta distribution that has the accuracy as mean and the spread as
        standard deviation, and half a label more on either side: the share of n labels that are
        right is a multiple of 1/n (Yates's correction).
        """
        n = np.bincount(self.labels.annotator, minlength=self.labels.n_annotators)
        half = 0.5 / np.maximum(n, 1)
        mean = np.clip(self.accuracy, 1e-4, 1 - 1e-4)
        size = np.maximum(mean * (1 - mean) / np.maximum(self.spread, 1e-6) ** 2 - 1, 0.05)
        tail = (1 - level) / 2
        low, high = (betaincinv(mean * size, (1 - mean) * size, q) for q in (tail, 1 - tail))
        low, high = np.maximum(low - half, 0.0), np.minimum(high + half, 1.0)
        return np.minimum(low, self.accuracy), np.maximum(high, self.accuracy)


def of_posterior(
    labels: Labels, posterior: Posterior, *, iterations: int = 1, converged: bool = True
) -> Fitted:
    """The plain reading of a posterior: an annotator is as right as their labels are likely."""
    return replace(
        of_labels(labels, posterior.known, posterior.doubt[posterior.entries.entry]),
        posterior=posterior,
        iterations=iterations,
        converged=converged,
    )


def of_labels(
    labels: Labels,
    known: IntArray,
    p_wrong: FloatArray,
    texts: npt.NDArray[np.object_] | None = None,
) -> Fitted:
    """What follows from the probabilities (n,) that the labels are wrong."""
    return Fitted(
        labels=labels,
        known=known,
        posterior=None,
        p_wrong=p_wrong,
        accuracy=1.0 - mean_of_annotator(labels, p_wrong),
        spread=np.full(labels.n_annotators, np.nan),
        difficulty=np.full(labels.n_items, np.nan),
        contested=np.zeros(labels.n_items, dtype=np.bool_),
        iterations=1,
        converged=True,
        texts=texts,
    )


def mean_of_annotator(labels: Labels, values: FloatArray) -> FloatArray:
    """(A,) mean of the values (n,) of each annotator's labels; NaN without a label."""
    n = np.bincount(labels.annotator, minlength=labels.n_annotators)
    sums = summed(labels.annotator, values, labels.n_annotators)
    mean = np.full(labels.n_annotators, np.nan)
    np.divide(sums, n, out=mean, where=n > 0)
    return mean
