"""A queue in plain words, as a heading over what is read."""

from __future__ import annotations

from annotate.ablation import title_of as title_of_decisions
from annotate.annotations import Annotations
from annotate.errors import DataError
from annotate.reading.queue import Queue, QueueKind


def title_of(queue: Queue, data: Annotations | None = None) -> str:
    """The queue as a reader would say it; with ``data``, sets are shown as their members."""
    about = f" about {queue.question}" if queue.question else ""
    titles = {
        QueueKind.RANDOM: "All items, shuffled",
        QueueKind.UNREAD: "Items not read yet, shuffled",
        QueueKind.FILE: "All items, as in the file",
        QueueKind.JUDGED: "Items you judged",
        QueueKind.DISAGREEMENT: f"Items with the most disagreement{about} first",
        QueueKind.SUSPICIOUS: f"Most probably wrong{_of(queue)}{about} first, some by chance",
        QueueKind.LEARN: f"Tells most about {queue.annotator or 'annotators'}{about} first, some by chance",
        QueueKind.ANNOTATOR: f"Items that {queue.annotator} labelled",
        QueueKind.PAIR: f"Items where {queue.annotator} and {queue.other} disagree{about}",
        QueueKind.SEARCH: f"Items with “{queue.text}”",
        QueueKind.REGEX: f"Items that match {queue.text}",
        QueueKind.FLAGGED: "Flagged items",
        QueueKind.MINE: f"Items that {queue.other} judged" if queue.other else "Items you judged",
        QueueKind.TAG: f"Items tagged “{queue.text}”",
        QueueKind.ERROR_TYPE: f"Errors of the type “{queue.text}”",
        QueueKind.PROPOSAL: f"Items for the proposed change “{queue.text}”",
        QueueKind.RULE: f"Items where rule {queue.text} is cited",
        QueueKind.CATEGORY: _category(queue, data),
        QueueKind.HABIT: f"Items behind a habit of {queue.annotator}",
        QueueKind.FLIPPED: _flipped(queue),
        QueueKind.ITEM: f"Item {queue.item}",
    }
    title = titles.get(queue.kind) or _cell(queue, data)
    title += f", in round {queue.round}" if queue.round else ""
    title += f", where {queue.where} is {queue.is_}" if queue.where else ""
    return f"{title}, not read yet" if queue.fresh else title


def _flipped(queue: Queue) -> str:
    if queue.kind is not QueueKind.FLIPPED:
        return ""
    try:
        taken = title_of_decisions(queue.decisions)
    except DataError:  # of an address that somebody changed; the queue itself says what is wrong
        taken = queue.text
    return f"{taken}: items whose consensus flips"


def _category(queue: Queue, data: Annotations | None) -> str:
    who = queue.annotator or "someone"
    said = _shown(queue.said, queue, data) if queue.question else queue.said
    return f"Items where {who} said {said}"


def _of(queue: Queue) -> str:
    return f" of {queue.annotator}" if queue.annotator else ""


def _cell(queue: Queue, data: Annotations | None) -> str:
    who = queue.annotator or "someone"
    rest = "the others mostly" if queue.annotator else "someone else"
    said, others = (_shown(answer, queue, data) for answer in (queue.said, queue.others))
    return f"Items where {who} said {said} and {rest} {others}"


def _shown(answer: str, queue: Queue, data: Annotations | None) -> str:
    question = data.question(queue.question) if data else None
    if question is None or answer not in question.answers:
        return answer
    return question.shown(question.answers.index(answer))
