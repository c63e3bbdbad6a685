"""Habits over many labels that a letter may speak of: how a scale, a category or time is used.

What would accuse somebody, or what they can do nothing about, stays with the reviewer: see
``annotate.habits.FOR_THE_LEAD``. Confusions have examples and are patterns (``patterns``).
"""

from __future__ import annotations

from dataclasses import dataclass

from annotate.feedback.cases import Basis, Case, Casebook
from annotate.feedback.changed import Said
from annotate.feedback.choice import Choice
from annotate.feedback.right import done_right
from annotate.habits import FOR_THE_LEAD, Habit, Kind
from annotate.judgements import Verdict
from annotate.profile import Profile

SHOWN = 2  # examples in a letter
OFFERED = 8  # to choose from
LOOKED_AT = 60  # of a habit's items, when choosing an example

_ABOUT_ANSWERS = {
    Kind.LENIENT,
    Kind.SEVERE,
    Kind.OVERUSES,
    Kind.AVOIDS,
    Kind.PREFERS_LONG,
    Kind.PREFERS_FIRST,
    Kind.PREFERS_LAST,
    Kind.TICKS_EVERYTHING,
}


@dataclass(frozen=True)
class Tendency:
    """``n`` of ``of`` labels show it.

    kind          a value of ``annotate.habits.Kind``
    answer        the category that it is about, as people write it; empty where it is about none
    before, before_of   what n and of were before a change; ``round`` the round that it was in
    candidates    cases to choose examples from; ``examples`` are those to show
    right         an item like the first example that they got right
    """

    kind: str
    question: str
    answer: str
    n: int
    of: int
    before: int
    before_of: int
    round: str
    candidates: tuple[Case, ...] = ()
    examples: tuple[Case, ...] = ()
    right: Case | None = None

    @property
    def about(self) -> Said:
        """What habit it is."""
        return self.kind, self.question, self.answer, ""


def tendencies(book: Casebook, profile: Profile, choice: Choice) -> tuple[Tendency, ...]:
    """Those that a letter may speak of, what was chosen first, then the surest."""
    fit = [
        habit
        for habit in profile.habits
        if habit.kind is not Kind.CONFUSES and habit.kind not in FOR_THE_LEAD
    ]
    found = [_tendency(book, profile.annotator_id, habit, choice) for habit in fit]
    return tuple(sorted(found, key=lambda one: choice.first_of(one.candidates)))


def _tendency(book: Casebook, annotator_id: str, habit: Habit, choice: Choice) -> Tendency:
    candidates = _candidates(book, annotator_id, habit)
    examples = choice.among(candidates, SHOWN)
    first = examples[0] if examples and habit.kind in _ABOUT_ANSWERS else None
    return Tendency(
        kind=habit.kind.value,
        question=habit.question,
        answer=habit.answer,
        n=habit.n,
        of=habit.of,
        before=habit.before,
        before_of=habit.before_of,
        round=habit.round,
        candidates=candidates,
        examples=examples,
        right=done_right(book, annotator_id, first.question, first.expected) if first else None,
    )


def _candidates(book: Casebook, annotator_id: str, habit: Habit) -> tuple[Case, ...]:
    """Cases of the habit whose answer is not the expected one, the surest first."""
    names = [habit.question] if habit.question else list(book.sources.comparisons)
    cases = (
        book.case(annotator_id, item_id, name)
        for item_id in habit.item_ids[:LOOKED_AT]
        for name in names
    )
    fit = [case for case in cases if case and _shows_something(case)]
    return tuple(sorted(fit, key=_sureness)[:OFFERED])


def _shows_something(case: Case) -> bool:
    judged_fine = case.verdict not in (None, Verdict.ERROR)
    return bool(case.expected) and not case.as_expected and not judged_fine


def _sureness(case: Case) -> tuple[bool, bool, bool, int]:
    """What was judged and said something about, then what a reference confirms, the short."""
    length = sum(len(text) for _, text in case.fields)
    return not case.message, case.verdict is None, case.basis is Basis.OTHERS, length
