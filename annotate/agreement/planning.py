"""How many items would make an interval as narrow as wanted.

The width of an interval over items falls with the root of their number (all errors here are those
of means over items), so N items with half-width h need N (h / wanted)² for a half-width of
``wanted``, if the further items are like those that are there.
"""

from __future__ import annotations

import math

from annotate.agreement.results import Coefficient

WANTED = 0.05


def items_needed(coefficient: Coefficient, n_items: int, within: float = WANTED) -> int | None:
    """Items with as many labels each as now for an interval of ± ``within``.

    ``n_items`` are the items that the coefficient rests on. None where it has no interval.
    """
    if coefficient.low is None or coefficient.high is None:
        return None
    half = (coefficient.high - coefficient.low) / 2
    if not math.isfinite(half) or n_items < 2:
        return None
    needed = n_items * (half / within) ** 2
    return math.ceil(needed - 1e-9 * needed)  # a trace of rounding is no further item
