"""The same thing said once: what another habit of the same annotator explains is left out."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.habits.known import Habit, Kind

MOSTLY = 1 / 2  # of an excess, for another habit to explain it
ALWAYS = 0.95  # of all labels: then it is not one category taken for another
_SCALE = {Kind.LENIENT, Kind.SEVERE, Kind.NARROW, Kind.PREFERS_LONG}
_WHOLE = {Kind.TICKS_EVERYTHING}
_OTHERS = {Kind.PREFERS_FIRST, Kind.PREFERS_LAST, Kind.TICKS_EVERYTHING}
_SIDES = {Kind.PREFERS_FIRST, Kind.PREFERS_LAST}


def told_once(own: Iterable[Habit]) -> list[Habit]:
    """The habits of one annotator without those that others of them explain.

    A confusion on a scale follows from how the scale is used; the overuse of a category from one
    confusion; what was so in a round from what is so throughout; one of two places avoided from
    the other preferred.
    """
    found = list(own)
    return [one for one in found if not any(_explains(other, one) for other in found)]


def _explains(other: Habit, one: Habit) -> bool:
    if other is one or other.question != one.question:
        return False
    if _about(one) == _about(other):
        return _rather(other) < _rather(one)
    if one.kind is Kind.CONFUSES:
        same = other.answer == one.answer and (other.kind in _SIDES or _always(other))
        return same or other.kind in _SCALE
    if one.kind in (Kind.OVERUSES, Kind.AVOIDS):
        whole = other.kind in (_OTHERS if one.kind is Kind.AVOIDS else _WHOLE)
        return whole or (not _always(one) and (_always(other) or _by_confusion(other, one)))
    return False


def _always(habit: Habit) -> bool:
    """Whether it is to give one answer to nearly everything."""
    return habit.kind is Kind.OVERUSES and habit.n >= ALWAYS * habit.of


def _about(habit: Habit) -> tuple[Kind, str, str, str]:
    return habit.kind, habit.answer, habit.expected, habit.other


def _rather(habit: Habit) -> tuple[bool, float, int]:
    """Which of two that say the same is said: throughout before one round, then the surer."""
    return bool(habit.round), habit.p, -habit.n


def _by_confusion(other: Habit, one: Habit) -> bool:
    if other.kind is not Kind.CONFUSES:
        return False
    into = other.answer if one.kind is Kind.OVERUSES else other.expected
    return into == one.answer and _excess(other) >= MOSTLY * abs(_excess(one))


def _excess(habit: Habit) -> float:
    return habit.n - habit.peers * habit.of
