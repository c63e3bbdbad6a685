"""The bias-corrected and accelerated bootstrap interval (Efron, 1987; Efron and Tibshirani, 1993, 14.3).

    ends   the G(z0 + (z0 + z) / (1 - a (z0 + z))) points of the replicates, z = ∓1.96
    z0     how far the value is from the median of the replicates, in normal units
    a      the skewness of the values without one item, over six

The percentile interval leans to one side where a coefficient is biased or its error grows with its
value, as kappas do on few items; this one puts that right from the same replicates.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from annotate.annotations import FloatArray

_ENDS = np.array([-1.959963984540054, 1.959963984540054])


def percentile(drawn: FloatArray) -> tuple[float, float]:
    """The 2.5% and 97.5% points of the replicates that have a value."""
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def bias_corrected(
    value: float, drawn: FloatArray, without: FloatArray, weight: FloatArray
) -> tuple[float, float]:
    """The BCa interval of ``value``; ``drawn`` (B,) are the replicates, NaN where undefined.

    ``without`` (P,) are the values without one item of each pattern, of which there are
    ``weight``; NaN counts as no change.
    """
    known = drawn[np.isfinite(drawn)]
    below = np.mean(known < value) + np.mean(known == value) / 2
    half = 0.5 / known.size
    z0 = float(ndtri(np.clip(below, half, 1 - half)))
    shifted = z0 + _ENDS
    points = ndtr(
        z0 + shifted / np.maximum(1 - _acceleration(value, without, weight) * shifted, 0.1)
    )
    low, high = np.quantile(known, points)
    return float(low), float(high)


def _acceleration(value: float, without: FloatArray, weight: FloatArray) -> float:
    """Sum (mean - v)³ / 6 (sum (mean - v)²)^1.5 over the items; 0 where all are the same."""
    left = np.where(np.isnan(without), value, without)
    apart = weight @ left / weight.sum() - left
    squares = float(weight @ (apart * apart))
    if squares <= 1e-24:
        return 0.0
    return float(weight @ apart**3) / float(6 * squares**1.5)
