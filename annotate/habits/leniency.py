"""Who answers higher, or lower, on a scale than the others do on the same items."""

from __future__ import annotations

import numpy as np

from annotate.annotations import BoolArray, FloatArray, Question
from annotate.habits.candidates import Candidates, cases_where
from annotate.habits.deviations import Deviations
from annotate.habits.known import LEAST, Kind
from annotate.habits.means import mean_and_error, outside

LARGE = 0.3  # standard deviations of all labels, for a shift to be worth saying


def leniency(apart: Deviations, question: Question, size: int) -> list[Candidates]:
    """Candidates for being lenient and for being severe, one an annotator each."""
    return [
        _shifted(apart, question, size, Kind.LENIENT, 1.0),
        _shifted(apart, question, size, Kind.SEVERE, -1.0),
    ]


def _shifted(
    apart: Deviations, question: Question, size: int, kind: Kind, sign: float
) -> Candidates:
    far = sign * apart.apart
    n, mean, error = mean_and_error(apart.annotator, far, size)
    p, shift, _ = outside(mean, error, n)
    chosen: BoolArray = far >= apart.step
    who = np.flatnonzero(n >= LEAST)
    cases, peers = shares(apart, chosen, size)
    return Candidates(
        kind=kind,
        question=question,
        annotator=who,
        n=cases[who].astype(np.int64),
        of=n[who].astype(np.int64),
        peers=peers[who],
        p=p[who],
        tried=np.ones(who.size, dtype=np.int64),
        worth=(shift[who] >= LARGE * apart.unit) & (cases[who] > peers[who] * n[who]),
        tested=who.size,
        cases=cases_where(apart.annotator, apart.item, chosen, who),
        effect=sign * shift[who],
    )


def shares(apart: Deviations, chosen: BoolArray, size: int) -> tuple[FloatArray, FloatArray]:
    """(A,) how many labels of each annotator are chosen, and the share of everyone else's."""
    n = np.bincount(apart.annotator, minlength=size).astype(np.float64)
    k = np.bincount(apart.annotator[chosen], minlength=size).astype(np.float64)
    rest = n.sum() - n
    return k, np.divide(k.sum() - k, rest, out=np.zeros(size), where=rest > 0)
