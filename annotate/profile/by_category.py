"""One annotator against the reference, category by category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, Annotations
from annotate.comparison import Comparison
from annotate.judgements import Record, reference


@dataclass(frozen=True)
class CategoryScore:
    """How an annotator does on one category, against gold and rulings.

    precision   of their labels of this category, the share that is right
    recall      of the items that are this category, the share that they called so
    f1          the harmonic mean of both
    support     items of theirs that are this category

    A score whose denominator is 0 is NaN.
    """

    category: str
    precision: float
    recall: float
    f1: float
    support: int


def by_category(
    data: Annotations, comparison: Comparison, annotator_id: str, record: Record | None = None
) -> list[CategoryScore]:
    """The scores of an annotator for each answer, in code order; empty without a reference.

    scikit-learn's definitions (``precision_recall_fscore_support``).
    """
    own = comparison.of(data.annotator_codes[annotator_id])
    question = comparison.labels.question
    trusted = reference(data, question.name, record)[comparison.labels.item[own]]
    known = trusted != MISSING
    if not known.any():
        return []
    from sklearn.metrics import precision_recall_fscore_support  # slow to import

    codes = np.arange(len(question.answers))
    precision, recall, f1, support = precision_recall_fscore_support(
        trusted[known], comparison.labels.label[own][known], labels=codes, zero_division=np.nan
    )
    return [
        CategoryScore(
            question.shown(int(code)),
            float(precision[code]),
            float(recall[code]),
            float(f1[code]),
            int(support[code]),
        )
        for code in codes
    ]
