"""What a letter claimed, since: each habit of before, counted again after, on the same scale.

“Called questions complaints in 14 of 60; since the letter 3 of 55.” Beside it stands what the other
annotators did on the same items, since items may have become easier; and what luck alone would have
brought, since whoever stood out most did so partly by chance (``shrunk``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray
from annotate.comparison import Comparison, compare, restrict
from annotate.habits import Habit, Kind, habits
from annotate.habits.find import candidates
from annotate.rounds.shares import NOTHING, Change, combined, fewer_or_more
from annotate.rounds.shrunk import shrunk_share
from annotate.rounds.split import Split

ENOUGH = 8  # cases that could have shown the habit, on each side
_UNKNOWN = "What the others did on the same items is not known of this habit."
_IN_TIME = frozenset({Kind.DRIFTS, Kind.TIRES})


@dataclass(frozen=True)
class Counted:
    """``n`` of ``of`` cases, and the share ``peers`` of the others on the same items (NaN: unknown).

    ``peers_of`` is how many labels of others that share rests on.
    """

    n: int
    of: int
    peers: float = float("nan")
    peers_of: int = 0

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else float("nan")


@dataclass(frozen=True)
class Claim:
    """One habit of an annotator, before and after.

    change     the share after less that before
    adjusted   the same, less how the others changed on the same items
    expected   the share that the first round let expect of the second: what is left of it without luck
    """

    annotator_id: str
    habit: Habit
    before: Counted
    after: Counted
    change: Change
    adjusted: Change
    expected: float

    @property
    def few(self) -> bool:
        """Whether there is too little on one of the sides."""
        return min(self.before.of, self.after.of) < ENOUGH


def claims(data: Annotations, split: Split) -> list[Claim]:
    """Every habit that stood out before, counted again after."""
    first, second = (_alone(data, rows) for rows in (split.before, split.after))
    names = [one.name for one in data.questions]
    before = {name: compare(first, name) for name in names}
    after = {name: compare(second, name) for name in names}
    sides = _Sides(data, before, after, dict(_counts(second, after)))
    found = [
        sides.claim(who, habit)
        for who, named in enumerate(habits(first, before))
        for habit in named
    ]
    return [claim for claim in found if claim is not None]


def _alone(data: Annotations, rows: BoolArray) -> Annotations:
    """One side as data of its own, without rounds."""
    part = restrict(data, rows)
    return replace(part, rounds=(), table=part.table.assign(round=MISSING))


_Key = tuple[int, str, str, str, str, str]


def _key(who: int, habit: Habit) -> _Key:
    return who, habit.kind.value, habit.question, habit.answer, habit.expected, habit.other


def _counts(
    data: Annotations, comparisons: dict[str, Comparison]
) -> Iterator[tuple[_Key, Counted]]:
    """Everything that could be said of the second side, whether or not it stands out."""
    for found in candidates(data, comparisons):
        question = found.question.name if found.question else ""
        words = found.question.categories if found.question else ()
        for at in range(len(found)):
            codes = [found.code(name, at) for name in ("answer", "expected")]
            answer, expected = ("" if code == MISSING else words[code] for code in codes)
            other = found.code("other", at)
            name = "" if other == MISSING else data.annotator_ids[other]
            key = (int(found.annotator[at]), found.kind.value, question, answer, expected, name)
            yield key, Counted(int(found.n[at]), int(found.of[at]), float(found.peers[at]))


@dataclass(frozen=True, eq=False)
class _Sides:
    """Both sides: the questions of each, and all that was counted after."""

    data: Annotations
    before: dict[str, Comparison]
    after: dict[str, Comparison]
    later: dict[_Key, Counted]

    def claim(self, who: int, habit: Habit) -> Claim | None:
        """One habit; None where nothing of its kind can be counted after."""
        one, expected = Counted(habit.n, habit.of, habit.peers), float("nan")
        if habit.kind is Kind.CONFUSES:
            cells = [self._cell(side, habit) for side in (self.before, self.after)]
            one, other = (cell.of(who) for cell in cells)
            expected = cells[0].expected(who)
        elif habit.kind in _IN_TIME and habit.question:
            other = _differing(self.after[habit.question], who)
        else:
            found = self.later.get(_key(who, habit))
            if found is None:
                return None
            other = found
        change = fewer_or_more((one.n, one.of), (other.n, other.of))
        name = self.data.annotator_ids[who]
        return Claim(name, habit, one, other, change, _adjusted(one, other), expected)

    def _cell(self, side: dict[str, Comparison], habit: Habit) -> _Cell:
        answers = self.data.question(habit.question).answers
        return _in_cell(
            side[habit.question], answers.index(habit.answer), answers.index(habit.expected)
        )


def _adjusted(before: Counted, after: Counted) -> Change:
    if not (before.peers_of and after.peers_of):
        return _less_known_peers(before, after)
    return combined(
        [
            (1.0, after.share, after.of),
            (-1.0, before.share, before.of),
            (-1.0, after.peers, after.peers_of),
            (1.0, before.peers, before.peers_of),
        ]
    )


def _less_known_peers(before: Counted, after: Counted) -> Change:
    """Where the others' share is what a habit expects of them, it is taken as known."""
    change = fewer_or_more((before.n, before.of), (after.n, after.of))
    ease = after.peers - before.peers
    if math.isnan(change.value + ease):
        return replace(NOTHING, reason=_UNKNOWN)
    return Change(change.value - ease, change.low - ease, change.high - ease)


@dataclass(frozen=True, eq=False)
class _Cell:
    """Who says one answer where the others say another: n and of (A,), and the items' others."""

    comparison: Comparison
    said: BoolArray
    asked: BoolArray

    def of(self, who: int) -> Counted:
        mine = self.comparison.of(who)
        asked = self.asked[mine]
        items = self.comparison.labels.item[mine][asked]
        labels = self.comparison.labels
        on = np.zeros(labels.n_items, dtype=np.bool_)
        on[items] = True
        others = on[labels.item] & (labels.annotator != who)
        number = int(others.sum())
        share = float(self.said[others].mean()) if number else float("nan")
        return Counted(int((self.said[mine] & asked).sum()), int(asked.sum()), share, number)

    def expected(self, who: int) -> float:
        """What is left of the share without luck, beside the same share of the others."""
        size, annotator = self.comparison.labels.n_annotators, self.comparison.labels.annotator
        of = np.bincount(annotator[self.asked], minlength=size).astype(np.float64)
        n = np.bincount(annotator[self.asked & self.said], minlength=size).astype(np.float64)
        rest: FloatArray = np.arange(size) != who
        return shrunk_share(int(n[who]), int(of[who]), n[rest], of[rest])


def _in_cell(comparison: Comparison, answer: int, expected: int) -> _Cell:
    return _Cell(comparison, comparison.labels.label == answer, comparison.others == expected)


def _differing(comparison: Comparison, who: int) -> Counted:
    """How many of their labels differ from the others'."""
    mine = comparison.of(who)
    known = comparison.others[mine] != MISSING
    differ = comparison.labels.label[mine] != comparison.others[mine]
    return Counted(int((differ & known).sum()), int(known.sum()))


def sentence(claim: Claim) -> str:
    """The claim as it was and as it is: counts with their denominators."""
    other = claim.after
    since = f"{claim.habit.detail.rstrip('.')}. Since then {other.n} of {other.of}"
    return f"{since}: too few to say whether it changed." if claim.few else f"{since}."
