"""What the reading desk is sent: a window of items around the one at hand, as plain data.

Annotations, the entries of the store, an order and a place in it go in; a dictionary for JSON
comes out. No Streamlit. docs/reader-protocol.md describes every field.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate.annotations import Annotations, BoolArray, Level, Question
from annotate.reading import Order
from annotate.ui.reader.fields import Role, roles
from annotate.ui.reader.labels import Rows, label_rows
from annotate.ui.reader.marks import VERDICT_MARKS
from annotate.workspace import Entry, Key, Kind

AROUND = 40
"""Items sent on either side of the one at hand: more than a second of a held key."""
NEAR = 2
"""The same where the browser holds enough: news of the item at hand is all it needs."""
BUDGET = 400_000
"""Characters of all texts in one window; long texts make it shorter, never the answer heavy."""

Json = dict[str, Any]
Doubts = Callable[[int, str], dict[str, Json]]
"""Item code and question -> annotator -> ``{p, short, why}`` of the labels that are doubtful."""
Entries = dict[Key, Entry]


@dataclass(frozen=True)
class Desk:
    """What stays the same while one queue is read.

    ``counted`` has for each question (N,) which rows hold a label that counts; ``token``
    names this queue over these data in this mode: places mean nothing under another.
    """

    data: Annotations
    order: Order
    blind: bool
    counted: dict[str, BoolArray]
    roles: dict[str, Role]
    token: str


def desk(
    data: Annotations,
    order: Order,
    counted: dict[str, BoolArray],
    *,
    blind: bool,
    version: str = "",
) -> Desk:
    """A desk for one queue."""
    print_of_order = zlib.crc32(np.ascontiguousarray(order.items, dtype=np.int64).tobytes())
    token = f"{order.queue.name}|{version}|{print_of_order:08x}|{'blind' if blind else 'open'}"
    return Desk(data, order, blind, counted, roles(data), token)


def payload(
    at_desk: Desk,
    place: int,
    entries_of: Callable[[Sequence[str]], Iterable[Entry]],
    around: int = AROUND,
    doubts: Doubts | None = None,
) -> Json:
    """Everything the desk needs to show the item at ``place`` and to move around it.

    ``entries_of`` looks up what the store holds on some items; ``around`` is how many items
    to send on either side, as far as they fit; ``doubts`` says which labels are probably wrong.
    """
    data, order = at_desk.data, at_desk.order
    places = window(at_desk, place, around)
    codes = [int(order.items[one]) for one in places]
    ids = [data.item_ids[code] for code in codes]
    entries = {entry.key: entry for entry in entries_of(ids)} if ids else {}
    rows = label_rows(data, codes, at_desk.counted)
    items = [
        _item(at_desk, where, code, entries, rows)
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


def _item(at_desk: Desk, where: int, code: int, entries: Entries, rows: Rows) -> Json:
    data = at_desk.data
    item_id = data.item_ids[code]
    return {
        "position": where,
        "id": item_id,
        "probability": at_desk.order.probability_of(code),
        "fields": [
            {"name": name, "text": str(data.items[name].iat[code]), "role": role.value}
            for name, role in at_desk.roles.items()
        ],
        "note": held(entries, Key(Kind.NOTE, item_id)),
        "read": _read(entries.get(Key(Kind.READ, item_id))),
        "questions": [
            _asked(at_desk, question, code, entries, rows) for question in data.questions
        ],
    }


def _read(entry: Entry | None) -> Json | None:
    """How the item was drawn when it was read; None when it was not read."""
    if entry is None or not isinstance(entry.value, dict):
        return None
    return {"probability": entry.value.get("probability")}


def _asked(at_desk: Desk, question: Question, code: int, entries: Entries, rows: Rows) -> Json:
    item_id = at_desk.data.item_ids[code]
    answer = held(entries, Key(Kind.ANSWER, item_id, question=question.name))
    hidden = at_desk.blind and answer["value"] is None
    gold = at_desk.data.gold.get(question.name)
    return {
        "name": question.name,
        "answer": answer,
        "ruling": held(entries, Key(Kind.RULING, item_id, question=question.name)),
        "gold": None if hidden or gold is None else question.shown(int(gold[code])) or None,
        "labels": None if hidden else _judged(rows.of(code, question), item_id, question, entries),
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
    kinds = (Kind.VERDICT, Kind.EXEMPLARY, Kind.MESSAGE)
    return [
        label
        | {
            kind.value: held(entries, Key(kind, item_id, label["annotator"], question.name))
            for kind in kinds
        }
        for label in labels
    ]


def held(entries: Entries, key: Key) -> Json:
    """What the store holds at a key, with the revision that a change must be based on."""
    entry = entries.get(key)
    if entry is None:
        return {"value": None, "revision": 0}
    return {"value": entry.value, "revision": entry.revision}
