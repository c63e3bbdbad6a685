"""What the formats make of an export: one row an annotation, before it is a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotate.loading.formats.documents import Json

Answer = str | Sequence[str]


@dataclass
class Row:
    """One annotation: who, on what, with which answers, and what else the tool knows of it.

    answers  question -> the category, or several categories
    texts    what was asked -> an answer in free text
    spans    what was asked -> marked parts of the item
    gold     question -> the answer that is trusted, where this row says so
    fields   of the item;  extras  of the annotation
    labels   schema -> label -> value, as the tool has them, where it must be told from all rows
             what they mean
    number   the row in the file, where it is a table
    """

    item: str
    annotator: str
    answers: dict[str, Answer] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Json]] = field(default_factory=dict)
    gold: dict[str, Answer] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    kind: str = "human"
    status: str = "submitted"
    seconds: str = ""
    time: str = ""
    number: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether it holds any answer."""
        return bool(self.answers or self.texts or self.spans)


def mark(spans: dict[str, list[Json]], name: str, span: Json) -> None:
    """Add a marked part of the item."""
    spans.setdefault(name, []).append(span)
