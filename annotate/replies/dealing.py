"""Objections in replies, and what the reviewer makes of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotate.errors import WorkspaceError
from annotate.feedback import Casebook
from annotate.judgements import Verdict
from annotate.letters import state_key
from annotate.replies.kept import all_replies, dealt_key
from annotate.replies.known import Reply
from annotate.replies.merging import merged
from annotate.workspace import Change, Conflict, JsonValue, Key, Kind, Project


class Outcome(StrEnum):
    """What came of an objection; OPEN where nothing did yet."""

    OPEN = ""
    KEPT = "kept"
    OVERTURNED = "overturned"


@dataclass(frozen=True)
class Objection:
    """An example that an annotator sees differently.

    An objection whose reason changed since it was dealt with is open again.
    """

    annotator_id: str
    round: str
    item_id: str
    question: str
    reason: str
    outcome: Outcome


@dataclass(frozen=True)
class Practised:
    """One practice item: what they answered, what was expected, and whether it is the same.

    ``is_right`` is None where no answer is known.
    """

    item_id: str
    question: str
    answers: tuple[str, ...]
    expected: str
    is_right: bool | None


def replies_of(project: Project, round_name: str) -> dict[str, Reply]:
    """Annotator id -> their reply to the letter of that round; several are merged."""
    found = {name: merged(some) for name, some in all_replies(project, round_name).items()}
    return {name: reply for name, reply in found.items() if reply}


def objections(project: Project, replies: dict[str, Reply]) -> list[Objection]:
    """Every objection in the replies, those that are open first."""
    dealt = {entry.key: entry.value for entry in project.store.entries(Kind.DEALT)}
    found = [
        Objection(
            annotator_id,
            reply.round,
            one.item_id,
            one.question,
            one.reason,
            _outcome(dealt.get(dealt_key(one.item_id, annotator_id, one.question)), one.reason),
        )
        for annotator_id, reply in replies.items()
        for one in reply.examples
        if one.objects
    ]
    return sorted(found, key=lambda one: one.outcome is not Outcome.OPEN)


def _outcome(value: JsonValue, reason: str) -> Outcome:
    if not isinstance(value, dict) or value.get("reason") != reason:
        return Outcome.OPEN
    return Outcome(str(value["outcome"]))


def deal(
    project: Project,
    book: Casebook,
    objection: Objection,
    verdict: Verdict | None,
    *,
    reviewer: str = "",
) -> None:
    """Overturn what the letter said, with the verdict that takes its place; None keeps it.

    If the others are wrong, a ruling that says otherwise is changed to the annotator's answer.
    The letter is closed once nothing in the reply is open. It is one transaction, and all of it
    is in the history. WorkspaceError where somebody else changed the same in that moment.
    """
    wanted = dict(_overturning(book, objection, verdict)) if verdict else {}
    outcome = Outcome.OVERTURNED if verdict else Outcome.KEPT
    at = (objection.item_id, objection.annotator_id, objection.question)
    wanted[dealt_key(*at)] = {"reason": objection.reason, "outcome": outcome.value}
    if _is_last(project, objection):
        wanted[state_key(objection.annotator_id, objection.round)] = "closed"
    _store(project, wanted, reviewer)


def _overturning(book: Casebook, objection: Objection, verdict: Verdict) -> dict[Key, JsonValue]:
    item_id, question = objection.item_id, objection.question
    wanted: dict[Key, JsonValue] = {
        Key(Kind.VERDICT, item_id, objection.annotator_id, question): verdict.value
    }
    ruling, own = book.record.rulings.get((item_id, question)), _own_answer(book, objection)
    if verdict is Verdict.OTHERS_WRONG and ruling and own and ruling != own:
        wanted[Key(Kind.RULING, item_id, question=question)] = own
    return wanted


def _own_answer(book: Casebook, objection: Objection) -> str:
    """The annotator's label as the data have it; empty where they have none."""
    data, comparison = book.sources.data, book.sources.comparisons.get(objection.question)
    item, annotator = (
        data.item_codes.get(objection.item_id),
        data.annotator_codes.get(objection.annotator_id),
    )
    if comparison is None or item is None or annotator is None:
        return ""
    place = comparison.place(annotator, item)
    if place is None:
        return ""
    return comparison.labels.question.answers[int(comparison.labels.label[place])]


def _is_last(project: Project, objection: Objection) -> bool:
    """Whether no other objection of theirs is open."""
    reply = replies_of(project, objection.round).get(objection.annotator_id)
    others = objections(project, {objection.annotator_id: reply}) if reply else []
    here = (objection.item_id, objection.question)
    return all(o.outcome is not Outcome.OPEN for o in others if (o.item_id, o.question) != here)


def close(project: Project, annotator_id: str, round_name: str, *, reviewer: str = "") -> None:
    """Close a letter whose reply was read and asks for nothing more."""
    _store(project, {state_key(annotator_id, round_name): "closed"}, reviewer)


def _store(project: Project, wanted: dict[Key, JsonValue], reviewer: str) -> None:
    entries = {key: project.store.entry(key) for key in wanted}
    changes = [
        Change(str(uuid.uuid4()), key, value, entry.revision if entry else 0, reviewer)
        for (key, value), entry in zip(wanted.items(), entries.values(), strict=True)
    ]
    if any(isinstance(outcome, Conflict) for outcome in project.store.apply(changes)):
        raise WorkspaceError(
            "Somebody else changed this in the same moment. Look at the item again and decide anew."
        )


def practice_results(book: Casebook, reply: Reply) -> list[Practised]:
    """How they did on the practice items that are still in the data."""
    found = []
    for one in reply.practice:
        item = book.practice(one.item_id, one.question)
        if item is not None:
            known = item.expected.split(", ") if item.several else [item.expected]
            is_right = _folded(one.answers) == _folded(known) if item.expected else None
            found.append(
                Practised(one.item_id, item.question, one.answers, item.expected, is_right)
            )
    return found


def _folded(answers: Iterable[str]) -> set[str]:
    return {answer.strip().casefold() for answer in answers}
