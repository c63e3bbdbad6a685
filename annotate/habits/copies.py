"""Who gives another annotator's answers, the wrong ones too.

That two people are right together says nothing, nor that both err on a hard item. So for two
annotators are counted the items on which one of them, b, differs from what everyone else mostly
says, and among them those on which a gives b's answer. How often to expect that: as often as
any other does for whom it is so (hard items, attractive errors), times how much more a errs
elsewhere; and where a is prone to just this confusion without b, that often.

With times it is a who copies only if a came later; without, both are named. Three or more who
share their differences without times are not named: they may see what everyone else misses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray, Labels
from annotate.comparison import Comparison
from annotate.consensus.counted import count, top
from annotate.habits.candidates import Candidates
from annotate.habits.excess import spread, upper_tail
from annotate.habits.expected import PRIOR, Expected
from annotate.habits.known import LEAST, Kind
from annotate.tally import sorted_order, summed, within_groups

MOST_PAIRS = 10_000_000  # of labels of one item: above it some items are left out, by chance
SHARE, MORE = 0.5, 0.25  # of b's errors, and above what others share, to be worth saying
LATER = 0.8  # of the shared items, for one of them to be the later one
SUSPICIOUS = 0.01  # p below which a's own confusions elsewhere are looked up
LIFT = 3.0


@dataclass(frozen=True, eq=False)
class _Events:
    """(E,) b differs from everyone else on an item that a has: b says x, they say y.

    same: whether a says x; peers: the share of the rest who do; later: 1 a is later than b, 0
    unknown. Where a was earlier there is nothing that a could have copied.
    """

    a: IntArray
    b: IntArray
    item: IntArray
    cell: IntArray
    same: BoolArray
    peers: FloatArray
    later: IntArray


def copies(data: Annotations, comparison: Comparison, table: Expected) -> Candidates:
    """A candidate for each two annotators one of whom errs on three items of the other's."""
    labels = comparison.labels
    events = _events(labels, _times(data, comparison))
    size = max(labels.n_annotators, 1)
    key = events.a * size + events.b
    pair, place = np.unique(key, return_inverse=True)
    of = np.bincount(place, minlength=pair.size)
    n = np.bincount(place[events.same], minlength=pair.size)
    usual = _usual(events)
    a, b = np.divmod(pair, size)
    elsewhere, less = table.errors[a] - n, table.usual[a] - summed(place, usual, pair.size)
    skill = np.maximum((elsewhere + PRIOR) / (np.maximum(less, 0) + PRIOR), 1.0)
    rate = np.minimum(skill * summed(place, usual, pair.size) / np.maximum(of, 1), 0.95)
    unsure = rate**2 / (np.maximum(elsewhere, 0) + PRIOR)
    wide = unsure + (spread(n, of, rate, unsure) * rate) ** 2
    p = upper_tail(n, of, rate, wide)
    peers = summed(place, events.peers, pair.size) / np.maximum(of, 1)
    worth = (
        (n >= LEAST)
        & (n >= SHARE * of)
        & (n - peers * of >= MORE * of)
        & _may(events, place, pair, n, size)
    )
    by_pair = sorted_order(place)
    start = np.searchsorted(place[by_pair], np.arange(pair.size + 1))
    anyone = _anyone(comparison, max(len(labels.question.answers), 1))
    for k in np.flatnonzero(worth & (p < SUSPICIOUS)):
        at = by_pair[start[k] : start[k + 1]]
        own = _prone(comparison, events, at, usual[at], anyone)
        mean = min(max(float(own.mean()), float(rate[k])), 0.97)
        p[k] = max(p[k], upper_tail(n[k], of[k], np.array(mean), wide[k]).item())
    worth &= ~_shared_view(events, place, a, b, worth & (p < SUSPICIOUS))
    looked = of >= LEAST
    tried = np.bincount(a[looked], minlength=size)

    def cases(at: int) -> IntArray:
        events_at = by_pair[start[at] : start[at + 1]]
        return np.asarray(events.item[events_at][events.same[events_at]])

    return Candidates(
        kind=Kind.COPIES,
        question=labels.question,
        annotator=a,
        n=n,
        of=of,
        peers=peers,
        p=p,
        tried=np.maximum(tried[a], 1),
        worth=worth,
        tested=int((tried > 0).sum()),
        cases=cases,
        other=b,
    )


def _times(data: Annotations, comparison: Comparison) -> FloatArray:
    """(n,) when each label was given; NaN unknown."""
    times = data.table["time"].to_numpy().astype("datetime64[ms]")[comparison.row]
    return np.where(np.isnat(times), np.nan, times.astype(np.int64))


def _events(labels: Labels, times: FloatArray) -> _Events:
    order = sorted_order(labels.item)
    item, label, who = labels.item[order], labels.label[order], labels.annotator[order]
    kept = _affordable(item, labels.n_items)
    order, item, label, who = order[kept], item[kept], label[kept], who[kept]
    when = times[order]
    counted = count(labels)
    answers, counts = top(counted, 4)
    total = counted.total
    size = max(len(labels.question.answers), 1)
    found: list[tuple[np.ndarray, ...]] = [(np.empty(0),) * 7]
    for one, two in within_groups(item):
        at = item[one]
        left = (
            counts[at] - (answers[at] == label[one][:, None]) - (answers[at] == label[two][:, None])
        )
        best = left.max(axis=1)
        sure = (best > 0) & ((left == best[:, None]).sum(axis=1) == 1) & (who[one] != who[two])
        y = np.where(sure, answers[at, left.argmax(axis=1)], MISSING)
        for copying, copied in ((one, two), (two, one)):
            wrong = sure & (label[copied] != y) & ~(when[copying] < when[copied])
            wrong = np.flatnonzero(wrong)
            a, b, on, they = copying[wrong], copied[wrong], at[wrong], y[wrong]
            same = label[a] == label[b]
            match = answers[on] == label[b][:, None]
            c = np.where(match, counts[on], 0).sum(axis=1)  # beyond the top four it is nobody else
            rest = np.maximum(total[on] - 2, 1)
            later = np.nan_to_num(np.sign(when[a] - when[b]))
            peers = np.maximum(c - 1 - same, 0) / rest
            found.append((who[a], who[b], on, label[b] * size + they, same, peers, later))
    a_, b_, on_, cell, same_, peers_, later_ = (
        np.concatenate(part) for part in zip(*found, strict=True)
    )
    a_, b_, on_, cell, later_ = (part.astype(np.int64) for part in (a_, b_, on_, cell, later_))
    return _Events(a_, b_, on_, cell, same_.astype(np.bool_), peers_.astype(np.float64), later_)


def _affordable(item: IntArray, n_items: int) -> BoolArray:
    """(n,) labels of as many items as can be compared two by two."""
    m = np.bincount(item, minlength=n_items)
    pairs = m * (m - 1) // 2
    if pairs.sum() <= MOST_PAIRS:
        return np.ones(item.size, dtype=np.bool_)
    shuffled = np.random.default_rng(0).permutation(n_items)
    kept = np.zeros(n_items, dtype=np.bool_)
    kept[shuffled[np.cumsum(pairs[shuffled]) <= MOST_PAIRS]] = True
    return np.asarray(kept[item])


def _usual(events: _Events) -> FloatArray:
    """(E,) how often anyone gives b's answer when b says x and the rest y, drawn to all cells'."""
    cell, place = np.unique(events.cell, return_inverse=True)
    of = np.bincount(place, minlength=cell.size)
    n = np.bincount(place[events.same], minlength=cell.size)
    mean = n.sum() / max(int(of.sum()), 1)
    return np.asarray(((n + 5 * mean) / (of + 5))[place], dtype=np.float64)


def _may(events: _Events, place: IntArray, pair: IntArray, n: IntArray, size: int) -> BoolArray:
    """(pairs,) whether a may be the one who copies: mostly later than b, or it is not known."""
    known = np.bincount(place[events.later != 0], minlength=pair.size)
    a, b = np.divmod(pair, size)
    back = b * size + a
    at = np.minimum(np.searchsorted(pair, back), max(pair.size - 1, 0))
    earlier = np.where(pair[at] == back, n[at], 0) if pair.size else n
    return np.asarray((known == 0) | (n >= LATER * (n + earlier)))


def _shared_view(
    events: _Events, place: IntArray, a: IntArray, b: IntArray, suspicious: BoolArray
) -> BoolArray:
    """(pairs,) more than two share the same differences and no times say who came first.

    They may be the ones who see what everyone else misses.
    """
    partners = np.bincount(
        a[suspicious], minlength=int(max(a.max(initial=0), b.max(initial=0))) + 1
    )
    untimed = np.bincount(place[events.later != 0], minlength=a.size) == 0
    return np.asarray(untimed & ((partners[a] > 1) | (partners[b] > 1)))


def _prone(
    comparison: Comparison,
    events: _Events,
    at: IntArray,
    usual: FloatArray,
    anyone: FloatArray,
) -> FloatArray:
    """(at,) how often a says x for y where b does not, times what b's saying it brings with anyone."""
    labels, size = comparison.labels, max(len(comparison.labels.question.answers), 1)
    own = comparison.of(int(events.a[at[0]]))
    apart = ~np.isin(labels.item[own], events.item[at])
    others = comparison.others[own]
    known = apart & (others != MISSING)
    x, y = np.divmod(events.cell[at], size)
    answered = labels.label[own][known][None, :] == x[:, None]
    there = others[known][None, :] == y[:, None]
    n, of = (answered & there).sum(axis=1), there.sum(axis=1)
    rate = anyone[events.cell[at]]
    lift = np.clip(usual / np.maximum(rate, 1e-9), 1.0, LIFT)
    return np.asarray(np.minimum((n + usual) / (of + 1) * lift, 0.97))


def _anyone(comparison: Comparison, size: int) -> FloatArray:
    """(K * K,) how often anyone says x where the others mostly say y, at x * K + y."""
    known = comparison.others != MISSING
    key = comparison.labels.label[known] * size + comparison.others[known]
    n = np.bincount(key, minlength=size * size).reshape(size, size)
    return np.asarray((n / np.maximum(n.sum(axis=0), 1)).ravel())
