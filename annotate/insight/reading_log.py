"""What was read when, by whom, and how it was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.judgements import Read
from annotate.reading import Queue, title_of


@dataclass(frozen=True)
class Sitting:
    """What one reviewer read from one queue on one day.

    ``by_chance`` is how many of the items chance chose: only those say how good labels are.
    """

    day: str
    reviewer: str
    queue: str
    n_items: int
    by_chance: int


def sittings(reads: Iterable[Read], data: Annotations) -> tuple[Sitting, ...]:
    """The reads by day, reviewer and queue, the latest day first; days are local."""
    rows = sorted(
        (_day(one.at), one.reviewer, one.queue, one.item_id, one.probability)
        for one in _comparable(reads)
    )
    return tuple(
        Sitting(day, reviewer, _title(queue, data), len(items), sum(items.values()))
        for (day, reviewer, queue), some in groupby(rows, key=lambda row: row[:3])
        for items in [_chosen(some)]
    )[::-1]


def _comparable(reads: Iterable[Read]) -> Iterable[Read]:
    for one in reads:
        yield Read(one.item_id, one.queue, one.probability or 0.0, one.at, one.reviewer)


def _chosen(rows: Iterable[tuple[str, str, str, str, float | None]]) -> dict[str, bool]:
    """Item -> whether chance chose it, at the first time that it did."""
    items: dict[str, bool] = {}
    for *_, item_id, probability in rows:
        items[item_id] = items.get(item_id, False) or bool(probability)
    return items


def log_table(reads: Iterable[Read]) -> list[dict[str, str]]:
    """Every reading as a row of texts: when, by whom, which item, from which queue, how drawn."""
    return [
        {
            "read_at": one.at,
            "reviewer": one.reviewer,
            "item_id": one.item_id,
            "queue": one.queue,
            "probability": "" if one.probability is None else repr(one.probability),
        }
        for one in reads
    ]


def _title(name: str, data: Annotations) -> str:
    try:
        return title_of(Queue.named(name), data)
    except NotFoundError:
        return name


def _day(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().date().isoformat()
