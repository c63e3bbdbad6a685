"""What the reading desk is sent: a window of items around the one at hand, as plain data.

Annotations, the entries of the store, an order and a place in it go in; a dictionary for JSON
comes out. No Streamlit. docs/reader-protocol.md describes every field.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from annotate.annotations import Annotations, BoolArray, Level, Question
from annotate.reading import Order, Queue, QueueKind, evidence
from annotate.ui.reader.cells import Source, cell
from annotate.ui.reader.fields import Display, Role, display_of
from annotate.ui.reader.kinds import FieldKind
from annotate.ui.reader.labels import Rows, label_rows
from annotate.ui.reader.marked import hits, spans_of
from annotate.ui.reader.marks import VERDICT_MARKS
from annotate.ui.reader.media import source_of
from annotate.workspace import Entry, Key, Kind

AROUND = 40
"""Items sent on either side of the one at hand: more than a second of a held key."""
NEAR = 2
"""The same where the browser holds enough: news of the item at hand is all it needs."""
MOST_EVIDENCE = 12
"""Words of an item that are marked as speaking for an answer: more would point at nothing."""
BUDGET = 400_000
"""Characters of all texts in one window; long texts make it shorter, never the answer heavy."""

Json = dict[str, Any]
Doubts = Callable[[int, str], dict[str, Json]]
"""Item code and question -> annotator -> ``{p, short, why}`` of the labels that are doubtful."""
Entries = dict[Key, Entry]
Telling = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Desk:
    """What stays the same while one queue is read.

    ``counted`` has for each question (N,) which rows hold a label that counts; ``token``
    names this queue over these data in this mode: places mean nothing under another. ``telling``
    gives the words of a field that speak for the answers to a question.
    """

    data: Annotations
    order: Order
    blind: bool
    counted: dict[str, BoolArray]
    display: Display
    token: str
    reviewer: str = ""
    telling: Callable[[str, str], Telling] | None = None


def desk(
    data: Annotations,
    order: Order,
    counted: dict[str, BoolArray],
    *,
    blind: bool,
    version: str = "",
    display: Display | None = None,
    reviewer: str = "",
    telling: Callable[[str, str], Telling] | None = None,
) -> Desk:
    """A desk for one queue."""
    print_of_order = zlib.crc32(np.ascontiguousarray(order.items, dtype=np.int64).tobytes())
    display = display or display_of(data)
    print_of_display = zlib.crc32(json.dumps(display.to_setting()).encode())
    seen_by = f"{'blind' if blind else 'open'}|{reviewer}"
    token = f"{order.queue.name}|{version}|{print_of_order:08x}{print_of_display:08x}|{seen_by}"
    return Desk(data, order, blind, counted, display, token, reviewer, telling)


@dataclass(frozen=True)
class _Known:
    """What was looked up about the items of a window."""

    entries: Entries
    rows: Rows


def payload(
    at_desk: Desk,
    place: int,
    entries_of: Callable[[Sequence[str]], Iterable[Entry]],
    around: int = AROUND,
    serve: Callable[[Path, str], str] | None = None,
    *,
    doubts: Doubts | None = None,
) -> Json:
    """Everything the desk needs to show the item at ``place`` and to move around it.

    ``entries_of`` looks up what the store holds on some items; ``around`` is how many items
    to send on either side, as far as they fit. ``serve`` makes a file beside the data available
    to the browser, which is done for the items next to the one at hand; ``doubts`` says which
    labels are probably wrong.
    """
    data, order = at_desk.data, at_desk.order
    places = window(at_desk, place, around)
    codes = [int(order.items[one]) for one in places]
    ids = [data.item_ids[code] for code in codes]
    entries = {entry.key: entry for entry in entries_of(ids)} if ids else {}
    known = _Known(entries, label_rows(data, codes, at_desk.counted))
    near, far = source_of(at_desk.display, serve), source_of(at_desk.display, None)
    items = [
        _item(at_desk, where, code, known, near if abs(where - place) <= NEAR else far)
        for where, code in zip(places, codes, strict=True)
    ]
    if doubts is not None:
        items = [_with_doubts(item, code, doubts) for item, code in zip(items, codes, strict=True)]
    return {
        "token": at_desk.token,
        "queue": {
            "name": order.queue.name,
            "title": order.title,
            "count": len(order),
            "probability": order.probability,
            "annotator": order.queue.annotator,
            "question": order.queue.question,
            "text": "" if order.queue.kind is QueueKind.REGEX else order.queue.text,
        },
        "position": place,
        "blind": at_desk.blind,
        "questions": [_question(question) for question in data.questions],
        "verdicts": VERDICT_MARKS,
        "items": items,
    }


def window(at_desk: Desk, place: int, around: int = AROUND) -> list[int]:
    """The places to send, in order: the one at hand, then the nearest as long as they fit."""
    items = at_desk.order.items
    if not items.size:
        return []
    first = max(0, place - around)
    sizes = _sizes(at_desk.data, items[first : place + around + 1])
    chosen, total = [place], sizes[place - first]
    for one in _outward(place, around, len(items)):
        total += sizes[one - first]
        if total > BUDGET:
            break
        chosen.append(one)
    return sorted(chosen)


def _outward(place: int, around: int, count: int) -> Iterator[int]:
    for step in range(1, around + 1):
        if place + step < count:
            yield place + step
        if place - step >= 0:
            yield place - step


def _sizes(data: Annotations, codes: np.ndarray[Any, Any]) -> list[int]:
    sizes = np.zeros(len(codes), dtype=np.int64)
    for name in data.fields:
        sizes += data.items[name].take(codes).str.len().to_numpy(dtype=np.int64)
    return [int(size) for size in sizes]


def _question(question: Question) -> Json:
    is_set = question.level is Level.SET
    options = question.categories if is_set else question.answers
    return {
        "name": question.name,
        "level": question.level.value,
        "options": list(options),
        "several": is_set,
    }


def _item(at_desk: Desk, where: int, code: int, known: _Known, source: Source) -> Json:
    data, entries = at_desk.data, known.entries
    item_id = data.item_ids[code]
    again = where in at_desk.order.again and any(
        (found := entries.get(Key(Kind.ANSWER, item_id, at_desk.reviewer, question.name)))
        and found.value
        for question in data.questions
    )
    kind = Kind.AGAIN if again and at_desk.blind else Kind.ANSWER
    questions = [_asked(at_desk, question, code, known, kind) for question in data.questions]
    hidden = any(asked["labels"] is None for asked in questions)
    texts = {one.name: str(data.items[one.name].iat[code]) for one in at_desk.display.fields}
    return {
        "position": where,
        "id": item_id,
        "again": kind is Kind.AGAIN,
        "probability": at_desk.order.probability_of(code),
        "fields": _fields(at_desk.display, texts, source),
        "spans": [] if hidden else spans_of(data, code, texts, _main(at_desk.display)),
        "evidence": [] if hidden else _evidence(at_desk, questions, texts),
        "hits": _hits(at_desk.order.queue, texts),
        "note": held(entries, Key(Kind.NOTE, item_id)),
        "flag": held(entries, Key(Kind.FLAG, item_id)),
        "tags": {
            key.question: held(entries, key)
            for key in entries
            if key.kind is Kind.TAG and key.item_id == item_id
        },
        "read": _read(entries.get(Key(Kind.READ, item_id))),
        "questions": questions,
    }


def _fields(display: Display, texts: dict[str, str], source: Source) -> list[Json]:
    return [
        {
            "name": one.name,
            "title": one.heading,
            "role": one.role.value,
            "side": one.kind is FieldKind.COMPARE,
            "cell": cell(one.kind, texts[one.name], source),
        }
        for one in display.fields
        if one.role is not Role.HIDDEN and texts[one.name].strip()
    ]


def _evidence(at_desk: Desk, questions: list[Json], texts: dict[str, str]) -> list[Json]:
    """Words of the text that speak for one of the answers that the annotators are divided by."""
    main = _main(at_desk.display)
    if at_desk.telling is None or not main:
        return []
    return [
        {"field": main, "word": word, "question": asked["name"], "label": label}
        for asked in questions
        if len(labels := {row["label"] for row in asked["labels"] if row["label"]}) > 1
        for word, label in evidence(
            texts[main], sorted(labels), at_desk.telling(asked["name"], main)
        )[:MOST_EVIDENCE]
    ]


def _main(display: Display) -> str:
    return next((one.name for one in display.fields if one.role is Role.MAIN), "")


def _hits(queue: Queue, texts: dict[str, str]) -> list[str]:
    return hits(queue.text, list(texts.values())) if queue.kind is QueueKind.REGEX else []


def _read(entry: Entry | None) -> Json | None:
    """How the item was drawn when it was read; None when it was not read."""
    if entry is None or not isinstance(entry.value, dict):
        return None
    return {"probability": entry.value.get("probability")}


def _asked(at_desk: Desk, question: Question, code: int, known: _Known, kind: Kind) -> Json:
    entries = known.entries
    item_id = at_desk.data.item_ids[code]
    answer = held(entries, Key(kind, item_id, at_desk.reviewer, question.name))
    first = held(entries, Key(Kind.ANSWER, item_id, at_desk.reviewer, question.name))
    hidden = at_desk.blind and answer["value"] is None
    gold = at_desk.data.gold.get(question.name)
    return {
        "name": question.name,
        "answer": answer,
        "first": None if hidden or kind is Kind.ANSWER else first["value"],
        "ruling": held(entries, Key(Kind.RULING, item_id, question=question.name)),
        "gold": None if hidden or gold is None else question.shown(int(gold[code])) or None,
        "labels": None
        if hidden
        else _judged(known.rows.of(code, question), item_id, question, entries),
    }


def _with_doubts(item: Json, code: int, doubts: Doubts) -> Json:
    """The item with why labels are probably wrong; null where they are not, or nobody can say."""
    for asked in item["questions"]:
        if asked["labels"]:
            found = doubts(code, asked["name"])
            for label in asked["labels"]:
                label["doubt"] = found.get(label["annotator"])
    return item


def _judged(labels: list[Json], item_id: str, question: Question, entries: Entries) -> list[Json]:
    """The label rows with what the reviewer said about each."""
    return [
        label
        | {
            kind.value: held(entries, Key(kind, item_id, label["annotator"], question.name))
            for kind in _ON_LABELS
        }
        for label in labels
    ]


_ON_LABELS = (
    Kind.VERDICT,
    Kind.EXEMPLARY,
    Kind.MESSAGE,
    Kind.ERROR_TYPE,
    Kind.PROPOSAL,
    Kind.RULE,
)


def held(entries: Entries, key: Key) -> Json:
    """What the store holds at a key, with the revision that a change must be based on."""
    entry = entries.get(key)
    if entry is None:
        return {"value": None, "revision": 0}
    return {"value": entry.value, "revision": entry.revision}
