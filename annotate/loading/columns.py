"""What each column of a table is: the one thing that loading must know beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Columns:
    """The role of each column, by name.

    labels    columns with labels, each a question; with ``question`` set there is one column,
              and the question that a row answers is named in the column ``question``
    gold      question -> the column with its gold answers
    fields    columns that belong to the item
    extras    columns that stay with the annotation, or turn out to belong to the annotator
    texts     columns with answers in free text, one for each thing asked; the column of the
              comment may be among them, where the comment is the answer to a question
    spans     columns with marked parts of the item, as JSON
    """

    item: str
    annotator: str
    labels: tuple[str, ...]
    gold: dict[str, str] = field(default_factory=dict)
    round: str | None = None
    seconds: str | None = None
    time: str | None = None
    comment: str | None = None
    kind: str | None = None
    status: str | None = None
    question: str | None = None
    fields: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """Each role with its column, in pairs; fields and extras too."""
        single = [(role, getattr(self, role)) for role in ("item", "annotator", *OPTIONAL)]
        several = [
            *(("label", name) for name in self.labels),
            *(("gold", name) for name in dict.fromkeys(self.gold.values())),
            *(("field", name) for name in self.fields),
            *(("extra", name) for name in self.extras),
            *(("text", name) for name in self.texts if name != self.comment),
            *(("spans", name) for name in self.spans),
        ]
        return (*((role, name) for role, name in single if name), *several)

    def to_json(self) -> dict[str, Any]:
        """The roles as plain JSON values."""
        plain = asdict(self)
        return plain | {name: list(plain[name]) for name in _LISTS}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The roles from what ``to_json`` made."""
        return cls(**{**plain, **{name: tuple(plain.get(name, ())) for name in _LISTS}})


_LISTS = ("labels", "fields", "extras", "texts", "spans")
OPTIONAL = ("round", "seconds", "time", "comment", "kind", "status", "question")
