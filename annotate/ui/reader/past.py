"""The history of an item as the desk shows it; what is not to be seen yet is not in it."""

from __future__ import annotations

from typing import Any

from annotate.workspace import Event, Kind, Store

Json = dict[str, Any]
MOST = 200
_OPEN = frozenset({Kind.NOTE, Kind.TAG, Kind.FLAG, Kind.READ})
"""Kinds that tell nothing of anybody's label."""
_WHAT = {
    Kind.NOTE: "note",
    Kind.FLAG: "flag",
    Kind.READ: "read",
    Kind.ANSWER: "your answer on",
    Kind.AGAIN: "your answer again on",
    Kind.RULING: "ruling on",
    Kind.VERDICT: "verdict on",
    Kind.EXEMPLARY: "praise for",
    Kind.MESSAGE: "message to",
    Kind.ERROR_TYPE: "type of the error of",
    Kind.PROPOSAL: "change proposed because of",
    Kind.RULE: "rule cited for",
}


def past_of(store: Store, item_id: str, *, hidden: bool) -> Json:
    """What was done on an item, the newest first; with ``hidden`` nothing about its labels."""
    events = store.item_history(item_id, MOST)
    return {
        "item_id": item_id,
        "events": [_event(one) for one in events if not hidden or one.key.kind in _OPEN],
    }


def _event(event: Event) -> Json:
    key = event.key
    about = key.question if key.kind in (Kind.ANSWER, Kind.AGAIN, Kind.RULING) else key.annotator_id
    what = f"tag {key.question}" if key.kind is Kind.TAG else f"{_WHAT[key.kind]} {about}".strip()
    value = event.value
    if key.kind is Kind.READ and isinstance(value, dict):
        value = str(value["queue"])
    return {
        "at": event.at,
        "what": what,
        "kind": key.kind.value,
        "question": key.question,
        "value": "yes" if value is True else value,
        "reviewer": event.reviewer,
    }
