"""What is looked at: which rows count, as which answers, and what makes the consensus.

Decisions are taken back by making another view. Which rows a decision names is found in the data
as they are, whatever else was decided, so several together are the same in any order.

Shapes: N rows of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from annotate.ablation.decision import Decision, Kind
from annotate.ablation.regrouped import Regrouped
from annotate.ablation.rows import ROWS, fewer
from annotate.annotations import Annotations, BoolArray, Duplicates, IntArray, Labels, Status
from annotate.consensus import MODELS
from annotate.errors import DataError, NotFoundError
from annotate.judgements import Record, reference

MAJORITY = "majority"


class Ties(StrEnum):
    """What becomes of an item whose most frequent answers are equally frequent."""

    CHANCE = "chance"  # no consensus; against a reference, as if a coin were thrown
    FIRST = "first"  # the answer that comes first on the scale
    LAST = "last"


@dataclass(frozen=True, eq=False)
class View:
    """One question of the data, looked at in one way.

    gone       (N,) rows that are taken out
    trusted    (I,) the reference in the question's codes, whatever the view does with it
    told       whether the consensus is told the reference
    drawn      how many labels an item are drawn; None is all
    """

    data: Annotations
    regrouped: Regrouped
    gone: BoolArray
    trusted: IntArray
    model: str = MAJORITY
    ties: Ties = Ties.CHANCE
    told: bool = False
    drawn: int | None = None

    @classmethod
    def of(cls, data: Annotations, question: str, record: Record | None = None) -> View:
        """The question as it is; rulings of the record count as reference, beside the gold."""
        gone = np.zeros(len(data.table), dtype=np.bool_)
        regrouped = Regrouped(data.question(question))
        return cls(data, regrouped, gone, reference(data, question, record))

    @property
    def name(self) -> str:
        return self.regrouped.question.name

    def labels(self) -> Labels:
        """The labels that count, in the view's categories."""
        rows = ~self.gone if self.gone.any() else None
        labels = self.regrouped.labels(self.data.coded(self.name, rows))
        return labels if self.drawn is None else fewer(labels, self.drawn)

    def reference(self) -> IntArray:
        """(I,) the reference in the view's categories, MISSING where there is none."""
        return self.regrouped.codes(self.trusted)

    def without(self, decisions: Iterable[Decision]) -> View:
        """The view with these decisions taken back.

        DataError, LevelError or NotFoundError where one of them cannot be.
        """
        view = self
        for decision in decisions:
            if decision.kind in ROWS:
                rows = ROWS[decision.kind](view.data, view.name, decision.values)
                view = replace(view, gone=view.gone | rows)
            else:
                view = _OTHERWISE[decision.kind](view, decision.values)
        return view


def _duplicates(view: View, values: tuple[str, ...]) -> View:
    rule = _one_of("duplicates", values[0], [rule.value for rule in Duplicates])
    return replace(view, data=view.data.with_duplicates(Duplicates(rule)))


def _unsubmitted(view: View, _: tuple[str, ...]) -> View:
    table = view.data.table.assign(status=Status.SUBMITTED.value)
    return replace(view, data=replace(view.data, table=table))


def _merge(view: View, values: tuple[str, ...]) -> View:
    return replace(view, regrouped=view.regrouped.merged(values))


def _coarsen(view: View, values: tuple[str, ...]) -> View:
    return replace(view, regrouped=view.regrouped.coarsened(whole("coarsen", values[0])))


def _drop(view: View, values: tuple[str, ...]) -> View:
    return replace(view, regrouped=view.regrouped.without(values))


def _model(view: View, values: tuple[str, ...]) -> View:
    return replace(view, model=_one_of("model", values[0], list(MODELS)))


def _ties(view: View, values: tuple[str, ...]) -> View:
    return replace(view, ties=Ties(_one_of("ties", values[0], [rule.value for rule in Ties])))


def _gold(view: View, _: tuple[str, ...]) -> View:
    return replace(view, told=True)


def _labels(view: View, values: tuple[str, ...]) -> View:
    return replace(view, drawn=whole("labels", values[0]))


_OTHERWISE: dict[Kind, Callable[[View, tuple[str, ...]], View]] = {
    Kind.DUPLICATES: _duplicates,
    Kind.UNSUBMITTED: _unsubmitted,
    Kind.MERGE: _merge,
    Kind.COARSEN: _coarsen,
    Kind.DROP: _drop,
    Kind.MODEL: _model,
    Kind.TIES: _ties,
    Kind.GOLD: _gold,
    Kind.LABELS: _labels,
}


def whole(kind: str, text: str) -> int:
    """A number of labels or steps, 1 or more; DataError where it is none."""
    if not text.isdecimal() or int(text) < 1:
        raise DataError(f"“{kind}” takes a whole number from 1 up, not “{text}”.")
    return int(text)


def _one_of(kind: str, value: str, known: list[str]) -> str:
    if value not in known:
        raise NotFoundError(f"There is no {kind} “{value}”; there are {', '.join(known)}.")
    return value
