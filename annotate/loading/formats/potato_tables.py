"""Potato's tables: one row an annotation, a column for each label that was ever used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from annotate.loading.formats.cells import listed_in
from annotate.loading.formats.documents import Json
from annotate.loading.formats.potato_answers import Schemas, put_labels
from annotate.loading.formats.rows import Row
from annotate.loading.table import Table

_MARKS = (":::", ".")  # between schema and label, in Potato 1 and 2
_SPANS = "_spans"
_OWN = frozenset({"instance_id", "user_id", "user", "displayed_text", "id"})


def claims(header: Sequence[str]) -> bool:
    """Whether the columns are those of Potato's tables."""
    users = {"user_id", "user"} & set(header)
    labels = any(mark in name for name in header for mark in _MARKS)
    return "instance_id" in header and bool(users) and labels


def rows_of(table: Table, schemas: Schemas) -> Iterator[Row]:
    """The annotations of a table."""
    frame = table.frame
    user = "user_id" if "user_id" in frame else "user"
    columns = [(name, *_split(name)) for name in frame.columns if name not in _OWN]
    numbers = table.row_numbers.tolist()
    for cells, row_number in zip(frame.to_dict("records"), numbers, strict=True):
        row = Row(str(cells["instance_id"]), str(cells[user]), number=row_number)
        if cells.get("displayed_text"):
            row.fields = {"displayed_text": str(cells["displayed_text"])}
        labels: dict[str, dict[str, Json]] = {}
        for name, schema, label in columns:
            value = str(cells[name])
            if value and label == _SPANS:
                row.spans[schema] = _spans(value)
            elif value:
                labels.setdefault(schema, {})[label] = value
        put_labels(row, labels, schemas)
        yield row


def _split(name: str) -> tuple[str, str]:
    """Schema and label of a column: “sentiment.Neutral”, “sentiment:::Neutral”."""
    for sign in _MARKS:
        schema, found, label = name.partition(sign)
        if found and schema and label:
            return schema, label
    return name, "text_box"


def _spans(cell: str) -> list[Json]:
    try:
        spans = listed_in(json.loads(cell))
    except (ValueError, RecursionError):
        return [{"text": cell}]
    return [
        {"label": one["name"], **one} if isinstance(one, dict) and "name" in one else one
        for one in spans
    ]
