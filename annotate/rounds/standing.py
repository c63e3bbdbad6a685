"""How each annotator did before and after, and how the others did on the same items.

How right labels are is taken from Dawid and Skene's model with one accuracy for each annotator in
each round, so that nobody's second round is pulled to their first; gold and rulings are certain in
it. For numbers it is the distance from the mean of the others (or from the reference), with a minus.

Shapes: A annotators; two columns, before and after; n labels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, Annotations, FloatArray, IntArray, Labels
from annotate.consensus import fit
from annotate.judgements import Record, reference
from annotate.rounds.split import Split
from annotate.tally import summed

ENOUGH = 8  # labels on a side; with fewer a share says next to nothing


@dataclass(frozen=True, eq=False)
class Standing:
    """(A, 2) for before and after.

    right      share of their labels that are right; for numbers the mean distance with a minus
    variance   of that by chance, given how many labels there are
    n          labels
    others     the same of the other annotators' labels on the same items; NaN where there are none
    n_others   how many those are
    shares     whether ``right`` is a share
    """

    right: FloatArray
    variance: FloatArray
    n: IntArray
    others: FloatArray
    n_others: IntArray
    shares: bool

    @property
    def enough(self) -> np.ndarray:
        """(A,) whether there are labels enough on both sides."""
        return np.asarray((self.n >= ENOUGH).all(axis=1))


def standing(
    data: Annotations, question: str, split: Split, record: Record | None = None
) -> Standing:
    """Measure one question on both sides."""
    sides = [data.coded(question, rows) for rows in (split.before, split.after)]
    labels = _as_one(sides)
    known = reference(data, question, record)
    numeric = labels.question.level.is_numeric
    good = _nearness(labels, known) if numeric else _chance(labels, known)
    return _by_side(labels, good, data.n_annotators, shares=not numeric)


def _as_one(sides: list[Labels]) -> Labels:
    """Both sides as one, where each annotator is another one after."""
    first, second = sides
    size = first.n_annotators
    return replace(
        first,
        item=np.concatenate([first.item, second.item]),
        annotator=np.concatenate([first.annotator, second.annotator + size]),
        label=np.concatenate([first.label, second.label]),
        n_annotators=2 * size,
    )


def _chance(labels: Labels, known: IntArray) -> FloatArray:
    """(n,) how likely each label is right."""
    if not len(labels):
        return np.empty(0)
    fitted = fit(labels, known, model="one-coin")
    return np.asarray(1.0 - fitted.p_wrong)


def _nearness(labels: Labels, known: IntArray) -> FloatArray:
    """(n,) the distance from the reference, else from the mean of the others, with a minus."""
    number = labels.question.numbers[labels.label]
    total = summed(labels.item, number, labels.n_items)[labels.item]
    m = np.bincount(labels.item, minlength=labels.n_items)[labels.item]
    others = np.divide(total - number, m - 1, out=np.full(number.size, np.nan), where=m > 1)
    trusted = known[labels.item]
    there = trusted != MISSING
    others[there] = labels.question.numbers[trusted[there]]
    return np.asarray(-np.abs(number - others))


def _by_side(labels: Labels, good: FloatArray, size: int, *, shares: bool) -> Standing:
    heard = np.isfinite(good)
    item, who, good = labels.item[heard], labels.annotator[heard], good[heard]
    n = np.bincount(who, minlength=2 * size).astype(np.float64)
    right = np.divide(summed(who, good, 2 * size), n, out=np.full(2 * size, np.nan), where=n > 0)
    # Others are those who labelled the item on the same side, where the mean is over labels.
    place = item * np.int64(2) + (who >= size)
    _, group = np.unique(place, return_inverse=True)
    m, total = np.bincount(group)[group], summed(group, good, 0)[group]
    beside = np.divide(total - good, m - 1, out=np.zeros(good.size), where=m > 1)
    several = (m > 1).astype(np.float64)
    k = summed(who, several, 2 * size)
    others = np.divide(
        summed(who, beside * several, 2 * size), k, out=np.full(2 * size, np.nan), where=k > 0
    )
    variance = _variance(right, n) if shares else _of_means(who, good, right, n)
    beside_n = summed(who, (m - 1).astype(np.float64), 2 * size)
    columns = (right, variance, n, others, beside_n)
    right, variance, n, others, beside_n = (each.reshape(2, size).T for each in columns)
    counts = n.astype(np.int64), beside_n.astype(np.int64)
    return Standing(right, variance, counts[0], others, counts[1], shares)


def _variance(share: FloatArray, n: FloatArray) -> FloatArray:
    """Of a share p (1 - p) / n, with two made-up labels of either kind, so that all right is not called sure."""
    p = np.divide(share * n + 2, n + 4, out=np.full(n.size, np.nan), where=n > 0)
    return np.asarray(p * (1 - p) / np.where(n > 0, n, np.nan))


def _of_means(who: IntArray, good: FloatArray, mean: FloatArray, n: FloatArray) -> FloatArray:
    squares = summed(who, (good - mean[who]) ** 2, n.size)
    return np.asarray(squares / np.where(n > 1, n * (n - 1), np.nan))
