"""The names that a reviewer gave while reading, each with its cases and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotate.annotations import MISSING, Annotations
from annotate.errors import NotFoundError
from annotate.judgements import Judgement, Record, Verdict


class Part(StrEnum):
    """What is collected; each is a chapter of the insight page."""

    ERROR_TYPE = "error types"
    PROPOSAL = "proposed changes"
    RULE = "rules cited"
    TAG = "tags"
    NOTE = "notes"


@dataclass(frozen=True)
class Case:
    """One item that a name stands on; without an annotator it is about the item as a whole."""

    item_id: str
    annotator_id: str = ""
    question: str = ""
    label: str = ""
    said: str = ""


@dataclass(frozen=True)
class Named:
    """A name with its cases; "" collects the cases that have none yet."""

    name: str
    cases: tuple[Case, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the cases, each once."""
        return tuple(dict.fromkeys(case.item_id for case in self.cases))

    @property
    def by_annotator(self) -> dict[str, int]:
        """How many cases each annotator has, the most first."""
        return dict(
            Counter(one.annotator_id for one in self.cases if one.annotator_id).most_common()
        )

    @property
    def by_category(self) -> dict[str, int]:
        """How many cases each label has, the most first."""
        return dict(Counter(one.label for one in self.cases if one.label).most_common())


def collected(record: Record, data: Annotations) -> dict[Part, tuple[Named, ...]]:
    """Everything that was named, the names with most cases first.

    Verdicts that the guideline is unclear are proposed changes, also those that were given no
    name yet: they stand under "".
    """
    pairs: dict[Part, dict[str, list[Case]]] = {part: {} for part in Part}
    for judgement in record.judgements:
        for part, name in _names(judgement):
            pairs[part].setdefault(name, []).append(_case(judgement, data))
    for item_id, tags in record.tags.items():
        for tag in tags:
            pairs[Part.TAG].setdefault(tag, []).append(
                Case(item_id, said=record.notes.get(item_id, ""))
            )
    for item_id, note in record.notes.items():
        pairs[Part.NOTE].setdefault("", []).append(Case(item_id, said=note))
    return {
        part: tuple(
            Named(name, tuple(cases))
            for name, cases in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
        )
        for part, found in pairs.items()
    }


def _names(judgement: Judgement) -> Iterator[tuple[Part, str]]:
    if judgement.error_type:
        yield Part.ERROR_TYPE, judgement.error_type
    if judgement.verdict is Verdict.GUIDELINE_UNCLEAR:
        yield Part.PROPOSAL, judgement.proposal
    if judgement.rule:
        yield Part.RULE, judgement.rule


def _case(judgement: Judgement, data: Annotations) -> Case:
    return Case(
        judgement.item_id,
        judgement.annotator_id,
        judgement.question,
        _label(judgement, data),
        judgement.message,
    )


def _label(judgement: Judgement, data: Annotations) -> str:
    """The label that the judgement is about; "" where the data no longer have it."""
    item = data.item_codes.get(judgement.item_id, MISSING)
    annotator = data.annotator_codes.get(judgement.annotator_id, MISSING)
    if MISSING in (item, annotator):
        return ""
    try:
        question = data.question(judgement.question)
    except NotFoundError:
        return ""
    rows = data.rows_of_item(item)
    own = rows[data.table["annotator"].to_numpy()[rows] == annotator]
    labels = data.labels[question.name][own]
    given = labels[labels != MISSING]
    return question.shown(int(given[-1])) if np.size(given) else ""
