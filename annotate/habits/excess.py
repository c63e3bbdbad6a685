"""Is a count more than the others let expect, when honest annotators differ as well?

Annotators who do nothing odd differ in skill and in taste, so a plain binomial test finds almost
everybody odd once labels are many. So the rate of each annotator is taken to vary about what the
others let expect, and a count has to stand out of that:

    variance of a rate = spread² x rate² + what is not known of the rate itself

The spread is learned from the annotators themselves, as the empirical null of Efron (2004, JASA
99, 96-104): it is the smallest at which the upper fifth of all counts looks as it should. So up
to a fifth may have the habit without hiding it. The tail with such a variance is the binomial's
with count and denominator over the design effect (Rao and Scott 1992, Biometrics 48, 577-585).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, ndtri

from annotate.annotations import FloatArray, IntArray

UPPER = 0.8  # quantile of the counts that the spread is learned from
WIDEST = 4.0
STEPS = 18
ENOUGH = 1.0  # cases to be expected, for a count to say something about the spread
FEW = 20.0  # counts' worth of the usual spread that is believed beforehand
PLENTY = 5_000  # counts, of which more tell no more
USUAL = 0.3  # how far honest annotators' rates differ, as a share of the rate


def upper_tail(
    n: FloatArray | IntArray, of: FloatArray | IntArray, rate: FloatArray, variance: FloatArray
) -> FloatArray:
    """(C,) P(a count of at least ``n``); 1 where nothing was to be counted."""
    rate = np.clip(rate, 1e-9, 1 - 1e-9)
    deff = 1 + np.maximum(np.asarray(of) - 1, 0) * variance / (rate * (1 - rate))
    k, rest = n / deff, (np.asarray(of) - n) / deff
    p: FloatArray = np.where(np.asarray(n) > 0, betainc(np.maximum(k, 1e-12), rest + 1, rate), 1.0)
    return p


def spread(
    n: FloatArray | IntArray, of: FloatArray | IntArray, rate: FloatArray, variance: FloatArray
) -> float:
    """How far annotators' rates differ, as a share of the rate, beyond chance and ``variance``.

    With few counts it is near the usual one, since little can be learned.
    """
    told = np.flatnonzero((rate * of >= ENOUGH) & (rate < 1))
    if not told.size:
        return USUAL
    told = told[:: 1 + told.size // PLENTY]
    n, of, rate, variance = n[told], of[told], rate[told], variance[told]
    low, high = 0.0, WIDEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        wide = variance + (middle * rate) ** 2
        at_least, more = (upper_tail(n + more, of, rate, wide) for more in (0, 1))
        fitting = np.quantile((at_least + more) / 2, 1 - UPPER) >= 1 - UPPER
        low, high = (low, middle) if fitting else (middle, high)
    weight = n.size / (n.size + FEW)
    return float(np.sqrt(weight * high**2 + (1 - weight) * USUAL**2))


def beyond(
    n: FloatArray | IntArray, of: FloatArray | IntArray, rate: FloatArray, variance: FloatArray
) -> FloatArray:
    """(C,) p of each count, with the spread learned from all of them."""
    wide = variance + (spread(n, of, rate, variance) * rate) ** 2
    return upper_tail(n, of, rate, wide)


def z_score(p: FloatArray) -> FloatArray:
    """How many standard deviations out an upper tail of p is."""
    return np.asarray(-ndtri(np.clip(p, 1e-300, 1 - 1e-16)))
