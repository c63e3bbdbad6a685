"""How far each label is from the others' on the same item, on a scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from annotate.annotations import FloatArray, IntArray, Labels, Level, paired
from annotate.comparison import Comparison
from annotate.tally import summed


@dataclass(frozen=True, eq=False)
class Deviations:
    """The labels that have others', sorted by annotator.

    at        (n,) where the label is in the comparison
    annotator, item   (n,) codes
    own       (n,) the number, on an ordinal scale the position from 0
    others    (n,) the mean of the others'
    unit      the standard deviation of all labels, what distances are measured in
    step      how far a label must be from the others' to be called different
    """

    at: IntArray
    annotator: IntArray
    item: IntArray
    own: FloatArray
    others: FloatArray
    unit: float
    step: float

    @property
    def apart(self) -> FloatArray:
        """(n,) own less the others'."""
        return self.own - self.others


def deviations(comparison: Comparison) -> Deviations:
    """For an ordinal or numeric question."""
    labels = comparison.labels
    values = scale(labels)[labels.label]
    pair = paired(labels.item, labels.annotator, labels.n_items, labels.n_annotators)
    visit, _ = pd.factorize(pair)

    def others(x: FloatArray) -> FloatArray:
        whole = summed(labels.item, x, labels.n_items)[labels.item]
        return np.asarray(whole - summed(visit, x, 0)[visit])

    n = others(np.ones(values.size))
    at = np.flatnonzero(n > 0.5)
    unit = float(values.std()) if values.size else 0.0
    ordinal = labels.question.level is Level.ORDINAL
    return Deviations(
        at=at,
        annotator=labels.annotator[at],
        item=labels.item[at],
        own=values[at],
        others=others(values)[at] / n[at],
        unit=unit,
        step=0.5 if ordinal else 0.5 * unit,
    )


def scale(labels: Labels) -> FloatArray:
    """(K,) where each answer stands: its number, or on an ordinal scale its position."""
    question = labels.question
    if question.level is Level.ORDINAL:
        return np.arange(len(question.answers), dtype=np.float64)
    return question.numbers
