"""How much the labels of each item differ: what the queue of disagreements is sorted by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotate.agreement import item_disagreement
from annotate.annotations import FloatArray, Labels


def mean_disagreement(questions: Sequence[Labels]) -> FloatArray:
    """(I,) the mean over the questions that are defined for an item; NaN where none is.

    For one question it is how far apart two labels of the item are on average, from 0 to 1;
    NaN with fewer than two labels.
    """
    each = np.array([item_disagreement(labels) for labels in questions])
    defined = ~np.isnan(each)
    n_defined = defined.sum(axis=0)
    total = np.where(defined, each, 0.0).sum(axis=0)
    mean = np.full(n_defined.shape, np.nan)
    np.divide(total, n_defined, out=mean, where=n_defined > 0)
    return mean
