"""The items whose consensus flips, with what it was and what it is then, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from annotate.ablation.compared import flips
from annotate.ablation.decision import Decisions
from annotate.ablation.medians import Medians
from annotate.ablation.side import PLAIN, Side
from annotate.ablation.view import View
from annotate.annotations import MISSING, Annotations
from annotate.judgements import Record

_TIE = "a tie"
_NOTHING = "no label"


@dataclass(frozen=True)
class Case:
    """One item: its id, and its consensus before and after."""

    item_id: str
    before: str
    after: str


def flipped(
    data: Annotations, question: str, decisions: Decisions, record: Record | None = None
) -> list[Case]:
    """The items that flip when these decisions are taken back, in the order of the data.

    DataError, LevelError or NotFoundError where one of them cannot be.
    """
    view = View.of(data, question, record)
    side, other = Side.of(view, PLAIN), Side.of(view.without(decisions), PLAIN)
    return [
        Case(data.item_ids[code], _said(side, code), _said(other, code))
        for code in flips(side, other).items.tolist()
    ]


def _said(side: Side, item: int) -> str:
    found = side.consensus
    if isinstance(found, Medians):
        value = float(found.value[item])
        return _NOTHING if math.isnan(value) else f"{value:g}"
    code = int(found.code[item])
    if code == MISSING:
        return _TIE if bool(np.asarray(found.tie)[item]) else _NOTHING
    question = side.labels.question
    return question.shown(code) if code < len(question.answers) else "another set"
