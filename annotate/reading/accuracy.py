"""The accuracy of every annotator, estimated from what was read (``estimate`` has the formula)."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus import judged
from annotate.judgements import Record
from annotate.reading.drawn import drawn
from annotate.reading.estimate import Estimated, Population, estimate
from annotate.tally import sorted_order


def from_reading(
    labels: Labels, data: Annotations, record: Record, predicted: FloatArray
) -> list[Estimated | None]:
    """(A,) the estimate of each annotator; None where too little was drawn by chance and judged.

    ``predicted`` (n,) is the model's probability that each label is right, from labels and gold
    alone; NaN where it knows nothing. Known beforehand are labels on items with gold, and those that chance drew from
    another annotator's items. What was read because a rule put it first has no part in it.
    """
    chance = drawn(data, record)
    by_chance = chance.by_chance
    if not by_chance.any():
        return [None] * labels.n_annotators
    predicted = np.nan_to_num(predicted, nan=0.5)
    said, gold = judged(labels, data, record), _by_gold(labels, data)
    order = sorted_order(labels.annotator)
    bounds = np.searchsorted(labels.annotator[order], np.arange(labels.n_annotators + 1))
    found: list[Estimated | None] = []
    for annotator in range(labels.n_annotators):
        own = order[bounds[annotator] : bounds[annotator + 1]]
        item = labels.item[own]
        told = np.where(by_chance[item], said[own], np.nan)
        known = np.where(np.isnan(gold[own]) | ~np.isnan(told), told, gold[own])
        sampled = chance.sample_of(annotator)[item] & np.isnan(gold[own]) & ~np.isnan(told)
        known[sampled] = np.nan
        found.append(_estimate(known, told, predicted[own], sampled))
    return found


def _estimate(
    known: FloatArray, told: FloatArray, predicted: FloatArray, sampled: BoolArray
) -> Estimated | None:
    right, wrong = (int((known == each).sum()) for each in (1.0, 0.0))
    population = Population(predicted[np.isnan(known)], right, wrong)
    return estimate(told[sampled], predicted[sampled], population)


def _by_gold(labels: Labels, data: Annotations) -> FloatArray:
    """(n,) 1 where the label is the gold, 0 where it is not, NaN without gold."""
    codes: IntArray | None = data.gold.get(labels.question.name)
    if codes is None:
        return np.full(len(labels), np.nan)
    gold = codes[labels.item]
    return np.where(gold == MISSING, np.nan, labels.label == gold)
