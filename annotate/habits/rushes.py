"""Who answers faster than an item takes to read, by the others' times and by their own pace.

The usual time of an item for someone: what its length lets expect, corrected by how long the
others took for it. A label is fast in under a third of it. Some people read fast, so how many
fast ones are to be expected follows from the annotator's own pace, as far as that is a pace that
people have; times of models are no reading.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from annotate.annotations import Annotations, BoolArray, FloatArray, IntArray, Status
from annotate.habits.candidates import Candidates, cases_where
from annotate.habits.excess import beyond
from annotate.habits.known import LEAST, Kind
from annotate.habits.means import FEWEST
from annotate.tally import sorted_order, summed

FAST = np.log(1 / 3)
SHARE, TIMES = 0.1, 2.0  # of their labels, and the others' share, for it to be worth saying
PULL = 1.0  # others' times on an item that its length is worth
WITHIN = 0.25  # quantile, and so far slow paces are common


@dataclass(frozen=True, eq=False)
class _Timed:
    """Annotations of people with a time, sorted by annotator: log of time over the usual."""

    annotator: IntArray
    item: IntArray
    pace: FloatArray


def rushes(data: Annotations) -> Candidates | None:
    """A candidate for each person with times; None where nobody has any to compare."""
    timed = _timed(data)
    people = np.unique(timed.annotator)
    if people.size < FEWEST:
        return None
    size = data.n_annotators
    of = np.bincount(timed.annotator, minlength=size)
    fast: BoolArray = timed.pace < FAST
    n = np.bincount(timed.annotator[fast], minlength=size)
    who = np.flatnonzero(of >= LEAST)
    rest = of.sum() - of[who]
    peers = (n.sum() - n[who]) / np.maximum(rest, 1)
    rate = np.maximum(_expected(timed, of)[who], (peers * rest + 0.5) / (rest + 1))
    return Candidates(
        kind=Kind.RUSHES,
        question=None,
        annotator=who,
        n=n[who],
        of=of[who],
        peers=peers,
        p=beyond(n[who], of[who], rate, rate * (1 - rate) / 20),
        tried=np.ones(who.size, dtype=np.int64),
        worth=(n[who] >= SHARE * of[who]) & (n[who] >= TIMES * peers * of[who]),
        tested=who.size,
        cases=cases_where(timed.annotator, timed.item, fast, who),
    )


def _expected(timed: _Timed, of: IntArray) -> FloatArray:
    """(A,) the share of fast labels that comes of an annotator's pace, if it is a usual one."""
    low, middle, high = (_quantile(timed, of, q) for q in (WITHIN, 0.5, 1 - WITHIN))
    enough = of >= 8
    if not enough.any():
        enough = of > 0
    within = float(np.median((high - low)[enough])) / 1.349
    usual = float(np.median(middle[enough]))
    between = float(np.quantile(middle[enough], 0.75) - np.quantile(middle[enough], 0.25)) / 1.349
    slowest = usual - 2.33 * between
    # Someone who rushes at times has slow quarters: these say what their pace is.
    pace = np.where(of > 0, np.maximum(high - 0.6745 * within, slowest), usual)
    return np.asarray(ndtr((FAST - pace) / max(within, 0.05)))


def _timed(data: Annotations) -> _Timed:
    seconds = data.table["seconds"].to_numpy(dtype=np.float64)
    human = (data.annotators["kind"] != "model").to_numpy(dtype=np.bool_)
    annotator = data.table["annotator"].to_numpy()
    usable = (data.table["status"] == Status.SUBMITTED).to_numpy() & (seconds > 0)
    rows = np.flatnonzero(usable & human[annotator])
    rows = rows[sorted_order(annotator[rows])]
    item, annotator = data.table["item"].to_numpy()[rows], annotator[rows]
    log = np.log(seconds[rows])
    by_length = _by_length(lengths(data)[item], log)
    off = log - by_length
    own = summed(annotator, off, data.n_annotators) / np.maximum(
        np.bincount(annotator, minlength=data.n_annotators), 1
    )
    off = np.clip(off - own[annotator], -2.0, 2.0)  # one who left for lunch is no slow item
    n = np.bincount(item, minlength=data.n_items)
    others = (summed(item, off, data.n_items)[item] - off) / (n[item] - 1 + PULL)
    return _Timed(annotator, item, log - by_length - others)


def lengths(data: Annotations) -> FloatArray:
    """(I,) characters in each item's fields, together."""
    total = np.zeros(data.n_items)
    for name in data.fields:
        total += data.items[name].str.len().fillna(0).to_numpy(dtype=np.float64)
    return total


def _by_length(length: FloatArray, log: FloatArray) -> FloatArray:
    """The log time that a length lets expect: linear in the log of the length, never falling."""
    x = np.log(20.0 + length)
    x = x - x.mean() if x.size else x
    spread = float(x @ x)
    slope = max(float(x @ log) / spread, 0.0) if spread > 1e-9 else 0.0
    return np.asarray((log.mean() if log.size else 0.0) + slope * x)


def _quantile(timed: _Timed, of: IntArray, q: float) -> FloatArray:
    """(A,) a quantile of each annotator's paces; 0 without any."""
    order = np.lexsort((timed.pace, timed.annotator))
    first = np.cumsum(of) - of
    place = first + np.floor(q * np.maximum(of - 1, 0)).astype(np.int64)
    found = np.zeros(of.size)
    some = of > 0
    found[some] = timed.pace[order][place[some]]
    return found
