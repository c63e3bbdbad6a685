"""The words for each kind of habit: one place, for the screen, the command line and letters."""

from __future__ import annotations

from math import isnan

from annotate.habits.known import Habit, Kind

FOR_THE_LEAD = frozenset({Kind.COPIES, Kind.STRAIGHT_LINES, Kind.TIRES, Kind.INCONSISTENT})
"""What a letter does not say: it would accuse, or the annotator can do nothing with it."""


def sentence(habit: Habit) -> str:
    """The habit in one sentence without its subject, with count, denominator and peers."""
    said = _SAID[habit.kind].format(
        answer=habit.answer,
        expected=habit.expected,
        other=habit.other,
        count=f"{habit.n:,} of {habit.of:,}",
        peers="unknown" if isnan(habit.peers) else f"{habit.peers:.0%}",
        effect=f"{abs(habit.effect):.2g}",
        times=f"{habit.effect:.2f}",
        before=f"{habit.before:,} of {habit.before_of:,}",
        since=habit.since,
        from_length=f", from {habit.since} on" if habit.since else "",
    )
    return f"in round {habit.round}, {said}" if habit.round else said


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
