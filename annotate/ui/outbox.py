"""What the browser's outbox sent, stored and answered; no Streamlit.

The browser sends everything that was not acknowledged yet, again and again, until it is. So an
answer needs to tell of the changes in the last message alone, and a lost answer costs nothing.
docs/reader-protocol.md has the whole protocol.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotate.annotations import Annotations, Level
from annotate.errors import NotFoundError, WorkspaceError
from annotate.workspace import Change, Kind, Project, RefusedError, Store
from annotate.workspace.wire import (
    change_from_json,
    checked_list,
    outcome_to_json,
    refusal_to_json,
)

_HERE = Path(__file__).parent

SCRIPT = (
    "\n".join((_HERE / name).read_text("utf-8") for name in ("shelf.js", "outbox.js", "settle.js"))
    + "\n"
)
"""What every durable field needs; put before a component's own script, which has no imports."""
SETTLE_STYLE = (_HERE / "settle.css").read_text("utf-8")


@dataclass(frozen=True)
class Answer:
    """What the browser is told about one message.

    ``heard`` is the number of the message; ``acks`` tell what became of each of its changes;
    ``problem`` says in a sentence why those without an ack were not stored.
    """

    heard: int = 0
    acks: tuple[dict[str, object], ...] = ()
    problem: str = ""

    def to_json(self) -> dict[str, object]:
        return {"heard": self.heard, "acks": list(self.acks), "problem": self.problem}


@dataclass(frozen=True)
class Message:
    """One message of the outbox: its number, the changes in it, and what else it says."""

    number: int = 0
    changes: tuple[object, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)


def opened(raw: object) -> Message:
    """What a component sent, as a message; what is no message is an empty one."""
    if not isinstance(raw, Mapping):
        return Message()
    number, changes = raw.get("n"), raw.get("changes")
    return Message(
        number=number if isinstance(number, int) else 0,
        changes=tuple(changes) if isinstance(changes, list) else (),
        rest=raw,
    )


def unheard(raw: object, answered: Answer) -> Message | None:
    """The message that lies in a component's state and that no callback was called for.

    A server that was started anew finds it there in its first run, as if it had always been
    there. None where it was answered already.
    """
    message = opened(raw)
    return message if message.number > answered.heard else None


def answer(
    message: Message, store: Store, data: Annotations | None = None, reviewer: str = ""
) -> Answer:
    """Store what a message holds, in one transaction, and say what became of it.

    A change that can never be stored is told so by itself and does not hold up the others.
    When the disk is full or the like, nothing is acknowledged: the browser keeps it and
    tries again.
    """
    acks: list[dict[str, object]] = []
    changes: list[Change] = []
    try:
        for raw in checked_list(message.changes):
            try:
                changes.append(_canonical(change_from_json(raw, reviewer), data))
            except RefusedError as refused:
                acks.append(refusal_to_json(refused))
        acks += _stored(changes, store)
    except WorkspaceError as error:
        return Answer(message.number, tuple(acks), str(error))
    return Answer(message.number, tuple(acks))


def _stored(changes: list[Change], store: Store) -> list[dict[str, object]]:
    acks: list[dict[str, object]] = []
    while changes:
        try:
            return acks + [outcome_to_json(outcome) for outcome in store.apply(changes)]
        except RefusedError as refused:
            remaining = [change for change in changes if change.id != refused.change_id]
            if len(remaining) == len(changes):
                raise
            acks.append(refusal_to_json(refused))
            changes = remaining
    return acks


def _canonical(change: Change, data: Annotations | None) -> Change:
    """The change with an answer to a set question written as the data write that set.

    The browser writes a set as it was clicked; equal sets must be equal texts in the store.
    """
    if data is None or change.key.kind not in (Kind.RULING, Kind.ANSWER) or not change.value:
        return change
    try:
        question = data.question(change.key.question)
    except NotFoundError:
        return change  # the question went away with a new upload; the answer is still kept
    if question.level is not Level.SET or not isinstance(change.value, str):
        return change
    try:
        chosen = frozenset(str(member) for member in json.loads(change.value))
    except (ValueError, TypeError):
        return change
    for text, members in zip(question.answers, question.sets, strict=True):
        if members == chosen:
            return replace(change, value=text)
    return replace(change, value=json.dumps(sorted(chosen), ensure_ascii=False))


def scope_of(project: Project) -> str:
    """A short name for the project's place in the browser's storage; it survives a rename."""
    return hashlib.sha256(str(project.folder).encode()).hexdigest()[:16]
