"""Who says A where the others say B, more than their errors in general would bring."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING, IntArray
from annotate.comparison import Comparison, items_in_cell
from annotate.habits.candidates import Candidates
from annotate.habits.excess import beyond
from annotate.habits.expected import PRIOR, Expected
from annotate.habits.known import LEAST, Kind

TIMES = 1.5  # the others' rate, and
MORE = 0.05  # this much more of the labels, for it to be worth saying


def confuses(comparison: Comparison, table: Expected, round_code: int = MISSING) -> Candidates:
    """A candidate for each cell off the diagonal."""
    size = table.given.shape[1]
    cell = np.flatnonzero((table.answer != table.expected) & (table.others > 0))
    annotator, of, n = table.annotator[cell], table.of[cell], table.n[cell]
    peers, rest = table.rate[cell], table.others[cell]
    # Their other errors say how much they err; those of the cell itself must not excuse it.
    elsewhere = table.errors[annotator] - n
    usual = table.usual[annotator] - of * peers
    skill = np.maximum((elsewhere + PRIOR) / (usual + PRIOR), 1.0)
    base = (peers * rest + 0.5) / (rest + 1)
    rate = np.minimum(skill * base, 0.95)
    unsure = base**2 * (elsewhere + PRIOR) / (usual + PRIOR) ** 2 + rate * (1 - rate) / (rest + 2)
    answer, expected = table.answer[cell], table.expected[cell]

    def cases(at: int) -> IntArray:
        return items_in_cell(comparison, int(annotator[at]), int(answer[at]), int(expected[at]))

    named = table.given >= LEAST
    ways = np.bincount(np.unique(expected * size + answer) // size, minlength=size)
    tried = (named * ways).sum(axis=1).astype(np.int64)
    return Candidates(
        kind=Kind.CONFUSES,
        question=comparison.labels.question,
        annotator=annotator,
        n=n,
        of=of,
        peers=peers,
        p=beyond(n, of, rate, unsure),
        tried=tried[annotator],
        worth=(n >= TIMES * peers * of) & (n - peers * of >= MORE * of),
        tested=int((tried > 0).sum()),
        cases=cases,
        answer=answer,
        expected=expected,
        round=round_code,
    )
