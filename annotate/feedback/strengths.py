"""What went well, in particular: answers on which an annotator can be relied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotate.agreement import wilson
from annotate.annotations import MISSING
from annotate.feedback.cases import Case, Casebook
from annotate.feedback.patterns import Pattern
from annotate.judgements import Verdict
from annotate.profile import Profile, QuestionProfile

SURE = 0.75  # the lower end of the interval must reach this
LEAST = 5  # labels, before anything is praised
SHOWN = 2


@dataclass(frozen=True)
class Strength:
    """``n`` of ``of`` labels that hold up.

    kind      "gold": against the gold; "ruled": against what the reviewer decided; "answer": this answer, where the others gave it too;
              "best": the answer with the most agreement, though it is not surely good
    """

    kind: str
    question: str
    answer: str
    n: int
    of: int


def strengths(
    book: Casebook, profile: Profile, corrected: Sequence[Pattern]
) -> tuple[Strength, ...]:
    """At most one strength against what is trusted, and two from agreement, the surest first."""
    beyond = {(pattern.question, pattern.answer) for pattern in corrected}
    against_gold = [
        found
        for name in profile.questions
        for found in (
            _trusted(book, profile.annotator_id, name, "ruled"),
            _trusted(book, profile.annotator_id, name, "gold"),
        )
        if found is not None
    ]
    against_gold.sort(key=lambda strength: -strength.of)
    by_answer = [
        strength
        for found in profile.questions.values()
        if not found.question.level.is_numeric
        for strength in _answers(found)
        if (strength.question, strength.answer) not in beyond
    ]
    surest = sorted(by_answer, key=lambda s: (-_low(s), -s.of))
    sure = [strength for strength in surest if _low(strength) >= SURE][:SHOWN]
    best = [Strength("best", s.question, s.answer, s.n, s.of) for s in surest if s.n > s.of / 2][:1]
    return (*against_gold[:1], *(sure or ([] if against_gold else best)))


def _answers(found: QuestionProfile) -> list[Strength]:
    """For each answer that they gave often enough: how often the others mostly gave it too."""
    own, others, n = found.cells.T
    given = np.bincount(own, weights=n).astype(int)
    held = np.bincount(own, weights=np.where(own == others, n, 0)).astype(int)
    return [
        Strength(
            "answer",
            found.question.name,
            found.question.shown(int(answer)),
            int(held[answer]),
            int(given[answer]),
        )
        for answer in np.flatnonzero(given >= LEAST)
    ]


def _trusted(book: Casebook, annotator_id: str, question: str, kind: str) -> Strength | None:
    """How many of their labels equal the gold, or the rulings, where they surely mostly do."""
    if kind == "ruled":
        trusted = np.where(book.ruled[question], book.references[question], MISSING)
    else:
        trusted = book.sources.data.gold.get(question, np.empty(0, dtype=np.int64))
    if not trusted.size:
        return None
    comparison = book.sources.comparisons[question]
    own = comparison.of(book.sources.annotator(annotator_id))
    known = trusted[comparison.labels.item[own]]
    of = int((known != MISSING).sum())
    n = int(((known != MISSING) & (known == comparison.labels.label[own])).sum())
    strength = Strength(kind, question, "", n, of)
    return strength if of >= LEAST and _low(strength) >= SURE else None


def _size(case: Case) -> int:
    """Characters of the item: of two that show the same, the shorter shows it better."""
    return sum(len(text) for _, text in case.fields)


def _low(strength: Strength) -> float:
    return float(wilson(strength.n, strength.of)[0])


def alone_and_right(book: Casebook, annotator_id: str) -> tuple[int, tuple[Case, ...]]:
    """How many labels were right though the others mostly said otherwise, and two of them.

    Right by the verdict "the others are wrong", or by the reference.
    """
    found: list[Case] = []
    annotator = book.sources.annotator(annotator_id)
    ids = book.sources.data.item_ids
    judged = {
        (each.item_id, each.question): each.verdict for each in book.reviewed.of(annotator_id)
    }
    for name, comparison in book.sources.comparisons.items():
        own = comparison.of(annotator)
        items, answers = comparison.labels.item[own], comparison.labels.label[own]
        others = comparison.others[own]
        right = (book.references[name][items] == answers) & (others != MISSING)
        by_reference = {ids[item] for item in items[right & (others != answers)]}
        by_verdict = {
            item_id
            for (item_id, asked), verdict in judged.items()
            if asked == name and verdict is Verdict.OTHERS_WRONG
        }
        overruled = {
            item_id
            for (item_id, asked), verdict in judged.items()
            if asked == name and verdict not in (None, Verdict.OTHERS_WRONG)
        }
        for item_id in sorted((by_reference - overruled) | by_verdict):
            case = book.case(annotator_id, item_id, name)
            if case:
                found.append(case)
    found.sort(key=lambda case: (not case.message, case.verdict is None, _size(case)))
    return len(found), tuple(found[:SHOWN])
