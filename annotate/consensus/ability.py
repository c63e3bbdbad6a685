"""How good each annotator is, from how probably wrong their labels are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.fitted import Fitted, mean_of_annotator

# Labels at everyone's mean accuracy that each annotator starts with, so that three labels in
# agreement are not called perfect.
PULL = 0.5
# Standard deviation of an annotator's accuracy that more labels of theirs do not take away:
# errors that annotators share make everybody look better or worse than they are.
SHARED = 0.06
# Items with a reference that halve the variance of that: they say how far everybody errs together.
HALVED = 15


def with_ability(fitted: Fitted) -> Fitted:
    """The same with each annotator's accuracy pulled to the mean, and its spread.

    The spread has three parts: which of their labels are wrong, what so few labels can say of
    anyone, and errors that are shared, on items where no reference takes them away.
    """
    labels, p = fitted.labels, fitted.p_wrong
    n = np.bincount(labels.annotator, minlength=labels.n_annotators)
    right = mean_of_annotator(labels, 1.0 - p)
    if not n.sum():
        return fitted
    mean = float(((1.0 - p).sum() + 1) / (p.size + 2))
    own = n / (n + PULL)
    accuracy = own * right + (1 - own) * mean
    among = float(np.average((np.nan_to_num(right, nan=mean) - mean) ** 2, weights=n))
    unknown = fitted.known[labels.item] == MISSING
    shared = (
        mean_of_annotator(labels, unknown.astype(np.float64))
        * SHARED
        / np.sqrt(1 + fitted.n_fair / HALVED)
    )
    sampling = mean_of_annotator(labels, p * (1 - p)) / np.maximum(n, 1)
    spread: FloatArray = np.sqrt(
        own**2 * (sampling + shared**2) + (1 - own) ** 2 * max(among, 0.02)
    )
    return replace(fitted, accuracy=accuracy, spread=spread)
