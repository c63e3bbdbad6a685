"""The results of one annotation in Label Studio: answers, free texts, marked regions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotate.annotations import Level
from annotate.loading.formats.cells import id_of, listed_in, object_in, text_of, texts_of
from annotate.loading.formats.documents import Json, Record
from annotate.loading.formats.rows import Answer, Row, mark

# How Label Studio itself writes the path to a category of a taxonomy.
_STEP = " / "
_PLACES = frozenset({"start", "end", "x", "y", "points", "sequence", "rle", "ranges"})


@dataclass
class Questions:
    """What was learned of the questions while their answers were read."""

    levels: dict[str, Level] = field(default_factory=dict)

    def orders(self, rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
        """The scale of each rating: whole steps from 1 to the highest that anybody gave."""
        found = {}
        for name in [n for n, level in self.levels.items() if level is Level.ORDINAL]:
            answers = [row.answers[name] for row in rows if name in row.answers]
            steps = {answer for answer in answers if isinstance(answer, str)}
            whole = [int(step) for step in steps if step.isascii() and step.isdecimal()]
            if len(whole) == len(steps) and whole and 1 <= max(whole) <= 100:
                found[name] = tuple(str(step) for step in range(min(*whole, 1), max(whole) + 1))
        return found


def put_results(row: Row, results: Sequence[Record], questions: Questions) -> None:
    """Put each result where it belongs in the row.

    An answer about a region, which shares its id or says its place, stays with the region.
    """
    regions = {id_of(one.get("id")) for one in results if _is_region(one)} - {""}
    for one in results:
        name = text_of(one.get("from_name")) or text_of(one.get("type"))
        value = object_in(one.get("value"))
        if one.get("type") == "relation":
            mark(row.spans, "relations", _relation(one))
        elif _is_region(one) or (regions and id_of(one.get("id")) in regions) or has_place(value):
            mark(row.spans, name, span(one, value))
        else:
            put_value(row, name, value, questions)


def _is_region(one: Record) -> bool:
    kind = one.get("type")
    return isinstance(kind, str) and kind.endswith(("labels", "Labels"))


def _relation(one: Record) -> Json:
    return {name: one[name] for name in ("from_id", "to_id", "direction", "labels") if name in one}


def has_place(value: Record) -> bool:
    """Whether a value is about a part of the item."""
    return not _PLACES.isdisjoint(value) or any(name.endswith("labels") for name in value)


def span(one: Record, value: Record) -> Json:
    """A marked part of the item, with the answers about it; a single label as ``label``."""
    found = {"id": one["id"]} if "id" in one else {}
    for name, part in value.items():
        plain = name.lower().endswith("labels") and isinstance(part, list) and len(part) == 1
        found["label" if plain else name] = part[0] if plain else part
    return found


def put_value(row: Row, name: str, value: Record, questions: Questions) -> None:
    """Put one answer into the row, by the one thing that its value holds."""
    if "text" in value and not value.keys() & _ANSWERS:
        lines = texts_of(listed_in(value["text"]))
        if lines:
            earlier = [row.texts[name]] if name in row.texts else []
            row.texts[name] = "\n".join([*earlier, *lines])
        return
    for kind in value.keys() & _ANSWERS:
        answer = _answer(kind, value[kind])
        if answer:
            row.answers[name] = _joined(row.answers.get(name), answer)
            if kind in _LEVELS:
                questions.levels[name] = _LEVELS[kind]


_ANSWERS = frozenset(
    {"choices", "rating", "number", "taxonomy", "selected", "ranker", "datetime", "pairwise"}
)
_LEVELS = {
    "choices": Level.NOMINAL,
    "taxonomy": Level.NOMINAL,
    "selected": Level.NOMINAL,
    "rating": Level.ORDINAL,
    "number": Level.INTERVAL,
}


def _answer(kind: str, value: Json) -> Answer:
    if kind == "choices":
        return [_path(one) for one in listed_in(value) if one]
    if kind == "taxonomy":
        paths = listed_in(value)
        nested = any(isinstance(path, list) for path in paths)
        return [_path(path) for path in (paths if nested else [paths]) if path]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else text_of(value)


def _path(value: Json) -> str:
    """A category; one of a taxonomy is the path to it."""
    return _STEP.join(texts_of(value)) if isinstance(value, list) else text_of(value)


def _joined(earlier: Answer | None, answer: Answer) -> Answer:
    """Choices that are given one by one belong together; any other answer replaces."""
    if earlier is None or isinstance(answer, str) or isinstance(earlier, str):
        return answer
    return [*earlier, *(one for one in answer if one not in earlier)]
