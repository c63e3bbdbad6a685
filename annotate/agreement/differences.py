"""How much agreement differs between two sets of labels, such as two rounds or filters.

Both sides rest on items, and where they share items their errors go together. So items are drawn
once for both: with the patterns of an item on either side as one joint pattern (or none, where a
side has no label for it), a replicate is one multinomial draw over the joint patterns, and the
difference of the two coefficients is taken in each. The interval is that of ``bca``; where the joint
patterns are too many to draw, or the items that move the difference too few, the difference ± t
jackknife errors over items.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import stdtrit

from annotate.agreement.bca import bias_corrected
from annotate.agreement.bootstrap import affordable_draws, draws, sums_of_draws
from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.distances import SetMeasure
from annotate.agreement.estimates import UNDEFINED_SHARE
from annotate.agreement.jackknife import left_out
from annotate.agreement.options import (
    Options,
    checked,
    checked_data,
    checked_questions,
    checked_rows,
)
from annotate.agreement.results import NOT_ASKED
from annotate.agreement.sums import Sums
from annotate.agreement.tables import Tables, tables_of
from annotate.agreement.weights import Weights
from annotate.annotations import Annotations, FloatArray, IntArray
from annotate.errors import DataError
from annotate.tally import ranked

Pair = tuple[Sums, Sums]  # of the two sides
_FEW_ITEMS = 10  # that move the difference; below, replicates take a handful of values


@dataclass(frozen=True)
class Difference:
    """``first`` less ``second``, with the 95% interval of the paired difference.

    ``low`` and ``high`` are None where no interval was asked for, NaN where there is none;
    ``reason`` says why the value, or else why the interval, is not there.
    """

    first: float
    second: float
    value: float
    low: float | None
    high: float | None
    reason: str | None = None


def difference(
    data: Annotations,
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    questions: str | Sequence[str] | None = None,
    weights: Weights = "identity",
    distance: SetMeasure = "jaccard",
    replicates: int = 10_000,
    seed: int = 0,
    coefficients: str | Collection[str] | None = tuple(FORMULAS),
) -> dict[str, dict[str, Difference]]:
    """The coefficients of the rows ``first`` less those of the rows ``second``, a question each.

    ``first`` and ``second`` (N,) are True for the rows of the table that a side has, such as those
    of one round; they may overlap. Coefficients are those that come from patterns; the other
    arguments are those of ``agreement``. DataError where something cannot be used as given.
    """
    data = checked_data(data)
    options = checked(Options(weights, distance, replicates, seed), coefficients)
    unknown = [name for name in options.coefficients if name not in FORMULAS]
    if unknown:
        raise DataError(
            f"“{unknown[0]}” has no paired difference. Choose among: {', '.join(FORMULAS)}."
        )
    sides = checked_rows(data, first), checked_rows(data, second)
    return {
        name: between(
            (
                tables_of(data.coded(name, sides[0]), options)[0],
                tables_of(data.coded(name, sides[1]), options)[0],
            ),
            options,
        )
        for name in checked_questions(data, questions)
    }


def between(sides: tuple[Tables, Tables], options: Options) -> dict[str, Difference]:
    """The coefficients of the first side's tables less those of the second's."""
    values = {name: tuple(_value(side, name) for side in sides) for name in options.coefficients}
    if not options.replicates:
        return {name: _without_interval(sides, pair) for name, pair in values.items()}
    joint = _Joint.of(sides)
    left, drawn = joint.left_out(sides), _replicates(sides, joint, options)
    return {
        name: _without_interval(sides, pair)
        if np.isnan(pair).any()
        else _difference(sides, joint, name, pair, (left, drawn))
        for name, pair in values.items()
    }


def _value(side: Tables, name: str) -> float:
    return float(FORMULAS[name](side.whole, side.scale)) if side.n_annotators > 1 else np.nan


def _without_interval(sides: tuple[Tables, Tables], values: tuple[float, ...]) -> Difference:
    """Undefined, with the side that is; or a value for which no interval was asked."""
    first, second = values
    for which, side, value in zip(("first", "second"), sides, values, strict=True):
        if np.isnan(value):
            reason = f"The {which}: {side.why_undefined()}"
            return Difference(first, second, np.nan, np.nan, np.nan, reason)
    return Difference(first, second, first - second, None, None, NOT_ASKED)


def _difference(
    sides: tuple[Tables, Tables],
    joint: _Joint,
    name: str,
    values: tuple[float, ...],
    sums: tuple[Pair, Pair | None],
) -> Difference:
    """``sums`` are, for each side, those without each item and those of the replicates."""
    first, second = values
    value = first - second
    without = joint.without(sides, name, values, sums[0])
    apart = without - joint.weight @ without / joint.n_items
    if sums[1] is None or _few_move(apart, joint.weight):
        error = float(np.sqrt(joint.weight @ (apart * apart)))
        reach = float(stdtrit(max(joint.n_items - 1, 1), 0.975)) * error
        return Difference(first, second, value, value - reach, value + reach)
    one, other = (
        FORMULAS[name](drawn, side.scale) for drawn, side in zip(sums[1], sides, strict=True)
    )
    if np.isnan(one - other).mean() > UNDEFINED_SHARE:
        reason = "In too many of the repeated draws of the items one side is undefined."
        return Difference(first, second, value, np.nan, np.nan, reason)
    low, high = bias_corrected(value, one - other, without, joint.weight)
    return Difference(first, second, value, low, high)


def _few_move(apart: FloatArray, weight: FloatArray) -> bool:
    """Whether the difference comes from so few items that repeated draws of them are coarse.

    By the number of items that would, if all weighed the same, leave as wide a spread: the squared
    sum of squares over the sum of fourth powers.
    """
    squares = apart * apart
    fourth = float(weight @ (squares * squares))
    return fourth > 0 and float(weight @ squares) ** 2 / fourth < _FEW_ITEMS


@dataclass(frozen=True, eq=False)
class _Joint:
    """The distinct pairs of patterns that items have on the two sides: (J,) each.

    pattern   for each side the pattern; -1 where the item has no label there
    weight    how many items have both
    """

    pattern: tuple[IntArray, IntArray]
    weight: FloatArray

    @property
    def n_items(self) -> int:
        return int(self.weight.sum())

    @classmethod
    def of(cls, sides: tuple[Tables, Tables]) -> _Joint:
        one, other = (side.table.of_item for side in sides)
        some = (one >= 0) | (other >= 0)
        base = len(sides[1].table) + 1
        code = (one[some] + 1) * np.int64(base) + other[some] + 1
        _, distinct, weight = ranked(code)
        left, right = np.divmod(distinct, base)
        return cls((left - 1, right - 1), weight.astype(np.float64))

    def places(self, sides: tuple[Tables, Tables]) -> tuple[csr_array, csr_array]:
        """For each side (P, J): which joint patterns hold which pattern."""
        return self._place(sides, 0), self._place(sides, 1)

    def _place(self, sides: tuple[Tables, Tables], side: int) -> csr_array:
        there = np.flatnonzero(self.pattern[side] >= 0)
        shape = len(sides[side].table), self.weight.size
        return csr_array((np.ones(there.size), (self.pattern[side][there], there)), shape=shape)

    def left_out(self, sides: tuple[Tables, Tables]) -> Pair:
        """The sums of each side without one item of each of its patterns."""
        one, other = (
            left_out(side.table, side.terms, side.whole, (side.level, side.near), ranks=side.ranks)
            for side in sides
        )
        return one, other

    def without(
        self, sides: tuple[Tables, Tables], name: str, values: tuple[float, ...], sums: Pair
    ) -> FloatArray:
        """(J,) the difference without one item of each joint pattern."""
        left = []
        for side, pattern, value, left_sums in zip(sides, self.pattern, values, sums, strict=True):
            changed = FORMULAS[name](left_sums, side.scale)
            known = np.append(np.where(np.isnan(changed), value, changed), value)
            left.append(known[pattern])  # -1 takes the last: no change
        return np.asarray(left[0] - left[1])


def _replicates(sides: tuple[Tables, Tables], joint: _Joint, options: Options) -> Pair | None:
    """The sums of each side in data sets drawn for both at once; None where too many to draw."""
    ranks = sides[0].ranks
    answers = max(side.table.n_answers for side in sides)
    if not affordable_draws(
        joint.weight.size, joint.n_items, answers, options.replicates, ranks=ranks
    ):
        return None
    places = joint.places(sides)
    parts: tuple[list[Sums], list[Sums]] = ([], [])
    width = answers * (3 + (answers if ranks else 0))
    for drawn in draws(joint.weight, options.replicates, options.seed, width):
        for side, place, found in zip(sides, places, parts, strict=True):
            counts = np.asarray((place @ drawn.T).T)
            distances = side.level, side.near
            found.append(sums_of_draws(side.table, side.terms, distances, [counts], ranks=ranks))
    return Sums.joined(parts[0]), Sums.joined(parts[1])
