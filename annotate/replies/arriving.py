"""Files that came back -> the project, each by itself: one that is bad stops no other."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotate.annotations import Annotations
from annotate.errors import AnnotateError, DataError, WorkspaceError
from annotate.letters import current_round, state_key
from annotate.replies.kept import in_entry, reply_key
from annotate.replies.known import Reply
from annotate.replies.merging import to_stored
from annotate.replies.parsing import parse
from annotate.workspace import Change, Conflict, Project


@dataclass(frozen=True)
class Arrived:
    """What became of one file: ``reply`` where it was taken in, ``refused`` why it was not.

    ``is_new`` is False for one that was here already.
    """

    name: str
    reply: Reply | None = None
    is_new: bool = False
    refused: str = ""


def arrive(
    project: Project,
    data: Annotations,
    files: Iterable[tuple[str, bytes]],
    *,
    reviewer: str = "",
    any_project: bool = False,
) -> list[Arrived]:
    """Take in (name, content) of any number of files; what became of each, in order.

    The letter that a reply is to becomes answered. ``any_project`` lets in replies to letters
    that were written when the project had another name.
    """
    return [_one(project, data, name, content, reviewer, any_project) for name, content in files]


def _one(  # noqa: PLR0917 - the pieces of one file, for one caller
    project: Project,
    data: Annotations,
    name: str,
    content: bytes,
    reviewer: str,
    any_project: bool,
) -> Arrived:
    try:
        reply = _placed(parse(content, name), data)
        _check_place(reply, project, data, name, any_project=any_project)
        return Arrived(name, reply, is_new=_keep(project, reply, reviewer))
    except AnnotateError as error:
        return Arrived(name, refused=str(error))


def _placed(reply: Reply, data: Annotations) -> Reply:
    """A reply to a letter that names no round is one to the last."""
    return reply if reply.round else replace(reply, round=current_round(data))


def _check_place(
    reply: Reply, project: Project, data: Annotations, name: str, *, any_project: bool
) -> None:
    if reply.project not in ("", project.name) and not any_project:
        raise DataError(
            f"“{name}” was not taken in: it replies to a letter of the project “{reply.project}”,"
            f" and this is “{project.name}”. Take it in there; or, if this project had that name"
            " before, say so below."
        )
    if reply.annotator_id not in data.annotator_codes:
        raise DataError(
            f"“{name}” was not taken in: there is no annotator “{reply.annotator_id}” in this project."
        )
    if reply.round and reply.round not in data.rounds:
        raise DataError(
            f"“{name}” was not taken in: there is no round “{reply.round}” in this project."
        )


def _keep(project: Project, reply: Reply, reviewer: str) -> bool:
    """Store it beside those that are there; whether it was new."""
    key = reply_key(reply.annotator_id, reply.round)
    entry = project.store.entry(key)
    there = in_entry(entry)
    if reply in there:
        return False
    state_at = state_key(reply.annotator_id, reply.round)
    state = project.store.entry(state_at)
    needs_looking = bool(reply.remark) or any(one.objects for one in reply.examples)
    becomes = "answered" if needs_looking else "closed"
    if state and state.value == "answered":
        becomes = "answered"  # an earlier reply still waits
    changes = [
        Change(
            _new_id(), key, to_stored([*there, reply]), entry.revision if entry else 0, reviewer
        ),
        Change(_new_id(), state_at, becomes, state.revision if state else 0, reviewer),
    ]
    if any(isinstance(outcome, Conflict) for outcome in project.store.apply(changes)):
        raise WorkspaceError(
            f"The reply of “{reply.annotator_id}” was not taken in, since somebody else changed their"
            " letter in the same moment. Import it once more."
        )
    return True


def _new_id() -> str:
    return str(uuid.uuid4())
