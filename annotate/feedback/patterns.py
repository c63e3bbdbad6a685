"""What could be corrected, grouped: what the reviewer gave a name, or the same confusion.

A pattern comes from reading (labels judged wrong), from agreement (a habit: this annotator
does it more than others), or from both. Reading is the stronger ground and comes first. What
happened fewer than three times is no pattern.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING
from annotate.feedback.by_round import InRound, by_round, is_better
from annotate.feedback.cases import Case, Casebook
from annotate.feedback.changed import Changed, Said
from annotate.feedback.choice import Choice
from annotate.feedback.right import done_right
from annotate.guideline import Rule
from annotate.habits import LEAST, Habit, Kind
from annotate.judgements import Verdict
from annotate.profile import Profile

SHOWN = 3  # examples of a pattern: one is an accident, four are a list
OFFERED = 8  # further ones to choose from
RULES = 2

_FINE = {
    Verdict.OTHERS_WRONG,
    Verdict.BOTH_ACCEPTABLE,
    Verdict.GUIDELINE_UNCLEAR,
    Verdict.BAD_ITEM,
}


@dataclass(frozen=True)
class Pattern:
    """One thing to do differently.

    error_type         the reviewer's name for it; empty where it has none
    answer, expected   as people write them, the most frequent ones; ``expected`` is empty
                       where none is known
    cells              ((answer, expected), how many of the cases), the most frequent first
    cases              the labels that the reviewer corrected
    of_read            labels of theirs on this question whose items were read
    habit              the same confusion over all their labels, if it stands out
    fine               how many of the habit's labels the reviewer or the reference found right
    candidates         cases to choose examples from, the most telling first
    examples           which of them to show
    right              an item with the same expected answer that they got right
    rules              the rules that the verdicts cite, the most cited first
    rounds             the habit's counts round by round
    is_better          whether it became rarer
    """

    question: str
    error_type: str
    answer: str
    expected: str
    cells: tuple[tuple[tuple[str, str], int], ...]
    cases: tuple[Case, ...]
    of_read: int
    habit: Habit | None
    fine: int
    candidates: tuple[Case, ...]
    examples: tuple[Case, ...]
    right: Case | None
    rules: tuple[Rule, ...]
    rounds: tuple[InRound, ...] = ()
    is_better: bool = False

    @property
    def about(self) -> Said:
        """What habit it is."""
        return Kind.CONFUSES.value, self.question, self.answer, self.expected

    @property
    def holds(self) -> bool:
        """Whether it happened often enough to be spoken of."""
        by_habit = self.habit is not None and self.habit.n - self.fine >= LEAST
        return by_habit or len(self.cases) >= LEAST


Cell = tuple[str, str, str]  # question, answer, expected


def patterns(
    book: Casebook,
    profile: Profile,
    corrected: Iterable[Case],
    choice: Choice,
    since: Iterable[Changed] = (),
) -> tuple[Pattern, ...]:
    """Every pattern of one annotator that holds: what was chosen, then what was read, the rest.

    A pattern all of whose cases were dropped is gone. ``since`` is what the letter says of the
    round before: whether a habit became rarer is said there and here in the same way.
    """
    groups: dict[tuple[str, ...], list[Case]] = {}
    for case in corrected:
        named = (case.question, case.error_type)
        key = named if case.error_type else (case.question, "", case.answer, case.expected)
        groups.setdefault(key, []).append(case)
    confusions = [one for one in profile.habits if one.kind is Kind.CONFUSES and not one.round]
    habits = {_key(habit): habit for habit in confusions}
    read = sorted(groups.values(), key=lambda cases: -len(cases))
    made = [
        _pattern(book, profile, cases, habits.pop(_cell(cases), None), choice) for cases in read
    ]
    made.sort(key=lambda p: (-len(p.cases), not any(case.message for case in p.cases)))
    rest = sorted(habits.values(), key=lambda habit: habit.peers * habit.of - habit.n)
    made += [_pattern(book, profile, [], habit, choice) for habit in rest]
    rarer = {one.about: one.less for one in since}
    made = [
        replace(one, is_better=rarer.get(one.about, is_better(one.rounds)))
        for one in made
        if one.holds and one.examples
    ]
    # What became better by itself comes last, unless the reviewer chose it.
    return tuple(sorted(made, key=lambda one: (choice.first_of(one.candidates), one.is_better)))


def _key(habit: Habit) -> Cell:
    # Sets have no confusions, and any other answer is written as people write it.
    return habit.question, habit.answer, habit.expected


def _cells(cases: Iterable[Case]) -> list[tuple[tuple[str, str], int]]:
    return Counter((case.answer, case.expected) for case in cases).most_common()


def _cell(cases: Sequence[Case]) -> Cell:
    """The cell that most of the cases are in."""
    (answer, expected), _ = _cells(cases)[0]
    return cases[0].question, answer, expected


def _pattern(
    book: Casebook,
    profile: Profile,
    cases: Sequence[Case],
    habit: Habit | None,
    choice: Choice,
) -> Pattern:
    fine, further = _unread(book, profile.annotator_id, habit)
    question, answer, expected = _cell(cases) if cases or habit is None else _key(habit)
    by_message = sorted(cases, key=lambda case: not case.message)
    known = {case.item_id for case in cases}
    candidates = (*by_message, *(case for case in further if case.item_id not in known))
    # What was read is shown before what was only compared, unless that was chosen.
    examples = choice.among(candidates, min(len(cases), SHOWN) or SHOWN)
    cited = Counter(case.rule for case in cases if case.rule and case.rule.text)
    return Pattern(
        question=question,
        error_type=cases[0].error_type if cases else "",
        answer=answer,
        expected=expected,
        cells=tuple(_cells(cases)),
        cases=tuple(cases),
        of_read=_labels_read(book, profile.annotator_id, question),
        habit=habit,
        fine=fine,
        candidates=candidates,
        examples=examples,
        right=done_right(book, profile.annotator_id, question, expected),
        rules=tuple(rule for rule, _ in cited.most_common(RULES)),
        rounds=by_round(book.sources, profile.annotator_id, habit) if habit else (),
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
    surest = rest[np.argsort(-sure, kind="stable")][:OFFERED]
    found = [book.case(annotator_id, data.item_ids[items[k]], habit.question) for k in surest]
    return int(fine.sum()), [case for case in found if case]
