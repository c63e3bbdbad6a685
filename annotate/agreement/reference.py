"""Each annotator against what is trusted: gold that was given, or the reviewer's rulings.

Only here is it called accuracy. Precision, recall, F1 and balanced accuracy are scikit-learn's
(``precision_recall_fscore_support``, ``balanced_accuracy_score``), but undefined where it warns and
says 0. For sets accuracy is that of the whole set, and precision and recall are those of each
member ("multilabel").

Shares have Wilson's interval (1927). F1 is 2J / (1 + J) of the share J of items with the category
on both sides among those with it on either, so its interval is J's. Balanced accuracy is a mean of
shares on separate items, whose intervals are combined by variance recovery (MOVER; Zou and Donner,
2008): each end is as far away as the root of the mean squared distances of the shares' ends.

Shapes: A annotators, C categories, n labels on items that have a reference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.numeric import NumericAgreement, beside_reference, numeric_agreement
from annotate.agreement.results import Coefficient
from annotate.agreement.shares import mean_interval, wilson
from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels, Level, Question
from annotate.tally import summed

_MOST = 1 << 22  # (annotator, category) numbers: beyond, categories are left out
_NONE_GIVEN = "They never gave this answer on an item with a reference."
_NONE_TRUE = "None of their items has this answer as its reference."
_NEITHER = "Neither they nor the reference have this answer on their items."


@dataclass(frozen=True)
class CategoryAccuracy:
    """One category: on how many items the reference has it, how many labels give it."""

    category: str
    n_reference: int
    n_given: int
    precision: Coefficient
    recall: Coefficient
    f1: Coefficient


@dataclass(frozen=True)
class ReferenceAgreement:
    """One annotator against the reference, on the ``n`` labels whose item has one.

    numbers   for numeric questions: bias, mean absolute error and the rest; else None
    """

    n: int
    accuracy: Coefficient
    balanced_accuracy: Coefficient
    categories: tuple[CategoryAccuracy, ...]
    numbers: NumericAgreement | None


def against_reference(
    labels: Labels, reference: IntArray, *, intervals: bool = True
) -> list[ReferenceAgreement | None]:
    """For each annotator (A,); None for one without a label on an item with a reference.

    ``reference`` (I,) are codes of the question's answers, MISSING where there is none.
    """
    keep = reference[labels.item] != MISSING
    who, said = labels.annotator[keep], labels.label[keep]
    trusted = reference[labels.item[keep]]
    size = labels.n_annotators
    n = summed(who, np.ones(who.size), size)
    hits = summed(who, (said == trusted).astype(np.float64), size)
    accuracy = _shares(hits, n, intervals=intervals)
    numbers: list[NumericAgreement] | list[None] = [None] * size
    if labels.question.level.is_numeric:
        beside = beside_reference(labels, reference)
        numbers = numeric_agreement(beside, size, intervals=intervals)
    counts = _counts(labels.question, who, said, trusted, size)
    found: list[ReferenceAgreement | None] = []
    for a in range(size):
        if not n[a]:
            found.append(None)
            continue
        categories = counts.of(a, intervals=intervals) if counts else ()
        balanced = _balanced(labels.question, categories)
        found.append(ReferenceAgreement(int(n[a]), accuracy[a], balanced, categories, numbers[a]))
    return found


def accuracy_of_all(labels: Labels, reference: IntArray, *, intervals: bool = True) -> Coefficient:
    """The share of all labels that equal the reference of their item.

    Labels of one item are right or wrong together, so the error is that of a mean over items.
    """
    keep = reference[labels.item] != MISSING
    item = labels.item[keep]
    right = (labels.label[keep] == reference[item]).astype(np.float64)
    if not right.size:
        return Coefficient(np.nan, np.nan, np.nan, "No item with a label has a reference.")
    value = float(right.mean())
    if not intervals:
        return Coefficient(value, None, None)
    change = summed(item, right - value, labels.n_items) / right.size
    items = float(np.unique(item).size)
    variance = float(change @ change) * items / max(items - 1, 1)
    low, high = mean_interval(np.array([value]), np.array([variance]), np.array([items]))
    few = "Only one item has a reference." if items < 2 else None
    return Coefficient(value, float(low[0]), float(high[0]), few)


@dataclass(frozen=True, eq=False)
class _Counts:
    """(A, C) labels that give a category, that should, and both."""

    categories: tuple[str, ...]
    given: FloatArray
    true: FloatArray
    both: FloatArray

    def of(self, a: int, *, intervals: bool) -> tuple[CategoryAccuracy, ...]:
        """The categories that occur in one annotator's labels or their reference."""
        given, true, both = self.given[a], self.true[a], self.both[a]
        seen = np.flatnonzero((given > 0) | (true > 0))
        given, true, both = given[seen], true[seen], both[seen]
        precision = _shares(both, given, _NONE_GIVEN, intervals=intervals)
        recall = _shares(both, true, _NONE_TRUE, intervals=intervals)
        either = _shares(both, given + true - both, _NEITHER, intervals=intervals)
        return tuple(
            CategoryAccuracy(
                self.categories[code],
                int(true[at]),
                int(given[at]),
                precision[at],
                recall[at],
                _doubled(either[at]),
            )
            for at, code in enumerate(seen.tolist())
        )


def _counts(
    question: Question, who: IntArray, said: IntArray, trusted: IntArray, size: int
) -> _Counts | None:
    """The counts of categories; None for numbers, and where they would not fit."""
    names = question.categories
    if question.level.is_numeric or size * len(names) > _MOST:
        return None
    members = _members(question)
    columns = []
    for has in members.T:
        gave, should = has[said], has[trusted]
        columns.append(
            [summed(who, each.astype(np.float64), size) for each in (gave, should, gave & should)]
        )
    given, true, both = np.array(columns).transpose(1, 2, 0) if columns else np.zeros((3, size, 0))
    return _Counts(names, given, true, both)


def _members(question: Question) -> BoolArray:
    """(K, C) which answers give which categories."""
    if question.level is not Level.SET:
        return np.eye(len(question.answers), dtype=np.bool_)
    return np.array(
        [[name in members for name in question.categories] for members in question.sets],
        dtype=np.bool_,
    ).reshape(len(question.answers), len(question.categories))


def _shares(
    hits: FloatArray, n: FloatArray, reason: str | None = None, *, intervals: bool
) -> list[Coefficient]:
    value = np.divide(hits, n, out=np.full(hits.shape, np.nan), where=n > 0)
    low, high = wilson(hits, n)
    return [
        Coefficient(np.nan, np.nan, np.nan, reason)
        if np.isnan(v)
        else Coefficient(v, bottom if intervals else None, top if intervals else None)
        for v, bottom, top in zip(value.tolist(), low.tolist(), high.tolist(), strict=True)
    ]


def _doubled(share: Coefficient) -> Coefficient:
    """F1 from the share of either side's items that both have: 2J / (1 + J), ends and all."""
    low, high = (None if end is None else 2 * end / (1 + end) for end in (share.low, share.high))
    return Coefficient(2 * share.value / (1 + share.value), low, high, share.reason)


def _balanced(question: Question, categories: tuple[CategoryAccuracy, ...]) -> Coefficient:
    """The mean recall of the categories that the reference has."""
    if question.level is Level.SET or question.level.is_numeric:
        kind = "sets" if question.level is Level.SET else "numbers"
        return Coefficient(np.nan, np.nan, np.nan, f"Balanced accuracy is not defined for {kind}.")
    recalls = [each.recall for each in categories if each.n_reference]
    if not recalls:
        return Coefficient(np.nan, np.nan, np.nan, "There are too many categories to count them.")
    values = np.array([each.value for each in recalls])
    mean = float(values.mean())
    if recalls[0].low is None:
        return Coefficient(mean, None, None)
    low = np.array([each.low for each in recalls], dtype=np.float64)
    high = np.array([each.high for each in recalls], dtype=np.float64)
    down, up = (float(np.sqrt(((values - end) ** 2).sum())) / values.size for end in (low, high))
    return Coefficient(mean, mean - down, mean + up)
