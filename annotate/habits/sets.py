"""Who ticks more, category by category or altogether, where several may be ticked."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING, FloatArray, IntArray
from annotate.comparison import Comparison
from annotate.habits.candidates import Candidates
from annotate.habits.known import LEAST, Kind
from annotate.habits.means import mean_and_error, outside
from annotate.tally import summed

TIMES, MORE = 1.5, 0.1  # the others' share of categories ticked, to be worth saying
MOST = 200  # categories: beyond it nobody ticks them all


def ticks(comparison: Comparison) -> list[Candidates]:
    """Candidates for ticking everything, and for overusing or avoiding each category."""
    labels = comparison.labels
    names = labels.question.categories
    if not 0 < len(names) <= MOST:
        return []
    ticked = np.array([[name in one for name in names] for one in labels.question.sets], float)
    n_items = np.bincount(labels.item, minlength=labels.n_items)
    shared = np.flatnonzero(n_items[labels.item] > 1)
    item, annotator = labels.item[shared], labels.annotator[shared]
    others = np.empty((shared.size, len(names)))
    for k in range(len(names)):
        own = ticked[labels.label, k]
        whole = summed(labels.item, own, labels.n_items)
        others[:, k] = (whole[item] - own[shared]) / (n_items[item] - 1)
    own = ticked[labels.label[shared]]
    whole_sets = _candidates(
        comparison, Kind.TICKS_EVERYTHING, (annotator, item), own.mean(axis=1), others.mean(axis=1)
    )
    found = [whole_sets]
    for overused in (True, False):
        kind = Kind.OVERUSES if overused else Kind.AVOIDS
        each = [
            _candidates(comparison, kind, (annotator, item), own[:, k], others[:, k], category=k)
            for k in range(len(names))
        ]
        found += each
    return found


def _candidates(
    comparison: Comparison,
    kind: Kind,
    where: tuple[IntArray, IntArray],
    own: FloatArray,
    others: FloatArray,
    *,
    category: int = MISSING,
) -> Candidates:
    """One category, or the share of all: mean of own less the others' on the same items."""
    annotator, item = where
    labels, size = comparison.labels, comparison.labels.n_annotators
    sign = -1.0 if kind is Kind.AVOIDS else 1.0
    of, mean, error = mean_and_error(annotator, sign * (own - others), size)
    p, _, _ = outside(mean, error, of)
    whole = category == MISSING
    times = len(labels.question.categories) if whole else 1
    n = np.rint(times * summed(annotator, own, size))
    peers = summed(annotator, others, size) / np.maximum(of, 1)
    who = np.flatnonzero(of >= LEAST)
    share, usual = (n / np.maximum(times * of, 1))[who], peers[who]
    high, low = (usual, share) if kind is Kind.AVOIDS else (share, usual)
    enough = (high - low) * of[who] * times >= LEAST
    cases_at = (own - others) * sign > 0.5 if not whole else own > others

    def cases(at: int) -> IntArray:
        return np.asarray(item[(annotator == who[at]) & cases_at])

    return Candidates(
        kind=kind,
        question=labels.question,
        annotator=who,
        n=n[who].astype(np.int64),
        of=(times * of[who]).astype(np.int64),
        peers=usual,
        p=p[who],
        tried=np.ones(who.size, dtype=np.int64),
        worth=(high >= TIMES * low) & (high - low >= MORE) & enough,
        tested=who.size,
        cases=cases,
        answer=None if whole else np.full(who.size, category),
    )
