"""Intervals for a share: Wilson's (1927), which stays honest near 0 and 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from annotate.annotations import FloatArray

_NORMAL = 1.959963984540054  # the 97.5% point of the normal distribution


def wilson(k: npt.ArrayLike, n: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """The 95% interval of a share of which ``k`` of ``n`` were seen; NaN where n is 0.

    (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = k/n (Wilson, 1927).
    """
    of = np.asarray(n, dtype=np.float64)
    share = np.divide(
        k, of, out=np.full(np.broadcast_shapes(np.shape(k), of.shape), np.nan), where=of > 0
    )
    return score_interval(share, of, np.asarray(_NORMAL))


def score_interval(
    share: FloatArray, n: FloatArray, quantile: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Wilson's interval at another quantile; ``n`` need not be whole. NaN stays NaN."""
    z2 = np.divide(
        quantile**2,
        n,
        out=np.full(np.broadcast_shapes(quantile.shape, n.shape), np.nan),
        where=n > 0,
    )
    middle = (share + z2 / 2) / (1 + z2)
    half = np.sqrt(z2 * share * (1 - share) + z2 * z2 / 4) / (1 + z2)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def mean_interval(
    mean: FloatArray, variance: FloatArray, n: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The 95% interval of a mean of n values in 0..1 that has this variance.

    Wilson's, with the number of yes-or-no answers that would leave the same variance, and
    Student's t with n - 1 degrees of freedom, since the variance was estimated. Where all values
    are 0 or all are 1 that number is n. NaN where n is below 2.
    """
    several = n >= 2
    binary = np.maximum(mean * (1 - mean), 0)
    alike = np.divide(
        binary, variance, out=n.astype(np.float64), where=(variance > 0) & (binary > 0)
    )
    sizes, which = np.unique(n, return_inverse=True)  # quantiles are slow, and sizes few
    quantile: FloatArray = np.asarray(
        stdtrit(np.where(sizes >= 2, sizes - 1, np.nan), 0.975), dtype=np.float64
    )[which]
    return score_interval(mean, np.where(several, alike, np.nan), quantile)
