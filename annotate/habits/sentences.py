"""The words for each kind of habit: one place, for the screen, the command line and letters."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from annotate.habits.known import Kind

FOR_THE_LEAD = frozenset({Kind.COPIES, Kind.STRAIGHT_LINES, Kind.TIRES, Kind.INCONSISTENT})
"""What a letter does not say: it would accuse, or the annotator can do nothing with it."""


@dataclass(frozen=True)
class Words:
    """What a sentence is made of; see ``annotate.habits.known.Habit``. Answers are as shown."""

    kind: Kind
    answer: str
    expected: str
    other: str
    round: str
    n: int
    of: int
    peers: float
    effect: float
    before: int
    before_of: int
    since: str


def sentence(words: Words) -> str:
    """The habit in one sentence without its subject, with count, denominator and peers."""
    said = _SAID[words.kind].format(
        answer=words.answer,
        expected=words.expected,
        other=words.other,
        count=f"{words.n:,} of {words.of:,}",
        peers="unknown" if isnan(words.peers) else f"{words.peers:.0%}",
        effect=f"{abs(words.effect):.2g}",
        times=f"{words.effect:.2f}",
        before=f"{words.before:,} of {words.before_of:,}",
        since=words.since,
        from_length=f", from {words.since} on" if words.since else "",
    )
    return f"in round {words.round}, {said}" if words.round else said


_SAID = {
    Kind.CONFUSES: "says “{answer}” where the others say “{expected}”: {count};"
    " other annotators {peers}",
    Kind.OVERUSES: "uses “{answer}” more than the items explain: {count} labels;"
    " others on the same items {peers}",
    Kind.AVOIDS: "hardly uses “{answer}”: {count} labels; others on the same items {peers}",
    Kind.PREFERS_FIRST: "prefers what stands first (“{answer}”): {count} labels;"
    " others on the same items {peers}",
    Kind.PREFERS_LAST: "prefers what stands last (“{answer}”): {count} labels;"
    " others on the same items {peers}",
    Kind.PREFERS_LONG: "favours what is long{from_length}: {count}; other annotators {peers}",
    Kind.LENIENT: "answers higher than the others by {effect} on average: {count} labels are"
    " higher; other annotators {peers}",
    Kind.SEVERE: "answers lower than the others by {effect} on average: {count} labels are lower;"
    " other annotators {peers}",
    Kind.NARROW: "uses little of the scale, {times} times as widely as the others: {count} labels"
    " in one place; other annotators {peers}",
    Kind.TICKS_EVERYTHING: "ticks more than the others do: {count} of what could be ticked;"
    " others on the same items {peers}",
    Kind.RUSHES: "takes under a third of the usual time for the item: {count} labels; other"
    " annotators {peers}",
    Kind.DRIFTS: "differs from the others more often from {since} on: {count}, before {before};"
    " others among themselves {peers}",
    Kind.TIRES: "differs from the others more often after {since} of a sitting: {count}, before"
    " {before}; others among themselves {peers}",
    Kind.STRAIGHT_LINES: "repeats the answer before: {count} labels; the items explain {peers}",
    Kind.COPIES: "gives the answer of {other} where {other} differs from everyone else: {count};"
    " other annotators {peers}",
    Kind.INCONSISTENT: "answers otherwise when the same item comes again: {count} times; other"
    " annotators {peers}",
}
