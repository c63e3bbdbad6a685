"""Who comes to differ from the others: from some day on, or in the course of a sitting.

For each annotator the labels stand in order with how far they differ from the others', less how
far the others differ among themselves on the item. The sums of these about their mean, from the
first label on, are a bridge; how far it reaches has Kolmogorov's distribution if nothing changed
(Ploberger and Krämer 1992, Econometrica 60, 271-285), and where it is lowest is the change. What
changes bit by bit is found better by its trend, so the better of the two counts, twice. The
variance takes labels that follow each other together, as far as those of all annotators are alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import kolmogorov, ndtr

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray
from annotate.comparison import Comparison
from annotate.habits.candidates import Candidates
from annotate.habits.known import LEAST, Kind
from annotate.habits.sittings import Worked
from annotate.tally import starts, summed

FEWEST = 20  # labels in order, for a change among them to be looked for
TIMES, MORE = 1.5, 0.15  # the share that differs after the change, against before
SITTINGS = 3


@dataclass(frozen=True, eq=False)
class Series:
    """Labels in order: those of one annotator together, annotators in the order of their codes.

    at, annotator   (n,) where in the comparison; code
    excess          (n,) how much more it differs than the others among themselves
    """

    at: IntArray
    annotator: IntArray
    excess: FloatArray


def drifts(
    data: Annotations, comparison: Comparison, work: Worked, round_code: int = MISSING
) -> Candidates:
    """A candidate for each annotator with enough labels that have times."""
    keep = np.ones(work.at.size, dtype=np.bool_)
    if round_code != MISSING:
        keep = data.table["round"].to_numpy()[comparison.row[work.at]] == round_code
    series = _series(comparison, work.at[keep])
    found = _changes(series)
    times = data.table["time"].to_numpy()[comparison.row[series.at]]
    since = [str(times[k].astype("datetime64[m]")).replace("T", " ") for k in found.change]
    return _candidates(
        comparison, series, found, kind=Kind.DRIFTS, round_code=round_code, since=since
    )


def tires(comparison: Comparison, work: Worked) -> Candidates:
    """The same by the time since the sitting began; what differs between sittings is taken off."""
    usable = _defined(comparison)[work.at]
    at, sitting, minutes = work.at[usable], work.sitting[usable], work.minutes[usable]
    several = np.bincount(sitting)[sitting] > 1 if sitting.size else usable[:0]
    at, sitting, minutes = at[several], sitting[several], minutes[several]
    annotator = comparison.labels.annotator[at]
    series = _series(comparison, at)
    size = int(sitting.max(initial=-1)) + 1
    mean = summed(sitting, series.excess, size) / np.maximum(
        np.bincount(sitting, minlength=size), 1
    )
    within = series.excess - mean[sitting] if at.size else series.excess
    order = np.lexsort((minutes, annotator))
    first = np.unique(sitting, return_index=True)[1]
    enough = np.bincount(annotator[first], minlength=comparison.labels.n_annotators) >= SITTINGS
    series = Series(at[order], annotator[order], within[order])
    found = _changes(series, enough)
    since = [f"{minute:.0f} minutes" for minute in minutes[order][found.change]]
    return _candidates(comparison, series, found, kind=Kind.TIRES, since=since)


def _defined(comparison: Comparison) -> BoolArray:
    return np.asarray(~np.isnan(comparison.same))


def _series(comparison: Comparison, at: IntArray) -> Series:
    at = at[_defined(comparison)[at]]
    differs = 1 - comparison.same[at]
    hard = 1 - comparison.among[at]
    hard = np.where(np.isnan(hard), np.nanmean(hard) if np.isfinite(hard).any() else 0.0, hard)
    annotator = comparison.labels.annotator[at]
    slope = _slope(hard, differs, annotator)
    return Series(at, annotator, differs - slope * hard)


def _slope(x: FloatArray, y: FloatArray, group: IntArray) -> float:
    """The common slope of y on x within the groups."""
    if not x.size:
        return 0.0
    n = np.maximum(np.bincount(group), 1)
    x = x - (np.bincount(group, x) / n)[group]
    y = y - (np.bincount(group, y) / n)[group]
    return float(x @ y / max(float(x @ x), 1e-12))


@dataclass(frozen=True, eq=False)
class _Changes:
    """(S,) annotators with a series: where it is (first, last), where it changes, and p."""

    annotator: IntArray
    first: IntArray
    last: IntArray
    change: IntArray
    p: FloatArray


def _changes(series: Series, enough: BoolArray | None = None) -> _Changes:
    """Where the bridge reaches lowest before it rises: from there on they differ more."""
    first = starts(series.annotator) if series.at.size else np.empty(0, dtype=np.int64)
    last = np.append(first[1:], series.at.size)[: first.size]
    n = last - first
    owner = np.repeat(np.arange(first.size), n)
    mean = summed(owner, series.excess, first.size) / np.maximum(n, 1)
    off = series.excess - mean[owner]
    bridge = np.cumsum(off)
    variance = summed(owner, off**2, first.size) / np.maximum(n - 1, 1)
    follow = np.maximum(1.0, _together(off, owner, variance))
    lowest = np.minimum.reduceat(bridge, first) if first.size else bridge
    where = np.flatnonzero(bridge == lowest[owner])
    change = where[np.unique(owner[where], return_index=True)[1]] + 1
    reach = -lowest / np.sqrt(np.maximum(variance * follow * n, 1e-12))
    # One direction is half of what either reaches.
    jump = kolmogorov(np.maximum(reach, 0)) / 2
    p = np.minimum(2 * np.minimum(jump, _trend(off, owner, first, variance * follow)), 1.0)
    annotator = series.annotator[first]
    long = (n >= FEWEST) & (change < last) & (change > first)
    if enough is not None:
        long &= enough[annotator]
    return _Changes(annotator[long], first[long], last[long], change[long], p[long])


def _trend(off: FloatArray, owner: IntArray, first: IntArray, variance: FloatArray) -> FloatArray:
    """(S,) p of the slope of ``off`` on the place in the series."""
    n = np.bincount(owner, minlength=first.size)
    place = np.arange(off.size) - (first + (n - 1) / 2)[owner]
    size = np.sqrt(np.maximum(variance * summed(owner, place**2, first.size), 1e-12))
    return np.asarray(ndtr(-summed(owner, place * off, first.size) / size))


def _together(off: FloatArray, owner: IntArray, variance: FloatArray) -> float:
    """How many times the variance of sums is that of single labels, from one to the next."""
    if off.size < 2:
        return 1.0
    same = owner[1:] == owner[:-1]
    products = np.bincount(owner[1:][same], (off[1:] * off[:-1])[same], minlength=variance.size)
    n = np.bincount(owner, minlength=variance.size)
    known = (n >= FEWEST) & (variance > 0)
    if not known.any():
        return 1.0
    rho = float(np.median(products[known] / (variance[known] * n[known]) + 1 / n[known]))
    return (1 + min(max(rho, 0.0), 0.8)) / (1 - min(max(rho, 0.0), 0.8))


def _candidates(
    comparison: Comparison,
    series: Series,
    found: _Changes,
    *,
    kind: Kind,
    round_code: int = MISSING,
    since: list[str],
) -> Candidates:
    labels, others = comparison.labels, comparison.others[series.at]
    known = others != MISSING
    differs = known & (others != labels.label[series.at])
    upto_known, upto_differs = (np.concatenate([[0], np.cumsum(x)]) for x in (known, differs))
    first, last, change = found.first, found.last, found.change
    n, of = upto_differs[last] - upto_differs[change], upto_known[last] - upto_known[change]
    before = upto_differs[change] - upto_differs[first]
    before_of = upto_known[change] - upto_known[first]
    share, earlier = n / np.maximum(of, 1), before / np.maximum(before_of, 1)

    def cases(at: int) -> IntArray:
        part = slice(int(change[at]), int(last[at]))
        return np.asarray(labels.item[series.at[part]][differs[part]])

    hard = 1 - comparison.among[series.at]
    peers = [_mean(hard[change[k] : last[k]]) for k in range(first.size)]
    return Candidates(
        kind=kind,
        question=labels.question,
        annotator=found.annotator,
        n=n,
        of=of,
        peers=np.array(peers, dtype=np.float64),
        p=found.p,
        tried=np.ones(first.size, dtype=np.int64),
        worth=(share >= TIMES * earlier) & (share - earlier >= MORE) & (n >= LEAST),
        tested=first.size,
        cases=cases,
        effect=share - earlier,
        round=round_code,
        before=before,
        before_of=before_of,
        since=since,
    )


def _mean(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
