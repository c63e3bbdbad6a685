"""Each category before and after: how many of the labels that should say it do.

What an item's label should be is its reference (gold or a ruling), else the other annotators' most frequent
answer. Labels on one item are no separate draws, so shares stand on as many labels as would vary as
much if they were (effective size; Rao and Scott, 1992, Biometrics 48).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import (
    MISSING,
    Annotations,
    BoolArray,
    FloatArray,
    IntArray,
    Level,
    Question,
)
from annotate.comparison import compare, restrict
from annotate.judgements import Record, reference
from annotate.rounds.shares import NOTHING, Change, combined
from annotate.rounds.split import Split


@dataclass(frozen=True)
class CategoryChange:
    """One category.

    n_before, of_before   labels that say it, of those that should; n_after, of_after since
    change                the share after less that before; NaN where nothing should say it
    """

    category: str
    n_before: int
    of_before: int
    n_after: int
    of_after: int
    change: Change


def categories(
    data: Annotations, question: str, split: Split, record: Record | None = None
) -> tuple[CategoryChange, ...]:
    """Every category of a question, in its order; none for numbers."""
    asked = data.question(question)
    if asked.level.is_numeric or not asked.categories:
        return ()
    trusted = reference(data, question, record)
    before, after = (_side(data, asked, rows, trusted) for rows in (split.before, split.after))
    return tuple(
        CategoryChange(
            name,
            int(before.said[at]),
            int(before.asked[at]),
            int(after.said[at]),
            int(after.asked[at]),
            _change(before, after, at),
        )
        for at, name in enumerate(asked.categories)
    )


@dataclass(frozen=True, eq=False)
class _Side:
    """Of each category (C,): labels that say it, labels that should, and how many they are worth."""

    said: IntArray
    asked: IntArray
    worth: FloatArray


def _side(data: Annotations, question: Question, rows: BoolArray, trusted: IntArray) -> _Side:
    comparison = compare(restrict(data, rows), question.name)
    labels, size = comparison.labels, len(question.categories)
    known = trusted[labels.item]
    expected = np.where(known != MISSING, known, comparison.others)
    at, category, says = _should_say(question, labels.label, expected)
    said = np.bincount(category[says], minlength=size)
    asked = np.bincount(category, minlength=size)
    worth = _worth(labels.item[at], category, says, said, asked)
    return _Side(said, asked, worth)


def _should_say(
    question: Question, label: IntArray, expected: IntArray
) -> tuple[IntArray, IntArray, BoolArray]:
    """Which label (its place) should say which category, and whether it does."""
    known = np.flatnonzero(expected != MISSING)
    if question.level is not Level.SET:
        return known, expected[known], label[known] == expected[known]
    codes = {name: code for code, name in enumerate(question.categories)}
    members = [sorted(codes[name] for name in each) for each in question.sets]
    sizes = np.array([len(each) for each in members], dtype=np.int64)
    flat = np.array([code for each in members for code in each], dtype=np.int64)
    start = np.cumsum(sizes) - sizes
    many = sizes[expected[known]]
    at = np.repeat(known, many)
    within = np.arange(at.size) - np.repeat(np.cumsum(many) - many, many)
    category = flat[start[expected[at]] + within]
    held = np.repeat(np.arange(sizes.size), sizes) * len(codes) + flat
    return at, category, np.isin(label[at] * len(codes) + category, held)


def _worth(
    item: IntArray, category: IntArray, says: BoolArray, said: IntArray, asked: IntArray
) -> FloatArray:
    """(C,) how many labels drawn one by one would vary as much as these, in clusters by item.

    Where all are alike nothing varies, and there each item counts once.
    """
    size = asked.size
    share = said / np.maximum(asked, 1)
    groups, inverse = np.unique(item.astype(np.int64) * size + category, return_inverse=True)
    of_group = groups % size
    items = np.bincount(of_group, minlength=size)
    rest = np.bincount(inverse, weights=says - share[category], minlength=groups.size)
    squares = np.bincount(of_group, weights=rest * rest, minlength=size)
    spread = squares * items / np.maximum(items - 1, 1)
    alone = share * (1 - share) * asked.astype(np.float64) ** 2
    worth = np.divide(alone, spread, out=items.astype(np.float64), where=(spread > 0) & (alone > 0))
    return np.clip(worth, 1.0, np.maximum(asked, 1))


def _change(before: _Side, after: _Side, at: int) -> Change:
    if not (before.asked[at] and after.asked[at]):
        return NOTHING
    return combined(
        [
            (sign, float(side.said[at] / side.asked[at]), float(side.worth[at]))
            for sign, side in ((1.0, after), (-1.0, before))
        ]
    )
