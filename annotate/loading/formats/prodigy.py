"""Prodigy: JSON lines with a vote, a choice, marked spans or typed text on each input.

Who answered is in ``_annotator_id`` behind the name of the data set; where that is the time of a
session, or missing, the file's name is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from os.path import commonprefix

from annotate.annotations import Level
from annotate.loading.formats.cells import id_of, listed_in, object_in, text_of, texts_of
from annotate.loading.formats.documents import Document, Record
from annotate.loading.formats.rows import Row, mark
from annotate.loading.formats.sheet import Sheet
from annotate.loading.problems import Problem
from annotate.loading.table import Table

TITLE = "Prodigy"
_VOTES = frozenset({"accept", "reject", "ignore"})
_SESSION_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[_T][0-9]{2}[-:][0-9]{2}[-:][0-9]{2}$")
_MARKS = ("spans", "relations")
_SHOWN = ("text", "html", "image", "audio", "video")
_CHOICE, _VOTE = "label", "answer"


def claims(document: Document) -> bool:
    """Whether each record holds a vote on a task."""
    records = document.sample
    return bool(records) and all(map(_is_task, records))


def _is_task(record: Record) -> bool:
    hashed = "_input_hash" in record or "_task_hash" in record
    return record.get("answer") in _VOTES and (hashed or "options" in record or "spans" in record)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table of all answers."""
    pairs = [(one, document.stem) for document in documents for one in document.records]
    people = _people([_session(one) for one, _ in pairs])
    rows = list(_rows(pairs, people))
    votes = {name for one, _ in pairs if (name := _asked(one)) is not None}
    problems = []
    if any(not people.get(_session(one)) for one, _ in pairs):
        message = (
            "Prodigy did not note who annotated, or only when; the annotator is the name of the"
            " file. Load a file for each annotator."
        )
        problems.append(Problem("annotator_from_file", "problem", message))
    levels = dict.fromkeys((*votes, _CHOICE), Level.NOMINAL)
    return Sheet(TITLE, documents, rows, levels=levels, problems=problems).table()


def _session(record: Record) -> str:
    return id_of(record.get("_annotator_id")) or id_of(record.get("_session_id"))


def _people(sessions: Sequence[str]) -> dict[str, str]:
    """Session -> annotator without the name of the data set; empty where it is only a time."""
    named = sorted({name for name in sessions if name and not _SESSION_TIME.search(name)})
    # Names, not paths, so letter by letter.
    shared = commonprefix(named).rpartition("-") if len(named) > 1 else ("", "", "")  # noqa: RUF071
    start = shared[0] + shared[1]
    return {name: name.removeprefix(start) or name for name in named}


def _rows(pairs: Sequence[tuple[Record, str]], people: Mapping[str, str]) -> Iterator[Row]:
    """A row for each answer; votes of one person on several labels of an input are one row."""
    for record, stem in pairs:
        item = id_of(record.get("_input_hash")) or text_of(record.get("text"))
        row = Row(item, people.get(_session(record)) or stem, fields=_fields(record))
        row.time = text_of(record.get("_timestamp"))
        _put(row, record)
        yield row


def _fields(record: Record) -> dict[str, str]:
    shown = {name: text_of(record[name]) for name in _SHOWN if record.get(name)}
    meta = {name: text_of(value) for name, value in object_in(record.get("meta")).items()}
    return {**meta, **shown}


def _put(row: Row, record: Record) -> None:
    vote = text_of(record.get("answer"))
    chosen = texts_of(listed_in(record.get("accept")))
    asked = _asked(record)
    if asked is not None and vote != "ignore":
        row.answers[asked] = vote
    elif chosen:
        row.answers[_CHOICE] = chosen
    for name in _MARKS:
        for part in listed_in(record.get(name)):
            mark(row.spans, name, part)
    typed = text_of(record.get(text_of(record.get("field_id")) or "user_input"))
    if typed:
        row.texts[text_of(record.get("field_id")) or "user_input"] = typed
    if vote == "ignore":
        row.status = "skipped"
    elif vote == "reject" and asked is None:
        row.status = "rejected"


def _asked(record: Record) -> str | None:
    """What the vote is about: the label that was proposed, or the task; None if it is no vote."""
    if any(name in record for name in ("options", "accept", "user_input", "field_id", *_MARKS)):
        return None
    label = record.get("label")
    return label if isinstance(label, str) and label else _VOTE
