"""Coefficients of the form (observed - chance) / (1 - chance), and alpha, each on ``Sums``.

Observed agreement is the mean over items of the share of label pairs that agree, for any
number of labels an item (Fleiss, 1971; Gwet, 2014, chapter 2 for weights and missing labels).
They differ in what they call chance. Each is NaN where its chance agreement is 1 or where no
item has two labels; where only one category was used all but percent agreement are NaN.

Items with one label do not count as observed, but do count in what is expected by chance by
Fleiss, Scott and Gwet; alpha leaves them out altogether.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotate.agreement.sums import Sums
from annotate.annotations import FloatArray


@dataclass(frozen=True)
class Scale:
    """What chance is on the whole scale: its answers, and their distances summed (q x q)."""

    answers: int
    distance: float


def percent_agreement(s: Sums, _: Scale) -> FloatArray:
    """The share of label pairs on one item that give the same answer, averaged over items."""
    return _ratio(s.same, s.pairable)


def krippendorff_alpha(s: Sums, _: Scale) -> FloatArray:
    """1 - D_o / D_e with D_o = observed / n and D_e = expected / (n(n-1)) (Krippendorff, 2011)."""
    observed = _ratio(s.observed, s.n)
    expected = _ratio(s.expected, s.n * (s.n - 1))
    return _where(s.spread > 0, 1 - _ratio(observed, expected))


def fleiss_kappa(s: Sums, _: Scale) -> FloatArray:
    """Chance is two draws from the answers' mean shares over items (Fleiss, 1971)."""
    return _corrected(s, _ratio(s.shares, s.items**2))


def scott_pi(s: Sums, _: Scale) -> FloatArray:
    """Chance is two draws from all labels pooled (Scott, 1955; multi-pi for more than two).

    It is Fleiss' kappa where all items have equally many labels.
    """
    return _corrected(s, _ratio(s.pooled, s.labels**2))


def gwet_ac(s: Sums, scale: Scale) -> FloatArray:
    """AC1, with weights AC2: chance is T sum_k p_k (1 - p_k) / (q(q-1)) (Gwet, 2008, 2014).

    T is the sum of all q x q weights, p_k the mean share of answer k over items.
    """
    q = max(scale.answers, 2)
    weights = scale.answers**2 - scale.distance
    return _corrected(s, 1 - weights * (1 - _ratio(s.squares, s.items**2)) / (q * (q - 1)))


def brennan_prediger(s: Sums, scale: Scale) -> FloatArray:
    """Chance is an even draw from the scale, T / q² (Brennan and Prediger, 1981)."""
    return _corrected(s, np.full_like(s.apart, _even_distance(scale)))


Formula = Callable[[Sums, Scale], FloatArray]

FORMULAS: dict[str, Formula] = {
    "percent_agreement": percent_agreement,
    "krippendorff_alpha": krippendorff_alpha,
    "fleiss_kappa": fleiss_kappa,
    "scott_pi": scott_pi,
    "gwet_ac": gwet_ac,
    "brennan_prediger": brennan_prediger,
}


def _always(lowest: float) -> Formula:
    return lambda s, _: np.full_like(s.apart, lowest)


def _fleiss_lowest(s: Sums, _: Scale) -> FloatArray:
    """1 - 2N / (pairable items), which is -1 where all items have two labels or more.

    A distance of chance is concave in the shares (all distances here are squared Euclidean in
    some space), so it is at least its mean over items; and an item of m labels has at most
    m/(m-1) <= 2 times its own.
    """
    return 1 - 2 * _ratio(s.items, s.pairable)


def _scott_lowest(s: Sums, _: Scale) -> FloatArray:
    """1 - labels / (pairable items), by the same argument with items weighted by m; at most -1."""
    return 1 - np.maximum(_ratio(s.labels, s.pairable), 2)


def _even_lowest(s: Sums, scale: Scale) -> FloatArray:
    """Where no labels agree and chance is an even draw, the most that Gwet's can be as well."""
    distance = np.full_like(s.apart, _even_distance(scale))
    return 1 - _ratio(np.ones_like(distance), distance)


LOWEST: dict[str, Formula] = {
    "percent_agreement": _always(0.0),
    "krippendorff_alpha": _always(-1.0),
    "fleiss_kappa": _fleiss_lowest,
    "scott_pi": _scott_lowest,
    "gwet_ac": _even_lowest,
    "brennan_prediger": _even_lowest,
    "cohen_kappa_mean": _always(-1.0),
}
"""What no coefficient can be below, for as many items and labels as ``Sums`` has."""


def _even_distance(scale: Scale) -> float:
    """The mean distance of two even draws from the scale, 1 - T / q²."""
    return scale.distance / max(scale.answers, 1) ** 2


def _corrected(s: Sums, expected: FloatArray) -> FloatArray:
    """(P - P_e) / (1 - P_e), as 1 - (1 - P) / (1 - P_e); ``expected`` is 1 - P_e."""
    observed = _ratio(s.apart, s.pairable)
    # Shares sum to exactly N where one category was used; the slack is for rounding beside it.
    several = s.squares < s.items**2 * (1 - 1e-13)
    return _where(several, 1 - _ratio(observed, expected))


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """The quotient, NaN where there is nothing below."""
    undefined = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    return np.asarray(np.divide(above, below, out=undefined, where=below > 0))


def _where(
    defined: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], value: FloatArray
) -> FloatArray:
    return np.where(defined, value, np.nan)
