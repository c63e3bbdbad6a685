"""Which distance a coefficient uses: the level's own for alpha, the chosen weights elsewhere."""

from __future__ import annotations

from typing import Literal

import numpy as np

from annotate.agreement.distances import (
    Absolute,
    Distance,
    Nominal,
    Ratio,
    SetDistance,
    SetMeasure,
    Squared,
)
from annotate.annotations import FloatArray, IntArray, Level, Question
from annotate.counts import Patterns
from annotate.errors import LevelError

Weights = Literal["identity", "linear", "quadratic"]


def level_distance(question: Question, table: Patterns, measure: SetMeasure) -> Distance:
    """Krippendorff's distance for the level of the question (2011, section C).

    ``question`` has the answers that occur, which ``table`` counts. Values are brought to a
    range of 1, which changes no alpha and keeps the digits. LevelError where the answers are
    no numbers, or a ratio question has one below zero.
    """
    answers = len(question.answers)
    match question.level:
        case Level.NOMINAL:
            return Nominal(answers)
        case Level.SET:
            return SetDistance.of(question.sets, measure)
        case Level.ORDINAL:
            return Squared(answers, mid_ranks(table))
        case Level.INTERVAL:
            return Squared(answers, _comparable(_numbers(question), table))
        case Level.RATIO:
            return Ratio(answers, _not_negative(question))


def mid_ranks(table: Patterns) -> FloatArray:
    """(K,) the mean rank of each answer among all pairable labels, as a share of them.

    Ordinal alpha is interval alpha on these (Krippendorff, 2011: the sum over g from c to k of
    n_g, less half of n_c and n_k, is the difference of the two mid-ranks).
    """
    n = table.by_answer(table.count * (table.size >= 2)[table.pattern])
    return np.asarray((np.cumsum(n) - n / 2) / max(n.sum(), 1.0))


def weight_distance(question: Question, used: IntArray, weights: Weights) -> tuple[Distance, float]:
    """The distance 1 - W between the ``used`` answers, and its sum over the whole scale.

    Linear and quadratic weights go by positions on the scale as it was given (nominal and
    ordinal, scikit-learn's convention) or by values (interval and ratio), and are 0 for the two
    answers farthest apart. Sets have no positions, so they always get identity weights.
    """
    answers = len(question.answers)
    if weights == "identity" or question.level is Level.SET or answers < 2:
        return Nominal(used.size), float(answers * (answers - 1))
    values = _numbers(question) if question.level.is_numeric else np.arange(answers, dtype=float)
    values = _to_unit_range(values)
    if weights == "linear":
        whole: Distance = Absolute(answers, values)
        kept: Distance = Absolute(used.size, values[used])
    else:
        whole, kept = Squared(answers, values), Squared(used.size, values[used])
    return kept, float(whole.times(np.ones(answers)).sum())


def _to_unit_range(values: FloatArray) -> FloatArray:
    """Values moved and scaled to 0..1, where they differ at all.

    The power of two in the largest goes first, which is exact: the difference of two numbers
    near the ends of what a float holds is one that it does not.
    """
    if not values.size:
        return values
    _, power = np.frexp(np.abs(values).max())
    values = np.ldexp(values, -power)
    low = values.min()
    reach = values.max() - low
    return np.asarray((values - low) / reach) if reach > 0 else np.zeros_like(values)


def _comparable(values: FloatArray, table: Patterns) -> FloatArray:
    """The values on the range of those that can be compared, which are all that alpha sees.

    One that only items with a single label have is moved into the range, or an extreme one
    would take the digits of the others.
    """
    paired = table.by_answer(table.count * (table.size >= 2)[table.pattern]) > 0
    if not paired.any():
        return np.zeros_like(values)
    return _to_unit_range(np.clip(values, values[paired].min(), values[paired].max()))


def near_one(question: Question) -> tuple[FloatArray, int]:
    """(K,) the answers as numbers over a power of two, and the power.

    The division is exact, and squares are then neither lost nor too large.
    """
    numbers = _numbers(question)
    _, power = np.frexp(np.abs(numbers).max(initial=0.0))
    return np.asarray(np.ldexp(numbers, -int(power))), int(power)


def _numbers(question: Question) -> FloatArray:
    """The answers as numbers; LevelError where one is not a finite number."""
    numbers = question.numbers
    if not np.isfinite(numbers).all():
        answer = question.answers[int(np.flatnonzero(~np.isfinite(numbers))[0])]
        raise LevelError(
            f"Question “{question.name}” is {question.level}, but its answer “{answer}” is no"
            " finite number. Mend these labels, or choose the level nominal or ordinal."
        )
    return numbers


def _not_negative(question: Question) -> FloatArray:
    numbers = _numbers(question)
    if (numbers < 0).any():
        answer = question.answers[int(np.argmin(numbers))]
        raise LevelError(
            f"Question “{question.name}” is ratio, which has a true zero, but there is the answer"
            f" “{answer}”. Choose the level interval for it, or mend the labels."
        )
    return numbers
