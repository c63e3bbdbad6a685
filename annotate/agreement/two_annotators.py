"""How much two annotators differ in their agreement with the others.

They are compared to first order: the difference of two means over items, each item counting on
both sides (the infinitesimal jackknife).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from annotate.agreement.differences import Difference
from annotate.agreement.distances import SetMeasure
from annotate.agreement.options import Options, checked, checked_data, checked_rows
from annotate.agreement.tables import Tables, tables_of
from annotate.annotations import Annotations, FloatArray, IntArray, Labels
from annotate.counts import cells_of
from annotate.errors import NotFoundError
from annotate.tally import summed


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
    agreed = _first_order([side.of_share() for side in sides], 1.0)
    apart = _first_order([side.of_distance() for side in sides], -tables.chance)
    alpha = replace(apart, first=1 + apart.first, second=1 + apart.second)
    reason = tables.why_undefined() if np.isnan(tables.chance) else None
    shared = min(side.item.size for side in sides)
    if shared < 2:
        reason = "One of them shares fewer than two items with others."
    return {
        "agreement": _because(agreed, reason if shared < 2 else None),
        "alpha": _because(alpha, reason),
    }


def _because(found: Difference, reason: str | None) -> Difference:
    return found if reason is None else replace(found, low=np.nan, high=np.nan, reason=reason)


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
        cell = cells_of(table, item, label)
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
    (one, moves), (other, moved) = sides
    change = (moves - moved) / unit
    items = int(((moves != 0) | (moved != 0)).sum())
    value = (one - other) / unit
    if items < 2:
        return Difference(one / unit, other / unit, value, np.nan, np.nan)
    error = np.sqrt(float(change @ change) * items / (items - 1))
    reach = float(stdtrit(items - 1, 0.975)) * float(error)
    return Difference(one / unit, other / unit, value, value - reach, value + reach)
