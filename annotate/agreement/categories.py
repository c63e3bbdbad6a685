"""Agreement on one category at a time: given or not given, everything else taken as one.

Each item's labels are reduced to how many gave the category, c of m, so the patterns of a
category are the few pairs (c, m) that occur, and every coefficient of patterns, with its interval,
costs next to nothing. Nominal alpha and Fleiss' kappa of such a two-answer table are the
category-wise ones of Fleiss (1971) and of Krippendorff (2004, section 11.4).

The specific agreement of a category is the chance that another label of an item gives it where one
does: sum c(c-1)/(m-1) / sum c over items with m >= 2 (Cicchetti and Feinstein, 1990; Uebersax).
A set question's categories are the members of its sets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotate.agreement.estimates import pattern_coefficients
from annotate.agreement.options import MEAN_KAPPA, Options
from annotate.agreement.results import Coefficient
from annotate.agreement.shares import mean_interval
from annotate.agreement.tables import Tables, counted
from annotate.annotations import FloatArray, IntArray, Level, Question
from annotate.counts import Patterns
from annotate.tally import ranked, summed

MOST_CATEGORIES = 200
_TWO = ("any other", "this one")


@dataclass(frozen=True)
class CategoryAgreement:
    """One category against all others.

    n_labels      labels that give it, on all items
    n_items       items on which somebody gave it and somebody could have differed
    specific      the chance that another label of an item gives it, where one does
    coefficients  those of the patterns, of “this category or not”
    """

    category: str
    n_labels: int
    n_items: int
    specific: Coefficient
    coefficients: dict[str, Coefficient]


def category_agreement(tables: Tables, options: Options) -> tuple[CategoryAgreement, ...]:
    """Each category that was used, in the order of the scale; none for numbers.

    None either where there are more than MOST_CATEGORIES.
    """
    if tables.question.level.is_numeric:
        return ()
    names = tables.question.categories
    if len(names) > MOST_CATEGORIES:
        return ()
    two = replace(
        options,
        weights="identity",
        coefficients=tuple(name for name in options.coefficients if name != MEAN_KAPPA),
    )
    return tuple(
        _of(tables, name, given, two)
        for name, given in zip(names, _given(tables.question), strict=True)
    )


def _given(question: Question) -> list[IntArray]:
    """For each category the codes of the answers that give it."""
    if question.level is not Level.SET:
        return [np.array([code]) for code in range(len(question.answers))]
    return [
        np.array([code for code, members in enumerate(question.sets) if name in members])
        for name in question.categories
    ]


def _of(tables: Tables, category: str, codes: IntArray, options: Options) -> CategoryAgreement:
    table = tables.table
    wanted = np.zeros(table.n_answers, dtype=np.bool_)
    wanted[codes] = True
    given = table.total(table.count * wanted[table.label])
    narrow = _two_answers(given, table.size, table.weight)
    question = Question(tables.question.name, Level.NOMINAL, _TWO)
    one = counted(question, np.arange(2), narrow, tables.n_annotators, options)
    comparable = table.size >= 2
    return CategoryAgreement(
        category=category,
        n_labels=int(table.weight @ given),
        n_items=int(table.weight @ ((given > 0) & comparable)),
        specific=_specific(given, table.size, table.weight, options),
        coefficients=pattern_coefficients(one, options),
    )


def _two_answers(given: FloatArray, size: FloatArray, weight: FloatArray) -> Patterns:
    """The patterns of “given or not”: the distinct (given, size) with their items."""
    base = int(size.max(initial=0)) + 1
    place, keys, _ = ranked((given * base + size).astype(np.int64))
    items = summed(place, weight, keys.size)
    yes, m = np.divmod(keys, base)
    table = np.stack([m - yes, yes], axis=1)
    pattern, label = np.nonzero(table)
    count = table[pattern, label].astype(np.float64)
    nothing: IntArray = np.empty(0, dtype=np.int64)
    return Patterns(pattern, label, count, items, nothing, 2)


def _specific(
    given: FloatArray, size: FloatArray, weight: FloatArray, options: Options
) -> Coefficient:
    """A ratio of sums over items; its error is to first order, as a Wilson interval."""
    pairable = size >= 2
    labels = given * pairable
    same = labels * (given - 1) / np.maximum(size - 1, 1)
    n = float(weight @ labels)
    if n == 0:
        return Coefficient(np.nan, np.nan, np.nan, "Nobody gave it where somebody could differ.")
    value = float(weight @ same) / n
    items = float(weight @ (labels > 0))
    if not options.replicates:
        return Coefficient(value, None, None)
    apart = (same - value * labels) / n
    variance = float(weight @ (apart * apart)) * items / max(items - 1, 1)
    low, high = mean_interval(np.array([value]), np.array([variance]), np.array([items]))
    return Coefficient(value, float(low[0]), float(high[0]))
