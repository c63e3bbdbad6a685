"""What could be corrected, grouped: the same answer given where the same other was expected.

A pattern comes from reading (labels judged wrong), from agreement (a habit: this annotator
does it more than others), or from both. Reading is the stronger ground and comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING
from annotate.feedback.cases import Basis, Case, Casebook
from annotate.habits import LEAST, Habit, Kind
from annotate.judgements import Verdict
from annotate.profile import Profile

SHOWN = 3  # examples of a pattern: one is an accident, four are a list
CANDIDATES = 50  # items looked at when choosing an example

_FINE = {
    Verdict.OTHERS_WRONG,
    Verdict.BOTH_ACCEPTABLE,
    Verdict.GUIDELINE_UNCLEAR,
    Verdict.BAD_ITEM,
}


@dataclass(frozen=True)
class Pattern:
    """One thing to do differently.

    answer, expected   as people write them; ``expected`` is empty where none is known
    cases              the labels that the reviewer corrected
    of_read            labels of theirs on this question whose items were read
    habit              the same confusion over all their labels, if it stands out
    fine               how many of the habit's labels the reviewer or the reference found right
    examples           which cases to show, the most telling first
    right              an item with the same expected answer that they got right
    """

    question: str
    answer: str
    expected: str
    cases: tuple[Case, ...]
    of_read: int
    habit: Habit | None
    fine: int
    examples: tuple[Case, ...]
    right: Case | None


def patterns(book: Casebook, profile: Profile, corrected: Iterable[Case]) -> tuple[Pattern, ...]:
    """Every pattern of one annotator: those from reading, then those from agreement alone."""
    groups: dict[tuple[str, str, str], list[Case]] = {}
    for case in corrected:
        groups.setdefault((case.question, case.answer, case.expected), []).append(case)
    confusions = [one for one in profile.habits if one.kind is Kind.CONFUSES and not one.round]
    habits = {_key(book, habit): habit for habit in confusions}
    read = [
        _pattern(book, profile, key, tuple(cases), habits.get(key)) for key, cases in groups.items()
    ]
    read.sort(key=lambda p: (-len(p.cases), not any(case.message for case in p.cases)))
    rest = sorted(
        ((key, habit) for key, habit in habits.items() if key not in groups),
        key=lambda each: each[1].peers * each[1].of - each[1].n,
    )
    unread = [_pattern(book, profile, key, (), habit) for key, habit in rest]
    return (*read, *(p for p in unread if p.habit and p.habit.n - p.fine >= LEAST))


def _key(book: Casebook, habit: Habit) -> tuple[str, str, str]:
    question = book.sources.data.question(habit.question)
    codes = {answer: code for code, answer in enumerate(question.answers)}
    return (
        habit.question,
        question.shown(codes[habit.answer]),
        question.shown(codes[habit.expected]),
    )


def _pattern(
    book: Casebook,
    profile: Profile,
    key: tuple[str, str, str],
    cases: tuple[Case, ...],
    habit: Habit | None,
) -> Pattern:
    question, answer, expected = key
    fine, further = _unread(book, profile.annotator_id, habit)
    examples = sorted(cases, key=lambda case: not case.message)[:SHOWN] or further[:SHOWN]
    return Pattern(
        question=question,
        answer=answer,
        expected=expected,
        cases=cases,
        of_read=_labels_read(book, profile.annotator_id, question),
        habit=habit,
        fine=fine,
        examples=tuple(examples),
        right=_done_right(book, profile.annotator_id, question, expected) if expected else None,
    )


def _labels_read(book: Casebook, annotator_id: str, question: str) -> int:
    """How many of their labels on the question are on items that were read."""
    comparison = book.sources.comparisons[question]
    items = comparison.labels.item[comparison.of(book.sources.annotator(annotator_id))]
    return int(book.reviewed.read_of(book.sources.data, annotator_id, items).size)


def _unread(book: Casebook, annotator_id: str, habit: Habit | None) -> tuple[int, list[Case]]:
    """How many of the habit's labels are right after all, and the best examples of the rest.

    The best are confirmed by a reference, then those on which the others agree most, since
    there they are least likely to be wrong.
    """
    if habit is None:
        return 0, []
    data, comparison = book.sources.data, book.sources.comparisons[habit.question]
    own = comparison.of(book.sources.annotator(annotator_id))
    codes = {answer: code for code, answer in enumerate(comparison.labels.question.answers)}
    answer, expected = codes[habit.answer], codes[habit.expected]
    items = comparison.labels.item[own]
    cell = (comparison.labels.label[own] == answer) & (comparison.others[own] == expected)
    trusted = book.references[habit.question][items]
    excused = {
        data.item_codes[each.item_id]
        for each in book.reviewed.of(annotator_id)
        if each.question == habit.question and each.verdict in _FINE
    }
    fine = cell & ((trusted == answer) | np.isin(items, sorted(excused)))
    rest = np.flatnonzero(cell & ~fine)
    sure = np.nan_to_num(comparison.among[own][rest]) + 2.0 * (trusted[rest] != MISSING)
    surest = rest[np.argsort(-sure, kind="stable")][:SHOWN]
    found = [book.case(annotator_id, data.item_ids[items[k]], habit.question) for k in surest]
    return int(fine.sum()), [case for case in found if case]


def _done_right(book: Casebook, annotator_id: str, question: str, expected: str) -> Case | None:
    """An item with this expected answer that they answered so; short, and as sure as can be."""
    comparison = book.sources.comparisons[question]
    own = comparison.of(book.sources.annotator(annotator_id))
    asked = comparison.labels.question
    answers = [k for k in range(len(asked.answers)) if asked.shown(k) == expected]
    trusted = book.references[question][comparison.labels.item[own]]
    known = np.where(trusted != MISSING, trusted, comparison.others[own])
    right = np.isin(comparison.labels.label[own], answers) & np.isin(known, answers)
    places = np.flatnonzero(right)
    same = np.nan_to_num(comparison.same[own][places])
    surest = places[np.argsort(-(same + 2.0 * (trusted[places] != MISSING)), kind="stable")]
    ids = book.sources.data.item_ids
    items = comparison.labels.item[own]
    cases = [book.case(annotator_id, ids[items[place]], question) for place in surest[:CANDIDATES]]
    fit = [case for case in cases if case and case.as_expected and not _spoken_against(case)]
    return min(fit, key=_preference, default=None)


def _spoken_against(case: Case) -> bool:
    return case.verdict is not None and case.verdict is not Verdict.OTHERS_WRONG


def _preference(case: Case) -> tuple[bool, bool, int]:
    """Exemplary first, then what a reference confirms, then the shorter text."""
    length = sum(len(text) for _, text in case.fields)
    return not case.exemplary, case.basis is Basis.OTHERS, length
