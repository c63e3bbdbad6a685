"""Changes as the browser sends them, and their outcomes as it gets them back.

    in    {id, kind, item_id, annotator_id, question, value, base}
    out   {id, ok, revision, value, conflict, at}       ok is false where there was a conflict
    out   {id, ok: false, refused}                      it can never be stored, and why

What comes from a browser is trusted in nothing: an unknown kind, a field too many, a number
where text belongs, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.workspace.changes import Change, Key, Kind, Outcome, RefusedError, Saved
from annotate.workspace.rules import checked

MOST_CHANGES = 10_000
"""In one message. An outbox holds what was done since the last answer: seconds of work."""

_FIELDS = frozenset({"id", "kind", "item_id", "annotator_id", "question", "value", "base"})
_NEEDED = frozenset({"id", "kind", "value"})


def changes_from_json(messages: object, reviewer: str = "") -> list[Change]:
    """The changes in what a browser sent; RefusedError at the first that is none."""
    return [change_from_json(message, reviewer) for message in checked_list(messages)]


def checked_list(messages: object) -> Sequence[object]:
    """The messages as a list, not yet looked into; RefusedError where they are no list."""
    if not isinstance(messages, (list, tuple)):
        raise RefusedError("What the browser sent is no list of changes. Nothing was written.")
    if len(messages) > MOST_CHANGES:
        raise RefusedError(
            f"The browser sent {len(messages):,} changes at once; at most {MOST_CHANGES:,} are"
            " taken. Nothing was written."
        )
    return messages


def change_from_json(message: object, reviewer: str = "") -> Change:
    """One change as a browser sent it, checked against the rules of its kind."""
    change_id = message.get("id") if isinstance(message, Mapping) else None
    shown = change_id if isinstance(change_id, str) else ""
    if not isinstance(message, Mapping) or not _NEEDED <= message.keys() <= _FIELDS:
        raise RefusedError(
            "A change from the browser has not the fields of one"
            f" ({', '.join(sorted(_FIELDS))}). Nothing was written.",
            shown,
        )
    kind = message["kind"]
    if not isinstance(kind, str) or kind not in tuple(Kind):
        raise RefusedError(
            f"A change from the browser is of no known kind ({str(kind)[:60]}). Nothing was written.",
            shown,
        )
    given = {part: message.get(part) for part in ("item_id", "annotator_id", "question")}
    parts = {part: "" if value is None else value for part, value in given.items()}
    key = Key(Kind(kind), **parts)
    return checked(Change(message["id"], key, message["value"], message.get("base", 0), reviewer))


def outcome_to_json(outcome: Outcome) -> dict[str, object]:
    """What the browser is told; at a conflict the value is the one in the store."""
    saved = isinstance(outcome, Saved)
    return {
        "id": outcome.id,
        "ok": saved,
        "revision": outcome.revision,
        "value": outcome.value,
        "conflict": not saved,
        "at": outcome.at,
    }


def refusal_to_json(refused: RefusedError) -> dict[str, object]:
    """What the browser is told about a change that can never be stored."""
    return {"id": refused.change_id, "ok": False, "conflict": False, "refused": str(refused)}
