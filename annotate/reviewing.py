"""The reviewer's own answers: how consistent they are, how often the others agree with them.

For the reviewer's eyes alone: it says how much their verdicts can carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotate.agreement.shares import wilson
from annotate.annotations import MISSING, Annotations
from annotate.consensus import majority
from annotate.judgements import Answered


@dataclass(frozen=True)
class Share:
    """How many of how many, with Wilson's 95% interval; NaN where there were none."""

    k: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share; NaN of none."""
        return self.k / self.n if self.n else float("nan")


@dataclass(frozen=True)
class OwnAnswers:
    """One question: ``again`` the same answer as the first time, ``consensus`` as the majority."""

    question: str
    again: Share
    consensus: Share


def own_answers(
    data: Annotations, answers: Iterable[Answered], reviewer: str = ""
) -> tuple[OwnAnswers, ...]:
    """What a reviewer's blind answers say about them, question by question.

    Items where the reviewer asked to see the labels instead of answering do not count, nor do
    those where no answer has a clear majority among the annotators.
    """
    own = [one for one in answers if one.reviewer == reviewer and one.answer]
    return tuple(
        _of_question(data, question.name, [one for one in own if one.question == question.name])
        for question in data.questions
    )


def _of_question(data: Annotations, question: str, own: list[Answered]) -> OwnAnswers:
    codes = [data.item_codes[one.item_id] for one in own if one.item_id in data.item_codes]
    labels = data.coded(question, np.isin(data.table["item"].to_numpy(), codes))
    leading = majority(labels).code if codes else np.array([], np.int64)
    answers = labels.question.answers
    against = [
        (one.answer, answers[leading[code]])
        for one in own
        if (code := data.item_codes.get(one.item_id, MISSING)) != MISSING
        and leading[code] != MISSING
    ]
    twice = [(one.answer, one.again) for one in own if one.again]
    return OwnAnswers(question, _share(twice), _share(against))


def _share(pairs: list[tuple[str, str]] | list[tuple[str, str | None]]) -> Share:
    k, n = sum(one == other for one, other in pairs), len(pairs)
    low, high = wilson(k, n)
    return Share(k, n, float(np.asarray(low)), float(np.asarray(high)))
