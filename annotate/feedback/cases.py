"""One label as a letter shows it: the item, what was answered, what was expected, and why.

``Casebook`` adds what the reviewer did to the ``Sources``; it is cheap, so that a verdict shows
in every letter at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, IntArray, Level
from annotate.feedback.pools import Known, Pool, pool
from annotate.feedback.sources import Sources
from annotate.guideline import Rule
from annotate.judgements import Judgement, Record, Verdict, reference
from annotate.profile import Comparison, Reviewed, review

_AT_FAULT = {Verdict.BOTH_ACCEPTABLE, Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM}


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
    ``message`` is the reviewer's to this annotator, ``error_type`` their name for what went
    wrong, ``rule`` the rule of the guideline that the verdict cites.
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
    error_type: str = ""
    rule: Rule | None = None

    @property
    def as_expected(self) -> bool:
        """Whether the answer is the expected one."""
        return self.basis is not Basis.NONE and self.answer == self.expected


@dataclass(frozen=True)
class PracticeItem:
    """An item to try oneself on, with the answer that is given at the letter's end.

    ``categories`` are the answers to choose among, or the members of a set. ``expected`` is
    the ruling, else the gold, else what ``n`` of its ``of`` labels say; empty where nothing is
    known. ``rule`` is what verdicts on the item cited, ``several`` whether any number of the
    categories may be chosen. It holds nothing that anybody wrote to
    another annotator.
    """

    item_id: str
    question: str
    fields: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    expected: str
    basis: Basis
    n: int
    of: int
    rule: Rule | None
    several: bool = False


Find = Callable[[str, str], Case | None]
FindPractice = Callable[[str, str], PracticeItem | None]


@dataclass(frozen=True, eq=False)
class Casebook:
    """The sources and the reviewer's record: every case of every annotator can be looked up.

    ``rules`` are those of the guideline, for verdicts that cite one.
    """

    sources: Sources
    record: Record
    rules: tuple[Rule, ...] = ()

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
            error_type=said.error_type.strip() if said else "",
            rule=self._rule(said.rule) if said and said.rule else None,
        )

    def practice(self, item_id: str, question: str) -> PracticeItem | None:
        """An item as one to practise on; None where the data have no such item or question.

        Without a question it is the first.
        """
        data = self.sources.data
        item = data.item_codes.get(item_id)
        name = question or next(iter(self.sources.comparisons), "")
        if item is None or name not in self.sources.comparisons:
            return None
        agreed, asked = self.sources.agreed[name], data.question(name)
        trusted = int(self.references[name][item])
        expected = trusted if trusted != MISSING else int(agreed.answer[item])
        basis = Basis.RULING if self.ruled[name][item] else Basis.GOLD
        if trusted == MISSING:
            basis = Basis.NONE if expected == MISSING else Basis.OTHERS
        return PracticeItem(
            item_id=item_id,
            question=name,
            fields=_fields(data, item),
            categories=asked.categories,
            expected=asked.shown(expected),
            basis=basis,
            n=int(agreed.n[item]),
            of=int(agreed.of[item]),
            rule=self._cited.get((item_id, name)),
            several=asked.level is Level.SET,
        )

    @cached_property
    def pools(self) -> dict[str, Pool]:
        """Question -> the items that one may practise on."""
        data = self.sources.data
        found = {}
        for question in data.questions:
            name = question.name
            at_fault = np.zeros(data.n_items, dtype=np.bool_)
            at_fault[self._at_fault(name)] = True
            known = Known(self.references[name], self.ruled[name], at_fault & ~self.ruled[name])
            found[name] = pool(known, self.sources.agreed[name], self.sources.lengths)
        return found

    def _at_fault(self, question: str) -> list[int]:
        """The items on which a verdict blames the guideline or the item."""
        codes = self.sources.data.item_codes
        return [
            codes[said.item_id]
            for said in self.record.judgements
            if said.question == question and said.verdict in _AT_FAULT and said.item_id in codes
        ]

    @cached_property
    def _cited(self) -> dict[tuple[str, str], Rule]:
        """(item, question) -> the rule that a verdict on it cited, the last one counting."""
        return {
            (j.item_id, j.question): self._rule(j.rule) for j in self.record.judgements if j.rule
        }

    def _rule(self, number: str) -> Rule:
        """The rule of that number; without its words where the guideline no longer has it."""
        return self._rules.get(number.strip().lower(), Rule(number.strip(), ""))

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.number: rule for rule in self.rules}

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
