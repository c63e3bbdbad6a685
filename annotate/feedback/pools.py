"""Which items one may practise on, and which are the best for it: by answer, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, BoolArray, IntArray
from annotate.feedback.plain import LONGEST
from annotate.feedback.sources import Agreed

CLEAR = 0.8  # the share of labels that must agree where nobody decided
VOICES = 3  # and the labels that there must be


@dataclass(frozen=True, eq=False)
class Known:
    """What is trusted about the items of one question.

    reference   (I,) ruling or gold; MISSING where there is none
    ruled       (I,) whether it is a ruling
    at_fault    (I,) whether the item or the guideline was found at fault, so that nothing is clear
    """

    reference: IntArray
    ruled: BoolArray
    at_fault: BoolArray


@dataclass(frozen=True, eq=False)
class Pool:
    """Items by their known answer, the best first.

    ``items`` maps an answer's code to item codes. ``divided`` holds those that a ruling or the
    gold settles and on which the labels divide most: they are worth a try by anybody.
    """

    items: dict[int, IntArray]
    divided: IntArray

    def of(self, answer: int, without: Collection[int]) -> Iterator[int]:
        """Items with that answer, leaving some out."""
        return (int(item) for item in self.items.get(answer, ()) if int(item) not in without)


def pool(known: Known, agreed: Agreed, lengths: IntArray) -> Pool:
    """Rulings before gold before a clear consensus; then what others found hard; then the short.

    Items whose text a letter would have to cut come last.
    """
    share = agreed.n / np.maximum(agreed.of, 1)
    settled = known.reference != MISSING
    clear = (agreed.answer != MISSING) & (share >= CLEAR) & (agreed.of >= VOICES)
    answer = np.where(settled, known.reference, np.where(clear, agreed.answer, MISSING))
    fit = np.flatnonzero((answer != MISSING) & ~known.at_fault)
    sure = np.where(known.ruled, 2, np.where(settled, 1, 0))[fit]
    # Where somebody decided, an item that divided people teaches; elsewhere unity is the proof.
    hard = np.where(settled, share, 1 - share)[fit]
    order = fit[np.lexsort((lengths[fit], hard, -sure, lengths[fit] > LONGEST))]
    by_answer = order[np.argsort(answer[order], kind="stable")]
    answers, start = np.unique(answer[by_answer], return_index=True)
    parts = np.split(by_answer, start[1:]) if start.size else []
    divided = order[settled[order] & (share[order] < CLEAR) & (agreed.of[order] >= VOICES)]
    return Pool({int(a): part for a, part in zip(answers, parts, strict=True)}, divided)
