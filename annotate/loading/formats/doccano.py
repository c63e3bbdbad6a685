"""doccano: a file for each member, whose name is all that says who labelled.

JSONL and JSON hold lists of labels, CSV joins them by ``#``, fastText puts them before the text.
A file has every example, whether its member saw it or not, unless only confirmed ones were
exported; so an empty label says something only there.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.errors import FileFormatError
from annotate.loading.formats.cells import id_of, listed_in, object_in, text_of, texts_of
from annotate.loading.formats.documents import Document, Json, Record
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.keys import own_key
from annotate.loading.formats.rows import Row, mark
from annotate.loading.formats.sheet import Sheet
from annotate.loading.problems import Problem, amount, listed
from annotate.loading.table import Table

TITLE = "doccano"
_COMMENTS = "Comments"
_CATEGORIES = ("label", "cats")
_MARKS = ("entities", "relations", "bbox", "segmentation")
_OWN = frozenset({"id", _COMMENTS, *_CATEGORIES, *_MARKS})
_SUBJECTS = ("text", "filename", "data")
_FAST = "__label__"
_HOW = (
    " Turn off “Share annotations across all users” in the project's settings, export again, and"
    " load the zip with a file for each member."
)


def claims(document: Document) -> bool:
    """Whether it has the keys, columns or line beginnings that doccano writes."""
    if document.header:
        return {"id", "label", _COMMENTS} <= set(document.header) or _is_fast(document)
    records = document.sample
    return bool(records) and all(_is_example(record) for record in records)


def _is_example(record: Record) -> bool:
    if "id" not in record or not any(name in record for name in _SUBJECTS):
        return False
    if _COMMENTS in record:
        return True
    return isinstance(record.get("label"), list) and isinstance(record["id"], int)


def _is_fast(document: Document) -> bool:
    head = document.head[:20_000].split("\n")
    return any(line.lstrip('"').startswith(_FAST) for line in head)


def helps(document: Document) -> bool:
    """Whether it may be the file of a member who confirmed nothing."""
    return document.is_blank


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:
    """One table of the labels of all members."""
    members = [_Member(document.stem, document.name, _examples(document)) for document in documents]
    for member in members:
        _refuse_merged(member)
    export = _Export(members, bool(helpers))
    rows = list(export.rows())
    return Sheet(
        TITLE, [*documents, *helpers], rows, problems=export.problems(rows), item=export.key or "id"
    ).table()


@dataclass(frozen=True)
class _Member:
    name: str
    file: str
    examples: list[Record]


def _examples(document: Document) -> list[Record]:
    if not document.header:
        return document.records
    if _COMMENTS not in document.header:
        return _of_fast(document.text)
    frame = document.table.frame
    examples: list[Record] = frame.to_dict("records")  # type: ignore[assignment]  # all text
    for example in examples:
        example["label"] = [part for part in str(example["label"]).split("#") if part]
        example[_COMMENTS] = [example[_COMMENTS]] if example[_COMMENTS] else []
    return examples


def _of_fast(text: str) -> list[Record]:
    """Examples of fastText: labels, then the text, which is all that tells them apart."""
    examples: list[Record] = []
    for cells in csv.reader(io.StringIO(text, newline="")):
        words = ",".join(cells).split(" ")
        labels = []
        while words and words[0].startswith(_FAST):
            labels.append(words.pop(0).removeprefix(_FAST))
        if not labels and words and not words[0]:
            words.pop(0)  # the blank that stands between labels and text, where there are none
        if labels or any(words):
            examples.append({"id": " ".join(words), "label": labels, _COMMENTS: []})
    return examples


def _refuse_merged(member: _Member) -> None:
    """Raise FileFormatError for a file in which the labels of all members are one list."""
    several = any(_twice(example.get(name)) for example in member.examples for name in _CATEGORIES)
    if member.name == "all" or several:
        raise FileFormatError(
            f"“{member.file}” is an export of a collaborative doccano project: the labels of all"
            f" members are in one list, so nobody can tell who gave which.{_HOW}"
        )


def _twice(labels: Json) -> bool:
    texts = [label for label in listed_in(labels) if isinstance(label, str)]
    return any(count > 1 for count in Counter(texts).values())


class _Export:
    """The examples of all members on their way to rows."""

    def __init__(self, members: Sequence[_Member], blank: bool) -> None:
        self.members = members
        ids = [frozenset(id_of(one.get("id")) for one in member.examples) for member in members]
        self.confirmed = blank or len(set(ids)) > 1
        examples = {id_of(one.get("id")): one for member in members for one in member.examples}
        own = [
            {name: value for name, value in one.items() if name not in _OWN}
            for one in examples.values()
        ]
        self.key = own_key(own)
        self.unseen = 0
        self.free = looks_free(
            [
                text_of(label)
                for member in members
                for one in member.examples
                for label in listed_in(one.get("label"))
                if isinstance(label, str)
            ]
        )

    def rows(self) -> Iterator[Row]:
        for member in self.members:
            for example in member.examples:
                row = self._row(member, example)
                if row.is_answered or self.confirmed:
                    yield row
                else:
                    self.unseen += 1

    def _row(self, member: _Member, example: Record) -> Row:
        fields = {
            name: text_of(value)
            for name, value in example.items()
            if name not in _OWN and name != self.key
        }
        row = Row(id_of(example.get(self.key or "id")), member.name, fields=fields)
        for name in _CATEGORIES:
            self._put_labels(row, name, listed_in(example.get(name)))
        for name in _MARKS:
            for part in listed_in(example.get(name)):
                mark(row.spans, "spans" if name == "entities" else name, _span(part))
        comments = texts_of(_comment(one) for one in listed_in(example.get(_COMMENTS)))
        if comments:
            row.texts["comment"] = "\n".join(comments)
        return row

    def _put_labels(self, row: Row, name: str, labels: Sequence[Json]) -> None:
        plain = texts_of(label for label in labels if not isinstance(label, list | dict))
        for part in labels:
            if isinstance(part, list | dict):
                mark(row.spans, "spans", _span(part))
        if plain and self.free and name == "label":
            row.texts["label"] = "\n".join(plain)
        elif plain:
            row.answers[name] = plain

    def problems(self, rows: Sequence[Row]) -> list[Problem]:
        found = []
        if self.unseen:
            message = (
                f"{amount(self.unseen, 'example')} without a label left out: doccano writes the same"
                " for what a member never saw, skipped, or confirmed without a label. Export only"
                " approved documents to have what was confirmed empty."
            )
            found.append(Problem("unseen_examples", "note", message, count=self.unseen))
        silent = sorted({member.name for member in self.members} - {row.annotator for row in rows})
        if silent:
            found.append(Problem("silent_members", "note", f"{listed(silent)} labelled nothing."))
        return found


def _comment(value: Json) -> Json:
    """The text of a comment, which some projects write as an object."""
    return object_in(value).get("comment") if isinstance(value, dict) else value


def _span(part: Json) -> Json:
    """A marked part as an object: doccano writes start, end and label, or an object."""
    if isinstance(part, list) and len(part) >= 3:
        return {"start": part[0], "end": part[1], "label": part[2]}
    return part
