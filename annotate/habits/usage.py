"""Who uses a category more, or less, than the items they had would bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Question
from annotate.comparison import Comparison
from annotate.habits.candidates import Candidates
from annotate.habits.excess import upper_tail
from annotate.habits.expected import Expected, uses
from annotate.habits.known import LEAST, Kind
from annotate.habits.means import scatter

TIMES = 1.5  # more often than expected, or less
MORE = 0.05  # of all labels
MOST = 20_000_000  # annotators times answers: beyond it answers are hardly categories


@dataclass(frozen=True, eq=False)
class _Uses:
    """(U,) an annotator and an answer: n of ``of`` labels, ``rate`` expected, with a variance."""

    annotator: IntArray
    answer: IntArray
    n: IntArray
    of: IntArray
    rate: FloatArray
    variance: FloatArray


def usage(comparison: Comparison, table: Expected) -> list[Candidates]:
    """Candidates for overusing and for avoiding each category that somebody used."""
    found = _uses(table)
    if found is None:
        return []
    question = comparison.labels.question
    return [
        _over(comparison, found, question, overused=True),
        _over(comparison, found, question, overused=False),
    ]


def _uses(table: Expected) -> _Uses | None:
    if not 0 < table.given.size <= MOST:
        return None
    said = np.zeros(table.given.shape)
    np.add.at(said, (table.annotator, table.answer), table.n)
    wrongly, expected = uses(table)
    of = table.given.sum(axis=1)
    annotator, answer = np.nonzero((of >= LEAST)[:, None] & (said.sum(axis=0) > 0))
    n, total = said[annotator, answer], of[annotator]
    rate = np.clip(expected[annotator, answer] / total, 0.0, 1.0)
    # Errors are known no better than the annotator's skill, and the others' rates likewise.
    errors = wrongly[annotator, answer] / total
    unsure = errors**2 / (table.errors[annotator] + 2) + errors / np.maximum(of.sum() - total, 1)
    gap = n / total - rate
    error = np.sqrt(rate * (1 - rate) / total + unsure + 1e-12)
    _, apart = scatter(gap, error)
    if not np.isfinite(apart):
        apart = 0.1
    spread = apart**2 * np.minimum(4 * rate * (1 - rate), 1) if apart < 1 else unsure
    return _Uses(
        annotator, answer, n.astype(np.int64), total.astype(np.int64), rate, unsure + spread
    )


def _over(
    comparison: Comparison, found: _Uses, question: Question, *, overused: bool
) -> Candidates:
    labels = comparison.labels
    n, of, rate = found.n, found.of, found.rate
    if overused:
        p = upper_tail(n, of, rate, found.variance)
        worth = (n >= TIMES * rate * of) & (n - rate * of >= np.maximum(MORE * of, LEAST))
    else:
        p = upper_tail(of - n, of, 1 - rate, found.variance)
        worth = (n * TIMES <= rate * of) & (rate * of - n >= np.maximum(MORE * of, LEAST))
    differs = (comparison.others != MISSING) & (comparison.others != labels.label)

    def cases(at: int) -> IntArray:
        own = comparison.of(int(found.annotator[at]))
        told = labels.label[own] if overused else comparison.others[own]
        chosen: BoolArray = differs[own] & (told == found.answer[at])
        return np.asarray(labels.item[own][chosen])

    tried = np.bincount(found.annotator, minlength=labels.n_annotators)
    return Candidates(
        kind=Kind.OVERUSES if overused else Kind.AVOIDS,
        question=question,
        annotator=found.annotator,
        n=n,
        of=of,
        peers=rate,
        p=p,
        tried=tried[found.annotator],
        worth=worth,
        tested=int((tried > 0).sum()),
        cases=cases,
        answer=found.answer,
    )
