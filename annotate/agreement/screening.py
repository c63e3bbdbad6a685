"""Which annotators differ more than chance and hard items explain.

Each annotator's labels are set beside what the others do among themselves on the same items: with x
the mean distance of their label from the others' and y that of the others from each other,

    gap = mean(y - x) / D_e = their alpha less that of the others on their items.

An annotator who got the hard items is not blamed for them, as y rises with x. Where an item has
only one other label, y is the overall mean.

Among many annotators some look poor by luck, so two things guard the eye. ``flagged`` holds after
Benjamini and Hochberg (1995): of those flagged at most 5% are expected to be no different. And
``shrunken`` draws each alpha to the mean of all by how little it is known, with the spread among
annotators estimated from the data (DerSimonian and Laird, 1986; an empirical Bayes estimate).

A sum of squares gets D_e² added, one disagreement of chance size: three labels that happen to look
alike do not make an error of zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from annotate.agreement.tables import Tables
from annotate.annotations import BoolArray, FloatArray
from annotate.counts import AnnotatorPatterns
from annotate.tally import summed

FEWEST = 5  # shared labels below which nobody is tested
FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True, eq=False)
class Screening:
    """For each annotator (A,); NaN where they share too few items, or agreement is undefined.

    gap, low, high   their alpha less that of the others among themselves, with its 95% interval
    p                one-sided probability of such a gap or a lower one by chance
    flagged          whether p stands after Benjamini and Hochberg
    shrunken         their alpha, drawn to everybody's by how little it is known
    """

    gap: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    flagged: BoolArray
    shrunken: FloatArray


def screen(tables: Tables, rows: AnnotatorPatterns, alpha: FloatArray) -> Screening:
    """Screen every annotator; ``alpha`` (A,) are their alphas."""
    size = alpha.size
    chance = tables.chance
    who, count, x, y = _distances(tables, rows)
    n = summed(who, count, size)
    gap, error = _mean_and_error(who, count, y - x, n, chance)
    tested = (n >= FEWEST) & np.isfinite(alpha)
    gap, error = np.where(tested, gap, np.nan) / chance, np.where(tested, error, np.nan) / chance
    p = stdtr(np.maximum(n - 1, 1), gap / error)
    reach = stdtrit(np.maximum(n - 1, 1), 0.975) * error
    _, own_error = _mean_and_error(who, count, x, n, chance)
    return Screening(
        gap, gap - reach, gap + reach, p, discoveries(p), shrunken(alpha, own_error / chance)
    )


def discoveries(p: FloatArray, rate: float = FALSE_DISCOVERIES) -> BoolArray:
    """(A,) which hypotheses are rejected at this false discovery rate; NaN is not among them.

    The step-up rule of Benjamini and Hochberg (1995): all with p up to the largest p_(i) that is
    at most i/m times the rate.
    """
    known = p[np.isfinite(p)]
    ordered = np.sort(known)
    passed = np.flatnonzero(ordered <= rate * np.arange(1, known.size + 1) / max(known.size, 1))
    if not passed.size:
        return np.zeros(p.size, dtype=np.bool_)
    return np.asarray(np.nan_to_num(p, nan=2.0) <= ordered[passed[-1]])


def shrunken(values: FloatArray, error: FloatArray) -> FloatArray:
    """(A,) the values drawn to their mean: (v/e² + m/t²) / (1/e² + 1/t²).

    t² is DerSimonian and Laird's moment estimate of the spread among the true values; where it is
    0 all get the mean. NaN stays NaN.
    """
    known = np.isfinite(values) & np.isfinite(error) & (error > 0)
    result = np.full(values.size, np.nan)
    if known.sum() < 2:
        result[known] = values[known]
        return result
    v, w = values[known], 1 / error[known] ** 2
    mean = float(w @ v / w.sum())
    between = float(w @ (v - mean) ** 2) - (v.size - 1)
    spread = max(between / float(w.sum() - (w @ w) / w.sum()), 0.0)
    together = 1 / (1 / w + spread)
    centre = float(together @ v / together.sum())
    result[known] = centre + (v - centre) * spread * together
    return result


def _distances(
    tables: Tables, rows: AnnotatorPatterns
) -> tuple[np.ndarray, FloatArray, FloatArray, FloatArray]:
    """Of the rows on pairable items: annotator, how often, x and y."""
    table, terms = tables.table, tables.terms
    pattern = table.pattern[rows.cell]
    keep = table.size[pattern] >= 2
    pattern, cell = pattern[keep], rows.cell[keep]
    m, away = table.size[pattern], terms.level[cell]
    whole = table.total(table.count * terms.level)[pattern]
    overall = float(tables.whole.observed) / max(float(tables.whole.n), 1)
    pairs = (m - 1) * (m - 2)
    among = np.full(m.size, overall)
    np.divide(np.maximum(whole - 2 * away, 0), pairs, out=among, where=pairs > 0)
    return rows.annotator[keep], rows.count[keep], away / (m - 1), among


def _mean_and_error(
    who: np.ndarray, count: FloatArray, values: FloatArray, n: FloatArray, chance: float
) -> tuple[FloatArray, FloatArray]:
    """(A,) the mean of each annotator's values and its standard error."""
    safe = np.maximum(n, 1)
    mean = summed(who, count * values, n.size) / safe
    apart = values - mean[who]
    squares = summed(who, count * apart * apart, n.size)
    return mean, np.sqrt(squares + chance**2) / safe
