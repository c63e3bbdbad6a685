"""One label as a letter shows it: the item, what was answered, what was expected, and why.

``Sources`` is what follows from the labels alone and is costly; ``Casebook`` adds what the
reviewer did and is cheap, so a verdict shows in every letter at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, IntArray
from annotate.errors import NotFoundError
from annotate.judgements import Judgement, Record, Verdict, reference
from annotate.profile import Comparison, Profile, Reviewed, compare, profiles, review
from annotate.profile.of_annotators import items_of_each


class Basis(StrEnum):
    """Where an expected answer comes from, the most trusted first."""

    RULING = "ruling"
    GOLD = "gold"
    OTHERS = "others"
    NONE = ""


@dataclass(frozen=True)
class Case:
    """One annotator's label on one item, in words.

    ``expected`` is the ruling, else the gold, else the others' most frequent answer; empty
    where none is known. ``alone``: whether the others mostly gave another answer.
    ``message`` is the reviewer's to this annotator.
    """

    item_id: str
    question: str
    fields: tuple[tuple[str, str], ...]
    answer: str
    expected: str
    basis: Basis
    alone: bool
    verdict: Verdict | None
    exemplary: bool
    message: str

    @property
    def as_expected(self) -> bool:
        """Whether the answer is the expected one."""
        return self.basis is not Basis.NONE and self.answer == self.expected


Find = Callable[[str, str], Case | None]


@dataclass(frozen=True, eq=False)
class Sources:
    """What follows from the labels alone: comparisons by question, profiles by annotator."""

    data: Annotations
    comparisons: dict[str, Comparison]
    profiles: dict[str, Profile]
    items: tuple[IntArray, ...]

    def annotator(self, annotator_id: str) -> int:
        """The code of an annotator; NotFoundError if there is none of that id."""
        code = self.data.annotator_codes.get(annotator_id)
        if code is None:
            raise NotFoundError(f"There is no annotator “{annotator_id}” in the data.")
        return code


def prepare(data: Annotations) -> Sources:
    """Compute once, for a version of the data, what every letter draws on."""
    return Sources(
        data,
        {question.name: compare(data, question.name) for question in data.questions},
        {found.annotator_id: found for found in profiles(data)},
        tuple(items_of_each(data)),
    )


@dataclass(frozen=True, eq=False)
class Casebook:
    """The sources and the reviewer's record: every case of every annotator can be looked up."""

    sources: Sources
    record: Record

    @cached_property
    def reviewed(self) -> Reviewed:
        return review(self.sources.data, self.record)

    @cached_property
    def references(self) -> dict[str, IntArray]:
        """Question -> (I,) what is trusted."""
        data = self.sources.data
        return {q.name: reference(data, q.name, self.record) for q in data.questions}

    @cached_property
    def ruled(self) -> dict[str, BoolArray]:
        """Question -> (I,) whether the item has a ruling on it."""
        data = self.sources.data
        found = {q.name: np.zeros(data.n_items, dtype=np.bool_) for q in data.questions}
        for item_id, question in self.record.rulings:
            if item_id in data.item_codes and question in found:
                found[question][data.item_codes[item_id]] = True
        return found

    @cached_property
    def _said(self) -> dict[tuple[str, str, str], Judgement]:
        """What was said about each label, by annotator, item and question."""
        return {(j.annotator_id, j.item_id, j.question): j for j in self.record.judgements}

    def finder(self, annotator_id: str) -> Find:
        """Look-up of one annotator's cases by item id and question; None where there is none.

        Without a question it is the first that the annotator answered about the item.
        """

        def find(item_id: str, question: str) -> Case | None:
            asked = [question] if question else list(self.sources.comparisons)
            cases = (self.case(annotator_id, item_id, name) for name in asked)
            return next((case for case in cases if case), None)

        return find

    def case(self, annotator_id: str, item_id: str, question: str) -> Case | None:
        """The annotator's label on the item; None where the data have none that counts."""
        sources = self.sources
        item = sources.data.item_codes.get(item_id)
        comparison = sources.comparisons.get(question)
        annotator = sources.data.annotator_codes.get(annotator_id)
        if item is None or comparison is None or annotator is None:
            return None
        place = comparison.place(annotator, item)
        if place is None:
            return None
        said = self._said.get((annotator_id, item_id, question))
        answer = int(comparison.labels.label[place])
        expected, basis = self._expected(comparison, place, said)
        return Case(
            item_id=item_id,
            question=question,
            fields=_fields(sources.data, item),
            answer=comparison.labels.question.shown(answer),
            expected=comparison.labels.question.shown(expected),
            basis=basis,
            alone=int(comparison.others[place]) not in (MISSING, answer),
            verdict=said.verdict if said else None,
            exemplary=bool(said and said.exemplary),
            message=said.message.strip() if said else "",
        )

    def _expected(
        self, comparison: Comparison, place: int, said: Judgement | None
    ) -> tuple[int, Basis]:
        """The expected answer and where it comes from.

        Someone who was told that they erred, or that the others did, is not held to the
        others: if nothing else is known, nothing is expected.
        """
        name, item = comparison.labels.question.name, int(comparison.labels.item[place])
        answer, verdict = int(comparison.labels.label[place]), said.verdict if said else None
        trusted = int(self.references[name][item])
        ruled = bool(self.ruled[name][item])
        if trusted != MISSING and (ruled or verdict is not Verdict.ERROR or trusted != answer):
            return trusted, Basis.RULING if ruled else Basis.GOLD
        others = int(comparison.others[place])
        overruled = verdict is Verdict.OTHERS_WRONG or (
            verdict is Verdict.ERROR and others == answer
        )
        if others == MISSING or overruled:
            return MISSING, Basis.NONE
        return others, Basis.OTHERS


def _fields(data: Annotations, item: int) -> tuple[tuple[str, str], ...]:
    """The item's fields that hold something, by name."""
    found = ((name, str(data.items[name].iat[item])) for name in data.fields)
    return tuple((name, text) for name, text in found if text.strip())
