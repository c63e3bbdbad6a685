"""Argilla 2: records, nested or flat, whose responses name the user and the question.

Flat records hold parallel lists, ``Q.responses`` beside ``Q.responses.users`` and
``Q.responses.status``; nested ones a list of values with their users and no status.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.errors import FileFormatError
from annotate.loading.formats.argilla_answers import Kinds, put
from annotate.loading.formats.argilla_people import names_of
from annotate.loading.formats.cells import id_of, listed_in, object_in, objects_in, text_of
from annotate.loading.formats.documents import Document, Json, Record
from annotate.loading.formats.rows import Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.problems import Problem
from annotate.loading.table import Table

TITLE = "Argilla"
_RESPONSES = ".responses"
_USERS = ".responses.users"
_SUGGESTION = ".suggestion"
_PARTS = (".responses", ".responses.users", ".responses.status", ".suggestion")
_OWN = frozenset({"id", "status", "_server_id"})
_STATUSES = {"draft": "draft", "discarded": "discarded", "pending": "draft"}


def claims(document: Document) -> bool:
    """Whether it holds records with responses."""
    if document.header or document.parquet_names:
        return _has_responses(document.header or document.parquet_names)
    records = document.sample
    return bool(records) and (
        all(_has_responses(tuple(record)) for record in records) or all(map(_is_nested, records))
    )


def _has_responses(names: Sequence[str]) -> bool:
    return any(name.endswith(_USERS) and name.removesuffix(".users") in names for name in names)


def _is_nested(record: Record) -> bool:
    parts = ("fields", "responses", "suggestions")
    return all(isinstance(record.get(part), dict) for part in parts)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:
    """One table of all responses and suggestions."""
    _refuse_csv(documents)
    names = names_of(helpers)
    answers = [one for document in documents for one in _answers_in(document)]
    kinds = Kinds([(one.question, one.value) for one in answers if one.kind == "human"])
    rows = list(_rows(answers, names, kinds))
    nested = any(map(_is_nested, (one for document in documents for one in document.sample[:1])))
    return Sheet(
        TITLE,
        documents,
        rows,
        levels=kinds.levels,
        problems=_problems(nested, kinds),
        item="id",
    ).table()


def _refuse_csv(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.header:
            raise FileFormatError(
                f"“{document.name}” is a CSV export of Argilla, in which lists of responses are"
                " written so that they cannot be read back safely. Export the records with"
                " dataset.records(with_responses=True).to_datasets().to_json(…) or"
                " .to_parquet(…) instead."
            )


@dataclass(frozen=True)
class _Said:
    """One answer to one question, by a user or by a model."""

    item: str
    who: str
    question: str
    value: Json
    status: str
    fields: dict[str, str]
    kind: str = "human"
    score: str = ""


def _answers_in(document: Document) -> Iterator[_Said]:
    classes = _class_names(document)
    for record in document.parquet_records or document.records:
        item = id_of(record.get("id")) or id_of(record.get("_server_id"))
        yield from _nested(record, item) if _is_nested(record) else _flat(record, item, classes)


def _nested(record: Record, item: str) -> Iterator[_Said]:
    fields = {
        name: text_of(value)
        for part in ("fields", "metadata")
        for name, value in object_in(record.get(part)).items()
    }
    for question, some in record["responses"].items():
        for one in objects_in(some):
            status = _STATUSES.get(text_of(one.get("status")), "submitted")
            yield _Said(item, id_of(one.get("user_id")), question, one.get("value"), status, fields)
    for question, one in record["suggestions"].items():
        said = object_in(one)
        if said.get("value") is not None:
            answer = _Said(item, "", question, said["value"], "submitted", fields)
            yield _guess(answer, said.get("agent"), said.get("score"))


def _guess(said: _Said, agent: Json, score: Json) -> _Said:
    """An answer as the suggestion of a model."""
    return replace(said, who=text_of(agent) or "suggestion", kind="model", score=text_of(score))


def _flat(record: Record, item: str, classes: dict[str, list[str]]) -> Iterator[_Said]:
    fields = {name: text_of(v) for name, v in record.items() if not _is_own(name, record)}
    for name in [name for name in record if name.endswith(_RESPONSES)]:
        question = name.removesuffix(_RESPONSES)
        users = listed_in(record.get(f"{name}.users"))
        statuses = listed_in(record.get(f"{name}.status"))
        for place, (user, value) in enumerate(zip(users, listed_in(record[name]), strict=False)):
            said = text_of(statuses[place]) if place < len(statuses) else ""
            status = _STATUSES.get(said, "submitted")
            yield _Said(item, id_of(user), question, value, status, fields)
    for name in [name for name in record if name.endswith(_SUGGESTION)]:
        agent, score = record.get(f"{name}.agent"), record.get(f"{name}.score")
        value = record[name]
        if name in classes:  # a number even where there is no suggestion
            known = agent is not None or score is not None
            value = _class_of(value, classes[name]) if known else None
        if value is not None and value != []:
            question = name.removesuffix(_SUGGESTION)
            answer = _Said(item, "", question, value, "submitted", fields)
            yield _guess(answer, agent, score)


def _is_own(name: str, record: Record) -> bool:
    if name in _OWN or any(name.endswith(part) for part in _PARTS):
        return True
    stem = name.removesuffix(".score").removesuffix(".agent")
    return stem != name and stem in record


def _class_names(document: Document) -> dict[str, list[str]]:
    """Column of suggestions -> the names of the classes that its numbers stand for."""
    noted = document.parquet_notes.get(b"huggingface")
    try:
        about = json.loads(noted) if noted else {}
    except (ValueError, RecursionError):
        return {}
    features = object_in(object_in(object_in(about).get("info")).get("features"))
    return {
        name: [text_of(one) for one in feature["names"]]
        for name, feature in features.items()
        if isinstance(object_in(feature).get("names"), list)
    }


def _class_of(value: Json, names: Sequence[str]) -> str | None:
    is_place = isinstance(value, int) and 0 <= value < len(names)
    return names[value] if is_place else None


def _rows(answers: Sequence[_Said], names: dict[str, str], kinds: Kinds) -> Iterator[Row]:
    """One row for what one user said of one record, in one state."""
    rows: dict[tuple[str, str, str, str], Row] = {}
    for one in answers:
        if one.kind == "model" and kinds.is_number_of_class(one.question, one.value):
            continue
        key = (one.item, one.who, one.status, one.kind)
        if key not in rows:
            who = names.get(one.who, one.who)
            rows[key] = Row(one.item, who, fields=one.fields, kind=one.kind, status=one.status)
        put(rows[key], one.question, one.value, kinds)
        if one.score:
            rows[key].extras = {**rows[key].extras, f"{one.question}.score": one.score}
    yield from rows.values()


def _problems(nested: bool, kinds: Kinds) -> list[Problem]:
    found = []
    if nested:
        message = (
            "This export of Argilla does not say which responses are drafts or were discarded; all"
            " count as submitted. Export with to_datasets().to_json(…) to tell them apart."
        )
        found.append(Problem("statuses_missing", "problem", message))
    if kinds.numbered:
        message = (
            "Suggestions are written as numbers of classes here, and the names of the classes are"
            " not in the file, so they are left out. Export with to_parquet(…) or"
            " to_list(flatten=True) to have them."
        )
        found.append(Problem("suggestions_numbered", "note", message, count=kinds.numbered))
    return found
