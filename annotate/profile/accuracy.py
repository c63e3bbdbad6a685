"""How often an annotator is right: against the reference, by reading, and by the model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from annotate.annotations import MISSING, Annotations
from annotate.comparison import Comparison
from annotate.consensus import fit_told
from annotate.judgements import reference
from annotate.profile.intervals import share
from annotate.profile.known import Estimate
from annotate.profile.reviewed import Reviewed
from annotate.reading import Estimated, from_reading


def against_reference(
    data: Annotations, comparison: Comparison, reviewed: Reviewed
) -> list[Estimate]:
    """For each annotator the share of labels equal to the reference, on items chosen fairly.

    Gold counts, and a ruling on an item that was drawn at random. Rulings on items that were
    looked for would make everybody look worse than they are, so they are left out, unless the
    item has gold as well: then the ruling stands in its place.
    """
    question = comparison.labels.question.name
    trusted = reference(data, question, reviewed.record)
    gold = data.gold.get(question)
    fair = reviewed.at_random if gold is None else reviewed.at_random | (gold != MISSING)
    item = comparison.labels.item
    usable = (trusted[item] != MISSING) & fair[item]
    right = usable & (comparison.labels.label == trusted[item])
    size = comparison.labels.n_annotators
    n = np.bincount(comparison.labels.annotator[usable], minlength=size)
    hits = np.bincount(comparison.labels.annotator[right], minlength=size)
    aside = np.bincount(
        comparison.labels.annotator[(trusted[item] != MISSING) & ~fair[item]], minlength=size
    )
    return [share(int(hits[a]), int(n[a]), _why_not(int(aside[a]))) for a in range(size)]


def _why_not(aside: int) -> str:
    if not aside:
        return "None of their items has gold or a ruling."
    rulings = "1 ruling is" if aside == 1 else f"{aside:,} rulings are"
    return f"The {rulings} on items that were not drawn at random, so no rate follows from them."


def by_reading(
    data: Annotations, comparison: Comparison, reviewed: Reviewed, folder: Path | None = None
) -> list[Estimated | None]:
    """For each annotator what the items that chance drew say; None where too few were read.

    The predictions that reading corrects come from labels and gold alone.
    """
    labels = comparison.labels
    numeric = labels.question.level.is_numeric
    if numeric or not reviewed.at_random.any() or not len(labels):
        return [None] * labels.n_annotators
    untold = fit_told(labels, data, None, folder=folder)
    return from_reading(labels, data, reviewed.record, 1.0 - untold.p_wrong)


def by_the_model(
    data: Annotations, comparison: Comparison, reviewed: Reviewed, folder: Path | None = None
) -> list[Estimate]:
    """For each annotator the accuracy that the default model gives them."""
    labels = comparison.labels
    trusted = reference(data, labels.question.name, reviewed.record)
    n = np.diff(comparison.start)
    why_none = _undefined(comparison, bool((trusted != MISSING).any()))
    if why_none:
        return [Estimate(reason=why_none) for _ in n]
    fitted = fit_told(labels, data, reviewed.record, folder=folder)
    low, high = fitted.interval()
    compared = np.bincount(
        labels.annotator[~np.isnan(comparison.same) | (trusted[labels.item] != MISSING)],
        minlength=labels.n_annotators,
    )
    return [
        Estimate(float(fitted.accuracy[a]), float(low[a]), float(high[a]), int(n[a]))
        if compared[a]
        else Estimate(reason="None of their items has another label or a reference.")
        for a in range(labels.n_annotators)
    ]


def _undefined(comparison: Comparison, has_reference: bool) -> str:
    """Why the model can say nothing about this question; empty where it can."""
    question = comparison.labels.question
    if question.level.is_numeric:
        return f"The annotator model is for categories; “{question.name}” is {question.level}."
    if not has_reference and np.isnan(comparison.among).all():
        return (
            "No item has labels from three annotators and there is no reference,"
            " so nothing tells who is right where two differ."
        )
    return ""
