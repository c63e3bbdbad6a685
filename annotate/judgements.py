"""What a reviewer said about labels, as plain data.

The workspace stores it, the profile and the letters read it; none of them knows the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray


class Verdict(StrEnum):
    """What kind of disagreement a label is; only the first is the annotator's doing."""

    ERROR = "error"
    OTHERS_WRONG = "others_wrong"
    BOTH_ACCEPTABLE = "both_acceptable"
    GUIDELINE_UNCLEAR = "guideline_unclear"
    BAD_ITEM = "bad_item"

    @property
    def words(self) -> str:
        """The verdict as a reader sees it."""
        return _WORDS[self]


_WORDS = {
    Verdict.ERROR: "annotator's error",
    Verdict.OTHERS_WRONG: "the others are wrong",
    Verdict.BOTH_ACCEPTABLE: "both acceptable",
    Verdict.GUIDELINE_UNCLEAR: "guideline unclear",
    Verdict.BAD_ITEM: "bad item",
}


@dataclass(frozen=True)
class Judgement:
    """What the reviewer said about one annotator's label on one item.

    ``error_type`` is the reviewer's own name for what went wrong, ``proposal`` the change to the
    guideline that it speaks for, ``rule`` the rule that it cites, ``reviewer`` who said the last
    of it ("" for one without a name).
    """

    item_id: str
    annotator_id: str
    question: str
    verdict: Verdict | None = None
    exemplary: bool = False
    message: str = ""
    at: str = ""
    error_type: str = ""
    proposal: str = ""
    rule: str = ""
    reviewer: str = ""


@dataclass(frozen=True)
class Read:
    """One item that the reviewer read: from which queue, and how likely it was to be drawn.

    ``probability`` is the chance that this item was drawn at that moment; None where the
    queue chose by a rule and not by chance.
    """

    item_id: str
    queue: str
    probability: float | None
    at: str
    reviewer: str = ""


@dataclass(frozen=True)
class Answered:
    """What a reviewer answered before they saw anybody's label.

    ``again`` is what they said when the item came back; None where it did not yet. "" is a
    reviewer who asked to see the labels instead.
    """

    item_id: str
    question: str
    answer: str
    again: str | None = None
    reviewer: str = ""


@dataclass(frozen=True)
class Record:
    """Everything the reviewer did in a project, that conclusions and letters are drawn from.

    ``rulings`` maps (item id, question) to the answer that the reviewer decided on;
    ``tags`` maps an item to the names that it was given.
    """

    judgements: tuple[Judgement, ...] = ()
    rulings: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: tuple[Answered, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    reads: tuple[Read, ...] = ()


def reference(data: Annotations, question: str, record: Record | None = None) -> IntArray:
    """(I,) what is trusted: the ruling where there is one, else the gold, else -1."""
    codes = data.gold.get(question)
    trusted = np.full(data.n_items, MISSING, dtype=np.int64) if codes is None else codes.copy()
    answers = {answer: code for code, answer in enumerate(data.question(question).answers)}
    for (item_id, asked), answer in (record.rulings if record else {}).items():
        if asked == question and item_id in data.item_codes and answer in answers:
            trusted[data.item_codes[item_id]] = answers[answer]
    return trusted
