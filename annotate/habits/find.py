"""Every habit of every annotator: all kinds looked for, corrected together, and told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isnan

import numpy as np

from annotate.agreement import wilson
from annotate.annotations import MISSING, Annotations, IntArray, Level, Question
from annotate.comparison import Comparison, cells, compare, restrict
from annotate.habits.candidates import Candidates
from annotate.habits.confuses import confuses
from annotate.habits.copies import copies
from annotate.habits.corrected import adjusted
from annotate.habits.deviations import deviations
from annotate.habits.drifts import drifts, tires
from annotate.habits.expected import expect
from annotate.habits.inconsistent import inconsistent, same_items
from annotate.habits.known import FALSE_SHARE, Habit, Kind
from annotate.habits.leniency import leniency
from annotate.habits.narrow import narrow
from annotate.habits.prefers_long import picks_longer, rates_long_higher
from annotate.habits.rushes import rushes
from annotate.habits.sentences import sentence
from annotate.habits.sets import ticks
from annotate.habits.sittings import worked
from annotate.habits.straight_lines import straight_lines
from annotate.habits.told import told_once
from annotate.habits.usage import usage
from annotate.pairwise import places


def habits(data: Annotations, comparisons: Mapping[str, Comparison]) -> list[tuple[Habit, ...]]:
    """For each annotator (A,) what stands out, surest first."""
    found = list(candidates(data, comparisons))
    named: list[list[Habit]] = [[] for _ in range(data.n_annotators)]
    for one, p in zip(found, adjusted(found), strict=True):
        for at in np.flatnonzero((p <= FALSE_SHARE) & one.worth):
            named[one.annotator[at]].append(_habit(data, one, int(at), float(p[at])))
    return [tuple(sorted(told_once(own), key=lambda h: (h.p, -h.n))) for own in named]


def candidates(data: Annotations, comparisons: Mapping[str, Comparison]) -> Iterator[Candidates]:
    """Everything that is looked at."""
    timed = rushes(data)
    if timed is not None:
        yield timed
    for name, comparison in comparisons.items():
        yield from _of_question(data, name, comparison)
    same_as = same_items(data)
    for name in comparisons:
        again = inconsistent(data, name, same_as)
        if again is not None:
            yield again


def cases_of(
    data: Annotations, kind: str, annotator: int, question: str, about: tuple[str, str, str, str]
) -> IntArray:
    """Item codes of the cases of one habit, whether or not it stands out; empty if none.

    ``about``: answer, expected, other and round, as ``Habit`` has them.
    """
    asked = {question: compare(data, question)} if question else {}
    surest = np.inf
    found: IntArray = np.empty(0, dtype=np.int64)
    for one in candidates(data, asked):
        for at in np.flatnonzero((one.annotator == annotator) & (one.of > 0)):
            habit = _habit(data, one, int(at), float(one.p[at]))
            named = (habit.answer, habit.expected, habit.other, habit.round)
            if (habit.kind, habit.question, named) == (kind, question, about) and habit.p < surest:
                surest, found = habit.p, one.cases(int(at))
    return found


def _of_question(data: Annotations, name: str, comparison: Comparison) -> Iterator[Candidates]:
    level = comparison.labels.question.level
    if not len(comparison.labels):
        return
    if level.is_numeric or level is Level.ORDINAL:
        yield from _on_a_scale(data, comparison)
    if level is Level.SET:
        yield from ticks(comparison)
    if not level.is_numeric:
        yield from _of_categories(data, name, comparison)
    yield from _in_time(data, comparison)


def _in_time(data: Annotations, comparison: Comparison) -> Iterator[Candidates]:
    work = worked(data, comparison)
    if not work.at.size:
        return
    yield drifts(data, comparison, work)
    yield tires(comparison, work)
    for code in _rounds(data):
        yield drifts(data, comparison, work, code)


def _rounds(data: Annotations) -> range:
    """The rounds to look into one by one; none where one is all."""
    return range(len(data.rounds) if len(data.rounds) > 1 else 0)


def _on_a_scale(data: Annotations, comparison: Comparison) -> Iterator[Candidates]:
    question, size = comparison.labels.question, comparison.labels.n_annotators
    apart = deviations(comparison)
    if not apart.unit or not apart.at.size:
        return
    yield from leniency(apart, question, size)
    yield narrow(apart, question, size)
    yield from rates_long_higher(data, apart, question, size)


def _of_categories(data: Annotations, name: str, comparison: Comparison) -> Iterator[Candidates]:
    labels = comparison.labels
    table = expect(cells(comparison), labels.n_annotators, max(len(labels.question.answers), 1))
    yield copies(data, comparison, table)
    lines = straight_lines(comparison, worked(data, comparison))
    if lines is not None:
        yield lines
    if labels.question.level is Level.SET:
        return
    yield confuses(comparison, table)
    for code in _rounds(data):
        part = compare(restrict(data, data.table["round"].to_numpy() == code), name)
        rows = expect(cells(part), labels.n_annotators, max(len(labels.question.answers), 1))
        yield confuses(part, rows, code)
    if labels.question.level is Level.NOMINAL:
        yield from usage(comparison, table)
        longer = picks_longer(data, comparison)
        if longer is not None:
            yield longer


def _habit(data: Annotations, found: Candidates, at: int, p: float) -> Habit:
    n, of, peers = int(found.n[at]), int(found.of[at]), float(found.peers[at])
    low, high = (float(end) for end in wilson(n, of))
    effect = n / of - peers if found.effect is None else float(found.effect[at])
    answer, expected, other = (found.code(name, at) for name in ("answer", "expected", "other"))
    before, before_of = (max(found.code(name, at), 0) for name in ("before", "before_of"))
    habit = Habit(
        kind=_kind(data, found, answer),
        question=found.question.name if found.question else "",
        answer=_answer(found.question, answer),
        expected=_answer(found.question, expected),
        other="" if other == MISSING else data.annotator_ids[other],
        round="" if found.round == MISSING else data.rounds[found.round],
        n=n,
        of=of,
        peers=peers,
        low=low,
        high=high,
        p=p,
        effect=0.0 if isnan(effect) else effect,
        before=before,
        before_of=before_of,
        since=found.since[at] if len(found.since) else "",
        detail="",
        item_ids=tuple(data.item_ids[item] for item in found.cases(at)),
    )
    return replace(habit, detail=sentence(habit))


def _kind(data: Annotations, found: Candidates, answer: int) -> Kind:
    """Overusing one of two places is a preference for it."""
    question = found.question
    if found.kind is not Kind.OVERUSES or question is None or question.level is Level.SET:
        return found.kind
    pair = places(data, question)
    if pair is None or answer not in pair:
        return found.kind
    return Kind.PREFERS_FIRST if answer == pair[0] else Kind.PREFERS_LAST


def _answer(question: Question | None, code: int) -> str:
    """An answer, of a set question a category; “” for none."""
    if question is None or code == MISSING:
        return ""
    return question.categories[code] if question.level is Level.SET else question.answers[code]
