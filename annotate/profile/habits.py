"""Which confusions stand out: what an annotator says where the others say something else.

For each annotator a, answer x and consensus of the others y other than x: of the items where
the others mostly say y, how often does a say x, and how often do the other annotators on
theirs? One-sided Fisher's exact test (Fisher 1935), then Benjamini and Hochberg (1995,
JRSS B 57, 289-300) over every cell that could have been named, of every annotator and
question: of the habits named, at most one in twenty is expected to be chance.

It says what stands out against the other annotators, not who is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotate.agreement import wilson
from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray
from annotate.profile.comparison import Comparison
from annotate.profile.known import Habit

CONFUSES = "confuses"
LEAST = 3  # no pattern is named on fewer cases
FALSE_SHARE = 0.05
WORTH_SAYING = 1.5  # times the others' rate: with many labels the smallest excess is significant


@dataclass(frozen=True)
class _Cells:
    """(C,) the cells that occur, and what each is to be held against.

    n of ``of``: this annotator; all_n of all_of: everyone. ``family`` counts the cells of the
    question that could have been named.
    """

    annotator: IntArray
    answer: IntArray
    expected: IntArray
    n: IntArray
    of: IntArray
    all_n: IntArray
    all_of: IntArray
    family: int


def cells(comparison: Comparison) -> IntArray:
    """(C, 4) annotator, own answer, the others' most frequent answer, count; as codes, sorted."""
    labels, size = comparison.labels, max(len(comparison.labels.question.answers), 1)
    known = comparison.others != MISSING
    key = labels.annotator[known].astype(np.int64) * size + labels.label[known]
    key = key * size + comparison.others[known]
    distinct, times = np.unique(key, return_counts=True)
    own, expected = np.divmod(distinct, size)
    annotator, answer = np.divmod(own, size)
    return np.stack([annotator, answer, expected, times], axis=1)


def habits(
    data: Annotations,
    comparisons: Mapping[str, Comparison],
    cells_of: Mapping[str, IntArray],
) -> dict[tuple[int, str], tuple[Habit, ...]]:
    """(annotator code, question) -> habits, most cases first; only those that have any.

    Questions on an interval or ratio level have none: 17 for 16 is no confusion.
    """
    counted = {
        name: _count(cells_of[name], comparison)
        for name, comparison in comparisons.items()
        if not comparison.labels.question.level.is_numeric
    }
    family = sum(found.family for found in counted.values())
    raw = {name: _exact(found) for name, found in counted.items()}
    adjusted = _benjamini_hochberg(np.concatenate([*raw.values(), np.zeros(0)]), family)
    named: dict[tuple[int, str], tuple[Habit, ...]] = {}
    first = 0
    for name, found in counted.items():
        p = adjusted[first : first + found.n.size]
        first += found.n.size
        for cell in np.flatnonzero((p <= FALSE_SHARE) & _worth_saying(found)):
            key = (int(found.annotator[cell]), name)
            habit = _habit(data, comparisons[name], found, int(cell), float(p[cell]))
            named[key] = (*named.get(key, ()), habit)
    return {key: tuple(sorted(some, key=lambda h: (-h.n, h.p))) for key, some in named.items()}


def _count(table: IntArray, comparison: Comparison) -> _Cells:
    """The cells with their margins."""
    size = max(len(comparison.labels.question.answers), 1)
    annotator, answer, expected, n = table.T
    row, at_row = np.unique(annotator * size + expected, return_inverse=True)
    of = np.bincount(at_row, weights=n, minlength=row.size).astype(np.int64)
    pair, at_pair = np.unique(expected * size + answer, return_inverse=True)
    all_n = np.bincount(at_pair, weights=n, minlength=pair.size).astype(np.int64)
    column, at_column = np.unique(expected, return_inverse=True)
    all_of = np.bincount(at_column, weights=n, minlength=column.size).astype(np.int64)

    # What could have been named: for each annotator and y seen often enough, each x not y
    # that anyone says there.
    confused, ways = np.unique((pair // size)[pair // size != pair % size], return_counts=True)
    ways_of = dict(zip(confused.tolist(), ways.tolist(), strict=True))
    family = sum(ways_of.get(int(y), 0) for y in (row % size)[of >= LEAST])
    return _Cells(
        annotator, answer, expected, n, of[at_row], all_n[at_pair], all_of[at_column], family
    )


def _exact(found: _Cells) -> FloatArray:
    """(C,) P(at least n of ``of``) were all annotators alike; inf where no habit can be named."""
    from scipy.stats import hypergeom  # slow to import, needed here alone

    p = np.full(found.n.size, np.inf)
    some = (found.answer != found.expected) & (found.n >= LEAST)
    p[some] = hypergeom.sf(found.n[some] - 1, found.all_of[some], found.all_n[some], found.of[some])
    return p


def _benjamini_hochberg(p: FloatArray, family: int) -> FloatArray:
    """(C,) adjusted: the smallest share of false discoveries at which each would be named."""
    order = np.argsort(p)[::-1]
    rank = np.arange(p.size, 0, -1)
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum.accumulate(p[order] * max(family, 1) / rank)
    return np.minimum(adjusted, 1.0)


def _worth_saying(found: _Cells) -> BoolArray:
    worth: BoolArray = found.n / found.of >= WORTH_SAYING * _peers(found)
    return worth


def _peers(found: _Cells) -> FloatArray:
    """(C,) the rate among the other annotators; infinite where there are none to compare."""
    rest = (found.all_of - found.of).astype(np.float64)
    rate = np.full(rest.size, np.inf)
    np.divide(found.all_n - found.n, rest, out=rate, where=rest > 0)
    return rate


def _habit(data: Annotations, comparison: Comparison, found: _Cells, cell: int, p: float) -> Habit:
    question = comparison.labels.question
    n, of = int(found.n[cell]), int(found.of[cell])
    answer, expected = int(found.answer[cell]), int(found.expected[cell])
    peers = float(_peers(found)[cell])
    low, high = wilson(n, of)
    detail = (
        f"says “{question.shown(answer)}” where the others say “{question.shown(expected)}”:"
        f" {n} of {of}; other annotators {peers:.0%}"
    )
    items = items_in_cell(comparison, int(found.annotator[cell]), answer, expected)
    return Habit(
        kind=CONFUSES,
        question=question.name,
        answer=question.answers[answer],
        expected=question.answers[expected],
        n=n,
        of=of,
        peers=peers,
        low=float(low),
        high=float(high),
        p=p,
        detail=detail,
        item_ids=tuple(data.item_ids[item] for item in items),
    )


def items_in_cell(comparison: Comparison, annotator: int, answer: int, expected: int) -> IntArray:
    """Item codes of one cell of an annotator's confusion with the others, in file order."""
    own = comparison.of(annotator)
    chosen = (comparison.labels.label[own] == answer) & (comparison.others[own] == expected)
    items: IntArray = comparison.labels.item[own][chosen]
    return items
