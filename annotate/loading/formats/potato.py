"""Potato 1 and 2: its folders of states, and its tables and JSON lines of annotations.

An annotation is ``{schema: {label: value}}``: with choices the label is the answer and the value
is its text, its position or a name again; with texts and numbers the value is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from annotate.loading.formats import potato_tables
from annotate.loading.formats.cells import id_of, listed_in, object_in, objects_in, text_of
from annotate.loading.formats.documents import Document, Json, Record
from annotate.loading.formats.potato_answers import Schemas, put_labels
from annotate.loading.formats.rows import Row, mark
from annotate.loading.formats.sheet import Sheet
from annotate.loading.table import Table

TITLE = "Potato"
_LABELS = "instance_id_to_label_to_value"
_SPENT = re.compile(r"([0-9]+)d ([0-9]+)h ([0-9]+)m ([0-9]+)s")


def claims(document: Document) -> bool:
    """Whether it is the state of a user, or a list or table of annotations."""
    if document.header:
        return potato_tables.claims(document.header)
    if isinstance(document.json, dict) and _LABELS in document.json:
        return True
    records = document.sample
    return bool(records) and all(map(_is_annotation, records))


def _is_annotation(record: Record) -> bool:
    labels = record.get("label_annotations", record.get("labels"))
    named = "instance_id" in record or ("id" in record and "label_annotations" in record)
    return named and isinstance(labels, dict)


def helps(document: Document) -> bool:
    """Whether it may hold the items: records with an id that are no annotations."""
    records = document.sample
    return bool(records) and all("id" in one and "annotations" not in one for one in records)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:
    """One table; what a state of a user says is not taken again from the exports."""
    items = {id_of(one.get("id")): one for helper in helpers for one in helper.records}
    schemas = Schemas()
    rows: list[Row] = []
    for reader in (_of_states, _of_lines, _of_tables):
        known = {row.annotator for row in rows}
        rows += [row for row in reader(documents, schemas) if row.annotator not in known]
    for row in rows:
        item = items.get(row.item, {})
        row.fields = {**row.fields, **{n: text_of(v) for n, v in item.items() if n != "id"}}
    return Sheet(
        TITLE, documents, schemas.settled(rows), levels=schemas.levels, item="instance_id"
    ).table()


def _of_states(documents: Sequence[Document], schemas: Schemas) -> Iterator[Row]:
    for document in documents:
        state = object_in(document.json)
        if _LABELS in state:
            yield from _of_state(state, id_of(state.get("user_id")) or document.folder, schemas)


def _of_state(state: Record, user: str, schemas: Schemas) -> Iterator[Row]:
    labels, spans = (
        object_in(state.get(_LABELS)),
        object_in(state.get("instance_id_to_span_to_value")),
    )
    seen = object_in(state.get("instance_id_to_behavioral_data"))
    for item in dict.fromkeys([*labels, *spans, *seen]):
        row = Row(item, user)
        put_labels(row, _by_schema(labels.get(item)), schemas)
        for pair in listed_in(spans.get(item)):
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], dict):
                _mark(row, {**pair[0], "text": pair[1]})
        visit = object_in(seen.get(item))
        row.seconds = _from_ms(visit.get("total_time_ms"))
        row.time = text_of(visit.get("session_end"))
        row.status = "submitted" if row.is_answered else "skipped"
        yield row


def _by_schema(pairs: Json) -> dict[str, dict[str, Json]]:
    """The labels of an item as ``{schema: {label: value}}``."""
    found: dict[str, dict[str, Json]] = {}
    if isinstance(pairs, dict):
        return {name: object_in(labels) for name, labels in pairs.items()}
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], dict):
            schema, name = text_of(pair[0].get("schema")), text_of(pair[0].get("name"))
            found.setdefault(schema, {})[name] = pair[1]
    return found


def _mark(row: Row, span: Record) -> None:
    label = {"label": span["name"]} if "name" in span else {}
    mark(row.spans, text_of(span.get("schema")) or "spans", {**label, **span})


def _of_lines(documents: Sequence[Document], schemas: Schemas) -> Iterator[Row]:
    # A file in a user's folder says how long they took; one of all users does not.
    lines = [d for d in documents if not d.header and _LABELS not in object_in(d.json)]
    lines.sort(key=lambda document: any("user_id" in one for one in document.records[:1]))
    seen: set[tuple[str, str]] = set()
    for document in lines:
        for record in document.records:
            row = _of_record(record, document.folder or document.stem, schemas)
            if (row.item, row.annotator) not in seen:
                yield row
        seen |= {
            (
                id_of(one.get("instance_id", one.get("id"))),
                _user(one, document.folder or document.stem),
            )
            for one in document.records
        }


def _user(record: Record, otherwise: str) -> str:
    return id_of(record.get("user_id", record.get("user"))) or otherwise


def _of_record(record: Record, folder: str, schemas: Schemas) -> Row:
    row = Row(id_of(record.get("instance_id", record.get("id"))), _user(record, folder))
    text = record.get("displayed_text")
    row.fields = {"displayed_text": text_of(text)} if text else {}
    labels = object_in(record.get("label_annotations", record.get("labels")))
    put_labels(row, {name: object_in(some) for name, some in labels.items()}, schemas)
    spans = record.get("span_annotations", record.get("spans"))
    several = object_in(spans).values() if isinstance(spans, dict) else [spans]
    for span in (span for some in several for span in objects_in(some)):
        _mark(row, span)
    row.seconds = _spent(object_in(record.get("behavioral_data")))
    row.status = "submitted" if row.is_answered else "skipped"
    return row


def _spent(visit: Mapping[str, Json]) -> str:
    """Seconds out of “Time spent: 0d 0h 1m 5s”, or milliseconds."""
    match = _SPENT.search(text_of(visit.get("time_string")))
    if match is None:
        return _from_ms(visit.get("total_time_ms"))
    days, hours, minutes, seconds = (int(part) for part in match.groups())
    return str(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _from_ms(value: Json) -> str:
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e15
    return text_of(value / 1000) if known else ""


def _of_tables(documents: Sequence[Document], schemas: Schemas) -> Iterator[Row]:
    for document in documents:
        if document.header:
            yield from potato_tables.rows_of(document.table, schemas)
