"""From entries to what the rest of the program reads: the record, the reads, the strays."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from annotate.annotations import Annotations
from annotate.judgements import Answered, Judgement, Read, Record, Verdict
from annotate.workspace.changes import Entry, Key, Kind
from annotate.workspace.tables import entries, history

NOTHING = "null"  # how a value that was taken back is stored

_OF_LABEL = (
    Kind.VERDICT,
    Kind.EXEMPLARY,
    Kind.MESSAGE,
    Kind.ERROR_TYPE,
    Kind.PROPOSAL,
    Kind.RULE,
)
_OF_REVIEWER = (Kind.ANSWER, Kind.AGAIN)
_OF_PROJECT = (
    Kind.SETTING,
    Kind.PLACE,
    Kind.GUIDELINE,
    Kind.PHRASE,
    Kind.QUEUE,
    Kind.TEMPLATE,
)
_OF_ROUND = (Kind.LETTER, Kind.LETTER_STATE, Kind.LETTER_PLAN, Kind.REPLY)
_RECORDED = (*_OF_LABEL, *_OF_REVIEWER, Kind.NOTE, Kind.RULING, Kind.TAG, Kind.FLAG)


@dataclass(slots=True)
class _Said:
    """The parts of a judgement, as they are found."""

    verdict: Verdict | None = None
    exemplary: bool = False
    message: str = ""
    at: str = ""
    error_type: str = ""
    proposal: str = ""
    rule: str = ""
    reviewer: str = ""


def record(connection: Connection) -> Record:
    """Everything the reviewer did; what was taken back and empty text are as if never said.

    ``reads`` has one entry an item: the first time that it was drawn by chance, or else the
    first time it was read. Reading it once more from another queue does not take it out of
    the sample that it was drawn into.
    """
    columns = (entries.c.kind, entries.c.item_id, entries.c.annotator_id, entries.c.question)
    told = (NOTHING, '""')
    query = select(*columns, entries.c.value, entries.c.at, entries.c.reviewer).where(
        entries.c.kind.in_(_RECORDED),
        entries.c.value.not_in(told)
        | (entries.c.kind.in_(_OF_REVIEWER) & (entries.c.value != NOTHING)),
    )
    said: defaultdict[tuple[str, str, str], _Said] = defaultdict(_Said)
    texts: dict[str, dict[tuple[str, str], str]] = {kind: {} for kind in _RECORDED}
    rows = connection.execute(query).all()
    # One list read in one go takes a third of the time of a hundred thousand small values.
    values = json.loads(f"[{','.join(row.value for row in rows)}]")
    blind: dict[tuple[str, str, str], dict[str, str]] = {}
    for row, value in zip(rows, values, strict=True):
        if row.kind in _OF_LABEL:
            _add(said[row.item_id, row.annotator_id, row.question], row, value)
        elif row.kind in _OF_REVIEWER:
            blind.setdefault((row.item_id, row.question, row.annotator_id), {})[row.kind] = value
        else:
            texts[row.kind][row.item_id, row.question] = value
    return Record(
        judgements=tuple(_judgement(*labelled, parts) for labelled, parts in said.items()),
        rulings=texts[Kind.RULING],
        answers=_answered(blind),
        notes={item_id: note for (item_id, _), note in texts[Kind.NOTE].items()},
        reads=_one_an_item(every_read(connection)),
        tags=_tags(texts[Kind.TAG]),
        flags=frozenset(item_id for item_id, _ in texts[Kind.FLAG]),
    )


def every_read(connection: Connection) -> tuple[Read, ...]:
    """Every reading in its order; taking one back takes back the earlier ones of that item."""
    query = (
        select(history.c.item_id, history.c.value, history.c.at, history.c.reviewer)
        .where(history.c.kind == Kind.READ)
        .order_by(history.c.seq)
    )
    reads: dict[int, Read] = {}
    of_item: defaultdict[str, list[int]] = defaultdict(list)
    for place, (item_id, value, at, reviewer) in enumerate(connection.execute(query)):
        if value == NOTHING:
            for earlier in of_item.pop(item_id, []):
                del reads[earlier]
            continue
        read = json.loads(value)
        reads[place] = Read(item_id, read["queue"], read["probability"], at, reviewer)
        of_item[item_id].append(place)
    return tuple(reads.values())


def unmatched(found: Iterable[Entry], data: Annotations) -> list[Entry]:
    """Those entries that are about something which is not in the data."""
    questions = frozenset(question.name for question in data.questions)
    rounds = frozenset(data.rounds)

    def matches(key: Key) -> bool:
        if key.kind in _OF_PROJECT:
            return True
        if key.kind in (Kind.TAG, Kind.FLAG):
            return key.item_id in data.item_codes
        if key.kind in _OF_REVIEWER:
            return key.item_id in data.item_codes and key.question in questions
        names = rounds if key.kind in _OF_ROUND else questions
        return (
            (not key.item_id or key.item_id in data.item_codes)
            and (not key.annotator_id or key.annotator_id in data.annotator_codes)
            and (not key.question or key.question in names)
        )

    return [entry for entry in found if entry.value is not None and not matches(entry.key)]


def _add(said: _Said, row: Any, value: str) -> None:
    if row.kind == Kind.VERDICT:
        said.verdict = Verdict(value)
    elif row.kind == Kind.EXEMPLARY:
        said.exemplary = True
    else:
        setattr(said, row.kind, value)  # the rest are texts, and named as their kinds are
    if row.at >= said.at:
        said.at, said.reviewer = row.at, row.reviewer


def _judgement(item_id: str, annotator_id: str, question: str, said: _Said) -> Judgement:
    return Judgement(
        item_id,
        annotator_id,
        question,
        said.verdict,
        said.exemplary,
        said.message,
        said.at,
        # A type belongs to an error and a proposal to an unclear guideline; they are kept
        # for when the verdict comes back, and mean nothing while it is another one.
        error_type=said.error_type if said.verdict is Verdict.ERROR else "",
        proposal=said.proposal if said.verdict is Verdict.GUIDELINE_UNCLEAR else "",
        rule=said.rule,
        reviewer=said.reviewer,
    )


def _answered(blind: dict[tuple[str, str, str], dict[str, str]]) -> tuple[Answered, ...]:
    return tuple(
        Answered(item_id, question, given[Kind.ANSWER], given.get(Kind.AGAIN), reviewer)
        for (item_id, question, reviewer), given in blind.items()
        if Kind.ANSWER in given
    )


def _tags(found: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    tags: defaultdict[str, list[str]] = defaultdict(list)
    for item_id, tag in found:
        tags[item_id].append(tag)
    return {item_id: tuple(sorted(names)) for item_id, names in tags.items()}


def _one_an_item(reads: Iterable[Read]) -> tuple[Read, ...]:
    chosen: dict[str, Read] = {}
    for read in reads:
        first = chosen.get(read.item_id)
        if first is None or (first.probability is None and read.probability is not None):
            chosen[read.item_id] = read
    return tuple(chosen.values())
