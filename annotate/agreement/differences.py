"""How much agreement differs between two sets of labels: rounds, filters, or two annotators.

Both sides rest on items, and where they share items their errors go together. So items are drawn
once for both: with the patterns of an item on either side as one joint pattern (or none, where a
side has no label for it), a replicate is one multinomial draw over the joint patterns, and the
difference of the two coefficients is taken in each. The interval is that of ``bca``; where the joint
patterns are too many to draw, the difference ± t jackknife errors over items.

Two annotators are compared to first order: the difference of two means over items, each item
counting on both sides (the infinitesimal jackknife).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import stdtrit

from annotate.agreement.bca import bias_corrected
from annotate.agreement.bootstrap import affordable_draws, draws, sums_of_draws
from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.distances import SetMeasure
from annotate.agreement.jackknife import left_out
from annotate.agreement.options import (
    Options,
    checked,
    checked_data,
    checked_questions,
    checked_rows,
)
from annotate.agreement.tables import Tables, tables_of
from annotate.agreement.weights import Weights
from annotate.annotations import Annotations, FloatArray, IntArray, Labels
from annotate.errors import DataError, NotFoundError
from annotate.tally import ranked, summed


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
        name: _between(data.coded(name, sides[0]), data.coded(name, sides[1]), options)
        for name in checked_questions(data, questions)
    }


def _between(one: Labels, other: Labels, options: Options) -> dict[str, Difference]:
    sides = tables_of(one, options)[0], tables_of(other, options)[0]
    joint = _Joint.of(sides)
    values = [
        {name: float(FORMULAS[name](side.whole, side.scale)) for name in options.coefficients}
        for side in sides
    ]
    drawn = _replicates(sides, joint, options) if options.replicates else None
    return {
        name: _difference(sides, joint, name, (values[0][name], values[1][name]), drawn)
        for name in options.coefficients
    }


def _difference(
    sides: tuple[Tables, Tables],
    joint: _Joint,
    name: str,
    values: tuple[float, float],
    drawn: dict[str, FloatArray] | None,
) -> Difference:
    value = values[0] - values[1]
    if np.isnan(value):
        side = sides[0] if np.isnan(values[0]) else sides[1]
        which = "first" if np.isnan(values[0]) else "second"
        return Difference(*values, np.nan, np.nan, np.nan, f"The {which}: {side.why_undefined()}")
    if drawn is None:
        return Difference(*values, value, None, None, "No interval was asked for.")
    without = joint.without(sides, name, values)
    if name in drawn and np.isnan(drawn[name]).mean() <= 0.05:
        ends = bias_corrected(value, drawn[name], without, joint.weight)
    elif name in drawn:
        reason = "In too many of the repeated draws of the items one side is undefined."
        return Difference(*values, value, np.nan, np.nan, reason)
    else:
        apart = without - joint.weight @ without / joint.n_items
        error = float(np.sqrt(joint.weight @ (apart * apart)))
        reach = float(stdtrit(max(joint.n_items - 1, 1), 0.975)) * error
        ends = value - reach, value + reach
    return Difference(*values, value, *ends)


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

    def split(self, drawn: FloatArray, side: int, n_patterns: int) -> FloatArray:
        """(b, P) how often each pattern of a side comes in draws (b, J) of joint patterns."""
        there = np.flatnonzero(self.pattern[side] >= 0)
        place = csr_array(
            (np.ones(there.size), (self.pattern[side][there], there)),
            shape=(n_patterns, self.weight.size),
        )
        return np.asarray((place @ drawn.T).T)

    def without(
        self, sides: tuple[Tables, Tables], name: str, values: tuple[float, float]
    ) -> FloatArray:
        """(J,) the difference without one item of each joint pattern."""
        left = []
        for side, pattern, value in zip(sides, self.pattern, values, strict=True):
            distances = side.level, side.near
            sums = left_out(side.table, side.terms, side.whole, distances, ranks=side.ranks)
            changed = FORMULAS[name](sums, side.scale)
            known = np.append(np.where(np.isnan(changed), value, changed), value)
            left.append(known[pattern])  # -1 takes the last: no change
        return np.asarray(left[0] - left[1])


def _replicates(
    sides: tuple[Tables, Tables], joint: _Joint, options: Options
) -> dict[str, FloatArray]:
    """(replicates,) the difference of each coefficient; none where they are too many to draw."""
    ranks = sides[0].ranks
    answers = max(side.table.n_answers for side in sides)
    if not affordable_draws(
        joint.weight.size, joint.n_items, answers, options.replicates, ranks=ranks
    ):
        return {}
    found: list[dict[str, FloatArray]] = []
    for at, side in enumerate(sides):

        def counts(at: int = at, side: Tables = side) -> Iterator[FloatArray]:
            width = answers * (3 + (answers if ranks else 0))
            for drawn in draws(joint.weight, options.replicates, options.seed, width):
                yield joint.split(drawn, at, len(side.table))

        sums = sums_of_draws(side.table, side.terms, (side.level, side.near), counts(), ranks=ranks)
        found.append({name: FORMULAS[name](sums, side.scale) for name in options.coefficients})
    return {name: found[0][name] - found[1][name] for name in options.coefficients}


def annotator_difference(
    data: Annotations,
    question: str,
    first: str,
    second: str,
    *,
    where: npt.ArrayLike | None = None,
    distance: SetMeasure = "jaccard",
) -> dict[str, Difference]:
    """Two annotators' ``agreement`` with the others, and their ``alpha``, one less the other.

    Items that both labelled count on both sides, so hard ones do not widen the interval.
    NotFoundError where a name is not in the data.
    """
    data, options = checked_data(data), checked(Options(distance=distance), ("krippendorff_alpha",))
    labels = data.coded(question, checked_rows(data, where))
    codes = tuple(_code(data, name) for name in (first, second))
    tables, kept = tables_of(labels, options)
    sides = [_Side.of(tables, kept, code) for code in codes]
    n = float(tables.whole.n)
    chance = float(tables.whole.expected) / (n * (n - 1)) if n > 1 else 0.0
    agreed = _first_order([side.of_share() for side in sides], 1.0)
    apart = _first_order([side.of_distance() for side in sides], -chance)
    shift = 1.0 if chance > 0 else np.nan
    alpha = Difference(
        shift + apart.first, shift + apart.second, apart.value * shift, apart.low, apart.high
    )
    reason = tables.why_undefined() if not chance > 0 else None
    shared = min(side.item.size for side in sides)
    if shared < 2:
        reason = "One of them shares fewer than two items with others."
    return {
        "agreement": _because(agreed, reason if shared < 2 else None),
        "alpha": _because(alpha, reason),
    }


def _because(found: Difference, reason: str | None) -> Difference:
    return (
        found
        if reason is None
        else Difference(found.first, found.second, found.value, np.nan, np.nan, reason)
    )


def _code(data: Annotations, name: str) -> int:
    if name in data.annotator_codes:
        return data.annotator_codes[name]
    raise NotFoundError(f"There is no annotator “{name}” in the data.")


@dataclass(frozen=True, eq=False)
class _Side:
    """One annotator's labels on items that others labelled, (n,) each, out of I items.

    item, share, apart   the item, the share of the others' labels that are the same, and the
                         mean distance from these
    """

    item: IntArray
    share: FloatArray
    apart: FloatArray
    n_items: int

    @classmethod
    def of(cls, tables: Tables, labels: Labels, code: int) -> _Side:
        own = np.flatnonzero(labels.annotator == code)
        item, label = labels.item[own], labels.label[own]
        table = tables.table
        keys = table.pattern.astype(np.int64) * table.n_answers + table.label
        cell = np.searchsorted(keys, table.of_item[item] * np.int64(table.n_answers) + label)
        visits = np.bincount(item, minlength=labels.n_items)[item]
        _, answer, often = np.unique(
            item.astype(np.int64) * table.n_answers + label, return_inverse=True, return_counts=True
        )
        m = table.size[table.pattern[cell]]
        keep = m > visits
        share = (table.count[cell] - often[answer])[keep] / (m - visits)[keep]
        apart = tables.terms.level[cell][keep] / (m - 1)[keep]
        return cls(item[keep], share, apart, labels.n_items)

    def of_share(self) -> tuple[float, FloatArray]:
        return self._mean(self.share)

    def of_distance(self) -> tuple[float, FloatArray]:
        return self._mean(self.apart)

    def _mean(self, values: FloatArray) -> tuple[float, FloatArray]:
        """The mean and (I,) each item's part in its error."""
        if not values.size:
            return np.nan, np.zeros(self.n_items)
        mean = float(values.mean())
        return mean, summed(self.item, (values - mean) / values.size, self.n_items)


def _first_order(sides: list[tuple[float, FloatArray]], unit: float) -> Difference:
    """The difference of two means over items in units of ``unit``."""
    unit = unit or np.nan
    (one, moves), (other, moved) = sides
    change = (moves - moved) / unit
    items = int(((moves != 0) | (moved != 0)).sum())
    value = (one - other) / unit
    if items < 2:
        return Difference(one / unit, other / unit, value, np.nan, np.nan)
    error = np.sqrt(float(change @ change) * items / (items - 1))
    reach = float(stdtrit(items - 1, 0.975)) * float(error)
    return Difference(one / unit, other / unit, value, value - reach, value + reach)
