"""Regression to the mean: what an extreme first round lets expect of the next, without any letter.

Who stood out did so partly by chance, and chance does not come again. With x_j seen, its error
variance v_j, and true values that vary by tau² about m, what x_j lets expect is

    m + B_j (x_j - m),   B_j = tau² / (tau² + v_j)

(empirical Bayes; Efron and Morris, 1975; tau² by DerSimonian and Laird, 1986).
"""

from __future__ import annotations

import numpy as np

from annotate.annotations import FloatArray


def shrunk(seen: FloatArray, variance: FloatArray) -> FloatArray:
    """(A,) what the values let expect; NaN stays NaN, and with fewer than three nothing is shrunk."""
    known = np.isfinite(seen) & np.isfinite(variance) & (variance > 0)
    if int(known.sum()) < 3:
        return seen.copy()
    x, v = seen[known], variance[known]
    spread = _between(x, v)
    weight = 1 / (spread + v)
    middle = float(weight @ x / weight.sum())
    found = seen.copy()
    found[known] = middle + spread / (spread + v) * (x - middle)
    return found


def _between(x: FloatArray, v: FloatArray) -> float:
    """Tau²: the variance of the true values that is left once chance is taken off; at least 0."""
    w = 1 / v
    middle = w @ x / w.sum()
    apart = float(w @ (x - middle) ** 2)
    scale = float(w.sum() - (w @ w) / w.sum())
    return max((apart - (x.size - 1)) / scale, 0.0) if scale > 0 else 0.0


def shrunk_share(n: int, of: int, others: FloatArray, others_of: FloatArray) -> float:
    """What a share n / of lets expect, among the same share of other annotators.

    Beta-binomial: (n + M p) / (of + M), with p and M by the method of moments (Kleinman, 1973).
    """
    counts = np.append(others_of, of).astype(np.float64)
    cases = np.append(others, n).astype(np.float64)
    known = counts > 0
    counts, cases = counts[known], cases[known]
    if counts.size < 3 or not of:
        return n / of if of else float("nan")
    share, p = cases / counts, float(cases.sum() / counts.sum())
    total = counts.sum()
    apart = float(counts @ (share - p) ** 2)
    within = p * (1 - p)
    scale = float(total - (counts @ counts) / total)
    between = max((apart - (counts.size - 1) * within) / scale, 0.0) if scale > 0 else 0.0
    if between <= 0:
        return p
    strength = max(within / between - 1, 0.0)
    return (n + strength * p) / (of + strength)
