"""Habits over many labels that a letter may speak of: how a scale, a category or time is used.

What would accuse somebody, or what they can do nothing about, stays with the reviewer: see
``annotate.habits.FOR_THE_LEAD``. Confusions have examples and are patterns (``patterns``).
"""

from __future__ import annotations

from dataclasses import dataclass

from annotate.annotations import Level
from annotate.feedback.cases import Casebook
from annotate.habits import FOR_THE_LEAD, Habit, Kind
from annotate.profile import Profile

SHOWN = 2  # in a letter, beside its patterns


@dataclass(frozen=True)
class Tendency:
    """``n`` of ``of`` labels show it.

    kind          a value of ``annotate.habits.Kind``
    answer        the category that it is about, as people write it; empty where it is about none
    before, before_of   what n and of were before a change; ``round`` the round that it was in
    """

    kind: str
    question: str
    answer: str
    n: int
    of: int
    before: int
    before_of: int
    round: str


def tendencies(book: Casebook, profile: Profile) -> tuple[Tendency, ...]:
    """The surest ones, at most SHOWN."""
    fit = [
        habit
        for habit in profile.habits
        if habit.kind is not Kind.CONFUSES and habit.kind not in FOR_THE_LEAD
    ]
    return tuple(_tendency(book, habit) for habit in fit[:SHOWN])


def _tendency(book: Casebook, habit: Habit) -> Tendency:
    answer = habit.answer
    if answer:
        asked = book.sources.data.question(habit.question)
        if asked.level is not Level.SET:
            answer = asked.shown(asked.answers.index(answer))
    return Tendency(
        kind=habit.kind.value,
        question=habit.question,
        answer=answer,
        n=habit.n,
        of=habit.of,
        before=habit.before,
        before_of=habit.before_of,
        round=habit.round,
    )
