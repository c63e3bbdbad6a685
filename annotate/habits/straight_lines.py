"""Who gives the answer that they gave before, more than the items explain.

Held against what the annotator says on items of each kind (by the others' most frequent answer)
in whatever order: then the chance of the same answer twice in a row follows from the two items.
Items of one kind that come together raise what is expected and so accuse nobody.
"""

from __future__ import annotations

import numpy as np

from annotate.annotations import BoolArray, FloatArray, IntArray
from annotate.comparison import Comparison
from annotate.habits.candidates import Candidates
from annotate.habits.known import Kind
from annotate.habits.means import scatter
from annotate.habits.sittings import Worked
from annotate.tally import starts, summed

FEWEST = 20  # labels in order
MORE, LONG = 0.1, 8  # repeats above what is expected, and the longest run, to be worth saying
PULL = 3.0  # labels' worth of everyone's answers, for each kind of item
MOST = 20_000_000


def straight_lines(comparison: Comparison, work: Worked) -> Candidates | None:
    """A candidate for each annotator with enough labels in order; None without an order.

    Without times the order is that of the file.
    """
    labels = comparison.labels
    size = max(len(labels.question.answers), 1)
    if labels.n_annotators * (size + 1) * size > MOST or not len(labels):
        return None
    at = work.at if work.at.size else np.arange(len(labels))
    annotator, said = labels.annotator[at], labels.label[at]
    kind = comparison.others[at] + 1
    own = _answers(annotator, kind, said, (labels.n_annotators, size + 1, size))
    one, two = np.arange(at.size - 1), np.arange(1, at.size)
    joined = annotator[one] == annotator[two]
    one, two = one[joined], two[joined]
    who = annotator[one]
    chance = np.empty(one.size)
    for part in np.array_split(np.arange(one.size), 1 + one.size * size // 4_000_000):
        first, second = one[part], two[part]
        chance[part] = (own[who[part], kind[first]] * own[who[part], kind[second]]).sum(axis=1)
    same = said[one] == said[two]
    n_annotators = labels.n_annotators
    of = np.bincount(who, minlength=n_annotators)
    n = np.bincount(who[same], minlength=n_annotators)
    rate = summed(who, chance, n_annotators) / np.maximum(of, 1)
    found = np.flatnonzero(of >= FEWEST)
    runs = _runs(annotator, said)
    longest = np.zeros(n_annotators, dtype=np.int64)
    np.maximum.at(longest, annotator, runs)

    def cases(k: int) -> IntArray:
        mine: BoolArray = annotator == found[k]
        return np.asarray(labels.item[at[mine]][runs[mine] >= LONG])

    return Candidates(
        kind=Kind.STRAIGHT_LINES,
        question=labels.question,
        annotator=found,
        n=n[found],
        of=of[found],
        peers=rate[found],
        p=_p(n[found], of[found], rate[found]),
        tried=np.ones(found.size, dtype=np.int64),
        worth=(n[found] - rate[found] * of[found] >= MORE * of[found]) & (longest[found] >= LONG),
        tested=found.size,
        cases=cases,
    )


def _answers(
    annotator: IntArray, kind: IntArray, said: IntArray, shape: tuple[int, int, int]
) -> FloatArray:
    """(A, K + 1, K) the shares of each annotator's answers on each kind of item, drawn to all's."""
    key = (annotator * shape[1] + kind) * shape[2] + said
    n = np.bincount(key, minlength=shape[0] * shape[1] * shape[2]).reshape(shape).astype(np.float64)
    everyone = n.sum(axis=0)
    everyone /= np.maximum(everyone.sum(axis=1, keepdims=True), 1)
    return np.asarray((n + PULL * everyone) / (n.sum(axis=2, keepdims=True) + PULL))


def _p(n: IntArray, of: IntArray, rate: FloatArray) -> FloatArray:
    """One-sided, by the scatter among annotators of how much they repeat beyond what is expected."""
    from scipy.special import ndtr

    error = np.sqrt(np.maximum(rate * (1 - rate), 0.01) / of)
    gap = n / of - rate
    centre, apart = scatter(gap, error)
    apart = apart if np.isfinite(apart) else 0.03
    return np.asarray(ndtr(-(gap - max(centre, 0.0)) / np.sqrt(error**2 + apart**2)))


def _runs(annotator: IntArray, said: IntArray) -> IntArray:
    """(n,) how long the run of equal answers is that a label belongs to."""
    if not said.size:
        return np.empty(0, dtype=np.int64)
    changes = np.ones(said.size, dtype=np.bool_)
    changes[1:] = (annotator[1:] != annotator[:-1]) | (said[1:] != said[:-1])
    run = np.cumsum(changes) - 1
    first = starts(run)
    return np.asarray(np.diff(np.append(first, run.size))[run])
