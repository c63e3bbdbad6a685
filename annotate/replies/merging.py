"""Replies of one person about one letter, made one: what was said last about each thing counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from annotate.replies.known import FORMAT, VERSION, Example, Practice, Reply
from annotate.workspace import JsonValue


def merged(replies: Iterable[Reply]) -> Reply | None:
    """All of them together, in whichever order they came; None of none.

    Of what several speak of, the one that was made last counts; what only an earlier one says
    stays.
    """
    found = in_order(replies)
    if not found:
        return None
    last = found[-1]
    return Reply(
        project=last.project,
        annotator_id=last.annotator_id,
        round=last.round,
        made=last.made,
        examples=tuple({(e.item_id, e.question): e for r in found for e in r.examples}.values()),
        practice=tuple({(p.item_id, p.question): p for r in found for p in r.practice}.values()),
        prediction=next((r.prediction for r in found[::-1] if r.prediction is not None), None),
        remark=next((r.remark for r in found[::-1] if r.remark), ""),
    )


def in_order(replies: Iterable[Reply]) -> list[Reply]:
    """Each once, the first made first."""
    return sorted(set(replies), key=lambda one: (datetime.fromisoformat(one.made), repr(one)))


def to_stored(replies: Iterable[Reply]) -> JsonValue:
    """Replies as they are stored: each as it came."""
    return {"replies": [_reply(one) for one in in_order(replies)]}


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "project": reply.project,
        "annotator": reply.annotator_id,
        "round": reply.round,
        "made": reply.made,
        "examples": [_example(one) for one in reply.examples],
        "practice": [_practice(one) for one in reply.practice],
        "prediction": reply.prediction,
        "remark": reply.remark,
    }


def _example(one: Example) -> dict[str, Any]:
    opinion = "object" if one.objects else "agree"
    return {"item": one.item_id, "question": one.question, "opinion": opinion, "reason": one.reason}


def _practice(one: Practice) -> dict[str, Any]:
    return {"item": one.item_id, "question": one.question, "answers": list(one.answers)}
