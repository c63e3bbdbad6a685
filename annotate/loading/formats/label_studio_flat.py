"""Label Studio: the flat exports JSON_MIN, CSV and TSV, one record or row an annotation.

Nothing in them says which columns were asked and which belong to the task, so it is told from
how cells are written and from what varies within a task. Skipped annotations, ground truth,
drafts and predictions are not in these exports.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from annotate.loading.content import contents
from annotate.loading.formats.cells import id_of, text_of
from annotate.loading.formats.documents import Document, Json, Record
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.keys import own_key
from annotate.loading.formats.label_studio_people import People, people_in
from annotate.loading.formats.label_studio_values import (
    Questions,
    has_place,
    put_value,
    span,
)
from annotate.loading.formats.rows import Row, mark
from annotate.loading.formats.sheet import Sheet, names_in
from annotate.loading.names import says
from annotate.loading.problems import Problem, amount
from annotate.loading.questions import choose
from annotate.loading.sets import as_list
from annotate.loading.table import Table

_OWN = ("annotation_id", "annotator", "lead_time")
_META = frozenset({*_OWN, "created_at", "updated_at", "id", "agreement", "history"})
_KINDS = frozenset(
    {"choices", "rating", "number", "taxonomy", "selected", "ranker", "datetime", "text"}
)
_DATA = "_data_"  # before the name of a field that has the name of a question


def claims(document: Document) -> bool:
    """Whether the columns or keys of an annotation of Label Studio are there."""
    if document.header:
        return set(_OWN) <= set(document.header)
    records = document.sample
    return bool(records) and all(set(_OWN) <= record.keys() for record in records)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Sheet:
    """The rows of all annotations."""
    records = [record for document in documents for record in _records(document)]
    export = _Export(records, people_in(helpers))
    rows = export.rows()
    return Sheet(
        "Label Studio",
        documents,
        rows,
        levels=export.questions.levels,
        orders=export.questions.orders(rows),
        problems=export.problems(),
        item=export.key or "id",
    )


def _records(document: Document) -> list[Record]:
    """The records, cells of a table that hold JSON read as what they hold."""
    if not document.header:
        return document.records
    frame = document.table.frame
    columns = {name: [_read_cell(cell) for cell in frame[name]] for name in frame.columns}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _read_cell(cell: str) -> Json:
    """What a cell holds: a value of Label Studio that it wrote as JSON, else the text."""
    if not cell.startswith(("[", "{")):
        return cell
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return value if _is_written(value) else cell


def _is_written(value: Json) -> bool:
    """Whether a value is what Label Studio writes for answers that are no bare text."""
    parts = value if isinstance(value, list) else [value]
    return bool(parts) and all(isinstance(one, dict) and _is_part(one) for one in parts)


def _is_part(one: Record) -> bool:
    return bool(one.keys() & _KINDS) or any(name.endswith("labels") for name in one)


@dataclass
class _Export:
    """The records of a flat export on their way to rows."""

    records: Sequence[Record]
    people: People
    questions: Questions = field(default_factory=Questions)

    def __post_init__(self) -> None:
        self.bare = [one for one in self.records if not id_of(one.get("annotation_id"))]
        self.kept = [one for one in self.records if id_of(one.get("annotation_id"))]
        names = names_in(self.kept)
        self.written = [n for n in names if any(_is_written(one.get(n)) for one in self.kept)]
        plain = [n for n in names if n not in _META and n not in self.written]
        asked = set(_asked(self.kept, plain)) | {n for n in plain if f"{_DATA}{n}" in names}
        self.asked = [n for n in plain if n in asked]
        self.data = [n for n in plain if n not in asked]
        self.regional = {n for n in self.asked if self._is_regional(n)}
        self.free = {n for n in (*self.written, *self.asked) if self._is_free(n)}
        by_task = {id_of(one.get("id")): one for one in self.kept}
        self.key = own_key([{n: one.get(n) for n in self.data} for one in by_task.values()])

    def _is_regional(self, name: str) -> bool:
        """Whether answers are about regions: only those are plain lists, in order of regions."""
        return any(as_list(text_of(one.get(name))) is not None for one in self.kept)

    def _is_free(self, name: str) -> bool:
        """Whether answers are free texts: one is a list of texts, or bare ones do not come back."""
        values = [one.get(name) for one in self.kept]
        if any(isinstance(value, dict) and value.keys() == {"text"} for value in values):
            return True
        if name in self.written:
            return False
        return says("comment", name) == 2 or looks_free([text_of(value) for value in values])

    def rows(self) -> list[Row]:
        return [self._row(one) for one in self.kept]

    def _row(self, one: Record) -> Row:
        fields = {n.removeprefix(_DATA): text_of(one.get(n)) for n in self.data if n != self.key}
        row = Row(
            item=id_of(one.get(self.key or "id")),
            annotator=self.people.name(one.get("annotator")),
            fields=fields,
            extras={n: text_of(one.get(n)) for n in ("annotation_id", "updated_at")},
            seconds=text_of(one.get("lead_time")),
            time=text_of(one.get("created_at")),
        )
        for name in (*self.written, *self.asked):
            self._put(row, name, one.get(name))
        return row

    def _put(self, row: Row, name: str, value: Json) -> None:
        if not _is_written(value):
            text = text_of(value)
            if text and name in self.regional:
                for answer in as_list(text) or (text,):
                    mark(row.spans, name, {"label": answer})
            elif text:
                (row.texts if name in self.free else row.answers)[name] = text
            return
        for part in value if isinstance(value, list) else [value]:
            if has_place(part):
                mark(row.spans, name, span({}, part))
            else:
                put_value(row, name, part, self.questions)

    def problems(self) -> list[Problem]:
        found = self.people.problems()
        if self.bare:
            message = f"{amount(len(self.bare), 'task')} without annotations left out."
            found.append(Problem("no_annotations", "note", message, count=len(self.bare)))
        message = (
            "This export of Label Studio leaves out skipped annotations, drafts, ground truth and"
            " predictions, and does not say which columns were asked. Export as JSON to have them."
        )
        return [*found, Problem("flat_export", "note", message)]


def _asked(records: Sequence[Record], names: Sequence[str]) -> list[str]:
    """Those of the columns that were asked and not given with the task."""
    between = _between(records)
    cells = {name: [text_of(one.get(name)) for one in records] for name in names}
    ids = {
        role: [text_of(one.get(name)) for one in records]
        for role, name in (("item", "id"), ("annotator", "annotator"))
    }
    if not names or not records:
        return []
    frame = pd.DataFrame({**{f"\0{r}": cells for r, cells in ids.items()}, **cells}, dtype="str")
    table = Table(frame, "", "", ",")
    facts = {n: f for n, f in contents(table, tuple(names)).items() if f.values}
    choice = choose(table, "\0item", "\0annotator", facts)
    varied = {name for name in choice.extras if _varies(cells[name], ids["item"])}
    return [n for n in names if n in choice.labels or n in varied or n in between]


def _varies(cells: Sequence[str], items: Sequence[str]) -> bool:
    return len(set(zip(items, cells, strict=True))) > len(set(items))


def _between(records: Sequence[Record]) -> set[str]:
    """Keys that stand where JSON_MIN writes answers: after the task's id, before the annotator."""
    found: set[str] = set()
    for record in records:
        names = list(record)
        if "id" not in names or sorted(names) == names:
            continue  # the columns of CSV are in alphabetical order
        start = names.index("id") + 1
        ends = [names.index(n) for n in ("annotator", "annotation_id") if n in names[start:]]
        found |= set(names[start : min(ends)]) if ends and start > 1 else set()
    return found - _META
