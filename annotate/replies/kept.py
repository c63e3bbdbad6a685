"""Replies as the project keeps them."""

from __future__ import annotations

from annotate.replies.known import Reply
from annotate.replies.parsing import reply_of
from annotate.workspace import Entry, Key, Kind, Project


def reply_key(annotator_id: str, round_name: str) -> Key:
    """Where the replies to one letter are kept."""
    return Key(Kind.REPLY, annotator_id=annotator_id, question=round_name)


def dealt_key(item_id: str, annotator_id: str, question: str) -> Key:
    """Where it is kept what came of an objection."""
    return Key(Kind.DEALT, item_id, annotator_id, question)


def in_entry(entry: Entry | None) -> list[Reply]:
    """The replies in what is stored at a key."""
    value = entry.value if entry else None
    held = value["replies"] if isinstance(value, dict) else []
    return (
        [reply_of(one) for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    )


def all_replies(project: Project, round_name: str) -> dict[str, list[Reply]]:
    """Annotator id -> their replies to the letter of that round."""
    return {
        entry.key.annotator_id: in_entry(entry)
        for entry in project.store.entries(Kind.REPLY)
        if entry.value and entry.key.question == round_name
    }
