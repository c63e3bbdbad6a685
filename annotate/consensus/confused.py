"""Which answers each annotator takes for which, against what the model takes to be right.

Item i counts for right answer k as far as k is probably right there: label l of annotator a
adds T_ik to cell (a, k, l). So nobody is held to a majority that the model does not believe.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import FloatArray
from annotate.consensus.evidence import Evidence
from annotate.consensus.fitted import Fitted

MOST_CELLS = 20_000_000  # annotators times answers times answers, or items times answers


@dataclass(frozen=True, eq=False)
class Confused:
    """counts (A, K, K): expected labels of each annotator by right answer and answer given."""

    counts: FloatArray

    def shares(self, annotator: int) -> FloatArray:
        """(K, K) of the labels where k is right, the share that says l; NaN where there is none."""
        return _by_row(self.counts[annotator])

    def others(self, annotator: int) -> FloatArray:
        """(K, K) the same share among everyone else."""
        return _by_row(self.counts.sum(axis=0) - self.counts[annotator])


def _by_row(counts: FloatArray) -> FloatArray:
    n = counts.sum(axis=1, keepdims=True)
    share = np.full(counts.shape, np.nan)
    np.divide(counts, n, out=share, where=n > 1e-9)
    return share


def confused(fitted: Fitted) -> Confused | None:
    """The tables of all annotators; None for numbers and sets, and where they would be too large."""
    labels, size = fitted.labels, len(fitted.labels.question.answers)
    rows = max(labels.n_annotators * size, labels.n_items)
    if fitted.posterior is None or not size or rows * size > MOST_CELLS:
        return None
    table = Evidence(labels, fitted.known).by_pair(0, labels.n_items)
    found = (table.T @ fitted.posterior.full()).reshape(labels.n_annotators, size, size)
    return Confused(np.ascontiguousarray(found.transpose(0, 2, 1), dtype=np.float64))
