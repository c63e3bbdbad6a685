"""What could be said about annotators, before it is known what stands out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Question
from annotate.habits.known import LEAST, Kind

Cases = Callable[[int], IntArray]


@dataclass(frozen=True, eq=False)
class Candidates:
    """(C,) things of one kind that could be said, each about one annotator.

    n, of, peers   the cases, out of how many, and the share expected of the others
    p              one-sided; how likely so much would be, were this annotator like the others
    tried          how many such things could have been said of the annotator: p counts that often
    worth          whether it is large enough to be worth saying, however sure it is
    effect         see ``Habit``; NaN stands for n / of - peers
    tested         annotators who were looked at, whether or not they are among the candidates
    cases          position of a candidate -> item codes
    answer, expected, other, round   codes; MISSING where there is none
    before, before_of, since         see ``Habit``
    """

    kind: Kind
    question: Question | None
    annotator: IntArray
    n: IntArray
    of: IntArray
    peers: FloatArray
    p: FloatArray
    tried: IntArray
    worth: BoolArray
    tested: int
    cases: Cases
    effect: FloatArray | None = None
    answer: IntArray | None = None
    expected: IntArray | None = None
    other: IntArray | None = None
    round: int = MISSING
    before: IntArray | None = None
    before_of: IntArray | None = None
    since: Sequence[str] = field(default=())

    def __len__(self) -> int:
        return int(self.annotator.size)

    @property
    def each_p(self) -> FloatArray:
        """(C,) p times how many things were tried (Bonferroni); at most 1, and 1 if not worth it.

        What is avoided has its cases among those that are not in n, and says itself if enough.
        """
        eligible = self.worth & ((self.n >= LEAST) | (self.kind is Kind.AVOIDS))
        return np.where(eligible, np.minimum(np.nan_to_num(self.p, nan=1.0) * self.tried, 1.0), 1.0)

    def code(self, name: str, at: int) -> int:
        """One of the codes of a candidate."""
        codes: IntArray | None = getattr(self, name)
        return MISSING if codes is None else int(codes[at])


def cases_where(annotator: IntArray, item: IntArray, chosen: BoolArray, of: IntArray) -> Cases:
    """Cases of candidates about one thing an annotator each: their rows that are ``chosen``.

    ``annotator`` (n,) is sorted; ``of`` (C,) is the annotator of each candidate.
    """

    def found(at: int) -> IntArray:
        first, last = np.searchsorted(annotator, [of[at], of[at] + 1])
        return np.asarray(item[first:last][chosen[first:last]])

    return found
