"""Judgements and habits -> what a letter to one annotator can rest on.

Nothing here is a sentence: ``draft`` finds the words, and a person may choose among this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from annotate.feedback.cases import Case, Casebook, PracticeItem
from annotate.feedback.changed import Changed, changed
from annotate.feedback.choice import Choice
from annotate.feedback.patterns import Pattern, patterns
from annotate.feedback.practice import practice_items
from annotate.feedback.strengths import Strength, alone_and_right, strengths
from annotate.feedback.tendencies import Tendency, tendencies
from annotate.judgements import Verdict
from annotate.profile import Profile

MOST = 3  # patterns in a letter: more are read, and fewer are done


@dataclass(frozen=True)
class Evidence:
    """What is known for one letter.

    n_items           items that they labelled; n_shared: those that others labelled as well
    n_read            items of theirs that were read; n_random: drawn at random
    n_judged          labels of theirs with a verdict; n_errors: those judged an error
    patterns          everything that could be corrected, most telling first
    tendencies        habits that are no confusion and that a person can do something about
    single            labels that were corrected and belong to no pattern
    exemplary, alone  labels marked as exemplary; labels that were right against the others
    strengths         answers on which they are surely good
    unclear, both, bad_items   labels whose verdict lays the fault elsewhere
    remarks           messages to them on labels that are none of the above
    contradicted      labels called an error whose own ruling says that they are right
    practice          items to practise on, or for a model to show as examples
    changed           what stood out in the round before, and what became of it
    choice            what of it the reviewer chose to show, and dropped
    """

    annotator_id: str
    is_model: bool
    n_items: int
    n_shared: int
    n_read: int
    n_random: int
    n_judged: int
    n_errors: int
    questions: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    tendencies: tuple[Tendency, ...]
    single: tuple[Case, ...]
    exemplary: tuple[Case, ...]
    alone: tuple[Case, ...]
    n_alone: int
    strengths: tuple[Strength, ...]
    unclear: tuple[Case, ...]
    both: tuple[Case, ...]
    bad_items: tuple[Case, ...]
    remarks: tuple[Case, ...]
    contradicted: tuple[Case, ...]
    practice: tuple[PracticeItem, ...]
    choice: Choice
    changed: tuple[Changed, ...] = ()

    @cached_property
    def points(self) -> tuple[Pattern | Tendency, ...]:
        """What the letter speaks of, three at most; no example is shown twice.

        What was chosen comes first, then habits, which stand out beyond chance, then what was
        only read, and last what became better by itself. What is said to be rarer than in the
        round before is no point any more, unless it was read or chosen.
        """
        patterns, tendencies = self._standing
        shown = patterns[: MOST - len(tendencies[:1])]
        every: list[Pattern | Tendency] = [*shown, *tendencies[: MOST - len(shown)]]
        ordered = sorted(every, key=lambda one: (self.choice.first_of(one.candidates), _last(one)))
        seen: set[Case] = set()
        points: list[Pattern | Tendency] = []
        for point in ordered:
            points.append(_unlike(point, seen, self.choice))
            seen |= {*points[-1].examples, *((points[-1].right,) if points[-1].right else ())}
        return tuple(points)

    @property
    def has_more(self) -> bool:
        """Whether there is more that could be a point."""
        patterns, tendencies = self._standing
        return len(patterns) + len(tendencies) > len(self.points)

    @cached_property
    def _standing(self) -> tuple[list[Pattern], list[Tendency]]:
        """The patterns and tendencies that may be points."""
        rarer = {one.about for one in self.changed if one.less}

        def stands(point: Pattern | Tendency) -> bool:
            read = isinstance(point, Pattern) and point.cases
            return bool(read or self.choice.chosen_of(point.candidates) or point.about not in rarer)

        return [*filter(stands, self.patterns)], [*filter(stands, self.tendencies)]

    @property
    def shown(self) -> tuple[Pattern, ...]:
        """The patterns among the points."""
        return tuple(point for point in self.points if isinstance(point, Pattern))

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that the reviewer spoke about."""
        corrected = [case for pattern in self.patterns for case in pattern.cases]
        rest = (self.exemplary, self.alone, self.unclear, self.both, self.bad_items, self.remarks)
        return (*corrected, *self.single, *(case for some in rest for case in some))


def _last(point: Pattern | Tendency) -> int:
    """How late a point comes if nothing was chosen."""
    if isinstance(point, Tendency):
        return 1
    return 3 if point.is_better else 0 if point.habit else 2


def _unlike(point: Pattern | Tendency, seen: set[Case], choice: Choice) -> Pattern | Tendency:
    """The point with examples that were not shown yet, as many as it has or as there are."""
    fresh = [case for case in point.candidates if case not in seen]
    kept = tuple(case for case in point.examples if case not in seen)
    right = point.right if point.right not in seen else None
    return replace(point, examples=kept or choice.among(fresh, len(point.examples)), right=right)


def gather(book: Casebook, annotator_id: str, choice: Choice | None = None) -> Evidence:
    """The evidence about one annotator; NotFoundError if there is none of that id.

    ``choice`` says what of it is shown, and in which order; no count depends on it.
    """
    choice = choice or Choice()
    code = book.sources.annotator(annotator_id)
    profile = book.sources.profiles[annotator_id]
    items = book.sources.items[code]
    reading = book.reviewed.reading(book.sources.data, annotator_id, items)
    said = _said(book, annotator_id)
    corrected = tuple(case for case in said if _is_correction(case))
    contradicted = tuple(
        case for case in said if case.verdict is Verdict.ERROR and case.as_expected
    )
    corrected = (*corrected, *_by_ruling(book, annotator_id))
    since = changed(book.sources, annotator_id)
    found = patterns(book, profile, corrected, choice, since)
    in_patterns = {(case.item_id, case.question) for one in found for case in one.cases}
    n_alone, alone = alone_and_right(book, annotator_id)
    return Evidence(
        annotator_id=annotator_id,
        is_model=profile.kind == "model",
        n_items=profile.n_items,
        n_shared=max((q.n_shared for q in profile.questions.values()), default=0),
        n_read=reading.read,
        n_random=reading.at_random,
        n_judged=reading.judged,
        n_errors=reading.verdicts.get(Verdict.ERROR, 0),
        questions=_answered(profile),
        patterns=found,
        tendencies=tendencies(book, profile, choice),
        single=tuple(
            case for case in corrected if (case.item_id, case.question) not in in_patterns
        ),
        exemplary=tuple(case for case in said if case.exemplary),
        alone=alone,
        n_alone=n_alone,
        strengths=strengths(book, profile, found),
        unclear=_with(said, Verdict.GUIDELINE_UNCLEAR),
        both=_with(said, Verdict.BOTH_ACCEPTABLE),
        bad_items=_with(said, Verdict.BAD_ITEM),
        remarks=tuple(case for case in said if not case.verdict and not case.exemplary),
        contradicted=contradicted,
        practice=practice_items(book, annotator_id, found[:MOST]),
        choice=choice,
        changed=since,
    )


def _said(book: Casebook, annotator_id: str) -> tuple[Case, ...]:
    """The cases that the reviewer spoke about, in the order of the record."""
    cases = (
        book.case(annotator_id, judgement.item_id, judgement.question)
        for judgement in book.reviewed.of(annotator_id)
    )
    return tuple(case for case in cases if case)


def _is_correction(case: Case) -> bool:
    """An error by verdict; a case whose ruling says otherwise is left for the reviewer."""
    return case.verdict is Verdict.ERROR and not case.as_expected


def _by_ruling(book: Casebook, annotator_id: str) -> tuple[Case, ...]:
    """Labels without a verdict that a ruling on their item corrects."""
    ids = book.sources.data.item_ids
    corrected: list[Case] = []
    for question, comparison in book.sources.comparisons.items():
        own = comparison.of(book.sources.annotator(annotator_id))
        items, labels = comparison.labels.item[own], comparison.labels.label[own]
        differ = book.ruled[question][items] & (book.references[question][items] != labels)
        cases = (book.case(annotator_id, ids[item], question) for item in items[differ])
        corrected += [case for case in cases if case and not (case.verdict or case.as_expected)]
    return tuple(corrected)


def _with(cases: tuple[Case, ...], verdict: Verdict) -> tuple[Case, ...]:
    return tuple(case for case in cases if case.verdict is verdict)


def _answered(profile: Profile) -> tuple[str, ...]:
    return tuple(name for name, found in profile.questions.items() if found.n_labels)
