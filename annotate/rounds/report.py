"""Before and after of a data set: everything that can be said, and as JSON."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate.agreement import Difference, difference
from annotate.annotations import Annotations, BoolArray, FloatArray
from annotate.errors import NotFoundError
from annotate.judgements import Record
from annotate.rounds.categories import CategoryChange, categories
from annotate.rounds.claims import Claim, claims, sentence
from annotate.rounds.effect import Effect, effect
from annotate.rounds.shares import NOTHING, Change, combined
from annotate.rounds.shrunk import shrunk
from annotate.rounds.split import Split
from annotate.rounds.standing import Standing, standing
from annotate.rounds.switch_on import Evaluated, Plan, evaluate
from annotate.rounds.timeline import RoundOf, timeline
from annotate.rounds.unchanged import Repeats, repeats

ALPHA = "krippendorff_alpha"


@dataclass(frozen=True)
class AnnotatorChange:
    """One annotator on one question.

    before, after   how right their labels are (for numbers the mean distance with a minus)
    others_before, others_after   the others’ labels on the same items: whether items got easier
    change          after less before
    adjusted        the same, less the change of the others on the same items
    expected        what the first round lets expect of the second, if all changed alike
    beyond          after less that: what luck does not explain
    letter          whether they got a letter in between
    few             whether there are too few labels on one of the sides
    """

    annotator_id: str
    letter: bool
    n_before: int
    n_after: int
    before: float
    after: float
    others_before: float
    others_after: float
    change: Change
    adjusted: Change
    expected: float
    beyond: float
    few: bool


@dataclass(frozen=True, eq=False)
class QuestionChange:
    """One question: alpha, each category, each annotator, and what the letters did.

    ``measure`` says what “right” is: a share, or the mean distance with a minus.
    """

    question: str
    measure: str
    alpha: Difference
    categories: tuple[CategoryChange, ...]
    annotators: tuple[AnnotatorChange, ...]
    effect: Effect
    planned: Evaluated | None


@dataclass(frozen=True, eq=False)
class Rounds:
    """The timeline, what was compared, and what came out."""

    timeline: tuple[RoundOf, ...]
    names: tuple[str, str]
    letters: tuple[str, ...]
    questions: dict[str, QuestionChange]
    claims: tuple[Claim, ...]
    repeats: dict[str, Repeats]


def rounds(
    data: Annotations,
    split: Split,
    *,
    record: Record | None = None,
    letters: Collection[str] = (),
    plan: Plan | None = None,
) -> Rounds:
    """Compare two rounds.

    letters   ids of the annotators who got a letter in between; those of a plan where there is one
    plan      who was drawn to get a letter first

    NotFoundError where a letter went to nobody in the data.
    """
    given = set(plan.first if plan else letters)
    unknown = sorted(given - set(data.annotator_ids))
    if unknown:
        raise NotFoundError(f"There is no annotator “{unknown[0]}” in these data.")
    every = _Asked(data, split, record, given, plan)
    asked = [question.name for question in data.questions]
    alphas = difference(
        data, split.after, split.before, questions=asked, coefficients=[ALPHA], replicates=1_000
    )
    return Rounds(
        timeline(data),
        split.names,
        tuple(sorted(given)),
        {name: every.of(name, alphas[name][ALPHA]) for name in asked},
        tuple(claims(data, split)),
        {name: repeats(data, name, split) for name in asked},
    )


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the questions have in common."""

    data: Annotations
    split: Split
    record: Record | None
    given: Collection[str]
    plan: Plan | None

    def of(self, name: str, alpha: Difference) -> QuestionChange:
        """Everything about one question."""
        found = standing(self.data, name, self.split, self.record)
        letter = self._among(self.given)
        counts = np.where(found.enough[:, None], found.right, np.nan)
        return QuestionChange(
            name,
            "share" if found.shares else "distance",
            alpha,
            categories(self.data, name, self.split, self.record),
            tuple(_annotators(self.data, found, letter)),
            effect(counts[:, 0], counts[:, 1], letter),
            self._planned(counts),
        )

    def _among(self, names: Collection[str]) -> BoolArray:
        return np.array([one in names for one in self.data.annotator_ids], dtype=np.bool_)

    def _planned(self, counts: FloatArray) -> Evaluated | None:
        if self.plan is None:
            return None
        drawn = self._among({*self.plan.first, *self.plan.later})
        among = np.where(drawn[:, None], counts, np.nan)
        return evaluate(among[:, 0], among[:, 1], self._among(self.plan.first))


def _annotators(data: Annotations, found: Standing, letter: BoolArray) -> list[AnnotatorChange]:
    expected = shrunk(found.right[:, 0], found.variance[:, 0])
    # Everybody may have got better alike, so it is the lead over the mean that is kept.
    kept = expected + _mean(found.right[:, 1]) - _mean(expected)
    return [
        AnnotatorChange(
            annotator_id=name,
            letter=bool(letter[a]),
            n_before=int(found.n[a, 0]),
            n_after=int(found.n[a, 1]),
            before=float(found.right[a, 0]),
            after=float(found.right[a, 1]),
            others_before=float(found.others[a, 0]),
            others_after=float(found.others[a, 1]),
            change=_change(found, a),
            adjusted=_beside_others(found, a),
            expected=float(kept[a]),
            beyond=float(found.right[a, 1] - kept[a]),
            few=not bool(found.enough[a]),
        )
        for a, name in enumerate(data.annotator_ids)
        if found.n[a].any()
    ]


def _mean(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else math.nan


def _change(found: Standing, a: int) -> Change:
    right, n = found.right[a], found.n[a]
    if found.shares:
        return combined([(1.0, float(right[1]), int(n[1])), (-1.0, float(right[0]), int(n[0]))])
    return _of_means(float(right[1] - right[0]), float(found.variance[a].sum()))


def _beside_others(found: Standing, a: int) -> Change:
    others, n = found.others[a], found.n_others[a]
    if np.isnan(others).any() or not found.n[a].all():
        return NOTHING
    if not found.shares:
        own, ease = _change(found, a), float(others[1] - others[0])
        return Change(own.value - ease, own.low - ease, own.high - ease)
    right = found.right[a]
    return combined(
        [
            (1.0, float(right[1]), int(found.n[a, 1])),
            (-1.0, float(right[0]), int(found.n[a, 0])),
            (-1.0, float(others[1]), int(n[1])),
            (1.0, float(others[0]), int(n[0])),
        ]
    )


def _of_means(value: float, variance: float) -> Change:
    if math.isnan(value + variance):
        return NOTHING
    reach = 1.959963984540054 * math.sqrt(variance)
    return Change(value, value - reach, value + reach)


def to_json(found: Rounds) -> dict[str, Any]:
    """Everything as JSON values: full precision, undefined as null beside its reason."""
    plain: dict[str, Any] = _plain(found)
    for one, claim in zip(plain["claims"], found.claims, strict=True):
        one["sentence"], one["few"] = sentence(claim), claim.few
    plain["before"], plain["after"] = plain.pop("names")
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if dataclasses.is_dataclass(value):
        return {name: _plain(each) for name, each in vars(value).items()}
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
