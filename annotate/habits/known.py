"""What a habit is, as data, and the kinds that there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEAST = 3  # nothing is named on fewer cases
FALSE_SHARE = 0.05  # of what is named, the share expected to be chance


class Kind(StrEnum):
    """The kinds of habit; ``annotate.habits.sentences`` has the words for each."""

    CONFUSES = "confuses"
    OVERUSES = "overuses"
    AVOIDS = "avoids"
    PREFERS_FIRST = "prefers_first"
    PREFERS_LAST = "prefers_last"
    PREFERS_LONG = "prefers_long"
    LENIENT = "lenient"
    SEVERE = "severe"
    NARROW = "narrow"
    TICKS_EVERYTHING = "ticks_everything"
    RUSHES = "rushes"
    DRIFTS = "drifts"
    TIRES = "tires"
    STRAIGHT_LINES = "straight_lines"
    COPIES = "copies"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class Habit:
    """Something an annotator does more than the others do, and the items behind it.

    ``n`` of ``of`` cases show it; ``peers`` is the share expected of the others on the same
    items; ``low`` and ``high`` are Wilson's 95% interval of n / of. ``p`` is adjusted for all
    that was looked at. What else a kind needs is said by name, and empty where it does not:

    question           empty for what is about the annotation as a whole
    answer, expected   answers in the form of ``Question.answers``, or the category of a set
    other              the annotator whose answers return
    round              the round that the habit was in, if it was in one alone
    effect             how large it is: for scales in points, else n / of less ``peers``
    before, before_of  what n and of were before a change; ``since`` is when it came
    detail             the habit in a sentence
    item_ids           the n cases
    """

    kind: Kind
    question: str
    answer: str
    expected: str
    other: str
    round: str
    n: int
    of: int
    peers: float
    low: float
    high: float
    p: float
    effect: float
    before: int
    before_of: int
    since: str
    detail: str
    item_ids: tuple[str, ...]
