"""From entries to what the rest of the program reads: the record, the reads, the strays."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from annotate.annotations import Annotations
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.workspace.changes import Entry, Key, Kind
from annotate.workspace.tables import entries, history

NOTHING = "null"  # how a value that was taken back is stored

_RECORDED = (
    Kind.VERDICT,
    Kind.EXEMPLARY,
    Kind.MESSAGE,
    Kind.NOTE,
    Kind.RULING,
    Kind.ANSWER,
)


@dataclass(slots=True)
class _Said:
    """The parts of a judgement, as they are found."""

    verdict: Verdict | None = None
    exemplary: bool = False
    message: str = ""
    at: str = ""


def record(connection: Connection) -> Record:
    """Everything the reviewer did; what was taken back and empty text are as if never said.

    ``reads`` has one entry an item: the first time that it was drawn by chance, or else the
    first time it was read. Reading it once more from another queue does not take it out of
    the sample that it was drawn into.
    """
    columns = (entries.c.kind, entries.c.item_id, entries.c.annotator_id, entries.c.question)
    query = select(*columns, entries.c.value, entries.c.at).where(
        entries.c.kind.in_(_RECORDED), entries.c.value.not_in((NOTHING, '""'))
    )
    said: defaultdict[tuple[str, str, str], _Said] = defaultdict(_Said)
    texts: dict[str, dict[tuple[str, str], str]] = {kind: {} for kind in _RECORDED}
    rows = connection.execute(query).all()
    # One list read in one go takes a third of the time of a hundred thousand small values.
    values = json.loads(f"[{','.join(row.value for row in rows)}]")
    for (kind, item_id, annotator_id, question, _, at), value in zip(rows, values, strict=True):
        if annotator_id:
            _add(said[item_id, annotator_id, question], kind, value, at)
        else:
            texts[kind][item_id, question] = value
    return Record(
        judgements=tuple(
            Judgement(*labelled, parts.verdict, parts.exemplary, parts.message, parts.at)
            for labelled, parts in said.items()
        ),
        rulings=texts[Kind.RULING],
        answers=texts[Kind.ANSWER],
        notes={item_id: note for (item_id, _), note in texts[Kind.NOTE].items()},
        reads=_one_an_item(every_read(connection)),
    )


def every_read(connection: Connection) -> tuple[Read, ...]:
    """Every reading in its order; taking one back takes back the earlier ones of that item."""
    query = (
        select(history.c.item_id, history.c.value, history.c.at)
        .where(history.c.kind == Kind.READ)
        .order_by(history.c.seq)
    )
    reads: dict[int, Read] = {}
    of_item: defaultdict[str, list[int]] = defaultdict(list)
    for place, (item_id, value, at) in enumerate(connection.execute(query)):
        if value == NOTHING:
            for earlier in of_item.pop(item_id, []):
                del reads[earlier]
            continue
        read = json.loads(value)
        reads[place] = Read(item_id, read["queue"], read["probability"], at)
        of_item[item_id].append(place)
    return tuple(reads.values())


def unmatched(found: Iterable[Entry], data: Annotations) -> list[Entry]:
    """Those entries that are about something which is not in the data."""
    questions = frozenset(question.name for question in data.questions)
    rounds = frozenset(data.rounds)

    def matches(key: Key) -> bool:
        if key.kind in (Kind.SETTING, Kind.PLACE):
            return True
        names = rounds if key.kind in (Kind.LETTER, Kind.LETTER_STATE) else questions
        return (
            (not key.item_id or key.item_id in data.item_codes)
            and (not key.annotator_id or key.annotator_id in data.annotator_codes)
            and (not key.question or key.question in names)
        )

    return [entry for entry in found if entry.value is not None and not matches(entry.key)]


def _add(said: _Said, kind: str, value: str, at: str) -> None:
    if kind == Kind.VERDICT:
        said.verdict = Verdict(value)
    elif kind == Kind.EXEMPLARY:
        said.exemplary = True
    else:
        said.message = value
    said.at = max(said.at, at)


def _one_an_item(reads: Iterable[Read]) -> tuple[Read, ...]:
    chosen: dict[str, Read] = {}
    for read in reads:
        first = chosen.get(read.item_id)
        if first is None or (first.probability is None and read.probability is not None):
            chosen[read.item_id] = read
    return tuple(chosen.values())
