"""The one mechanism for everything a reviewer does: a change to the value at a key.

    Change   what a client asks for         Saved | Conflict   what became of it
    Entry    the current value at a key     Event              one line of the history

A verdict, a note, a letter, the place in a queue: all of them are a text or a small JSON
value at a key, with a revision that counts the changes to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from annotate.errors import WorkspaceError

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"


class Kind(StrEnum):
    """What is kept, with the parts of its key and its value (None: taken back).

    ============  ============================  ==========================================
    kind          key                           value
    ============  ============================  ==========================================
    VERDICT       item, annotator, question     a ``judgements.Verdict`` value
    EXEMPLARY     item, annotator, question     true
    MESSAGE       item, annotator, question     text meant for the annotator
    ERROR_TYPE    item, annotator, question     text, the reviewer's name for what went wrong
    PROPOSAL      item, annotator, question     text, a change to the guideline it speaks for
    RULE          item, annotator, question     text, the number of a rule of the guideline
    NOTE          item                          text, private
    TAG           item, (tag)                   true
    FLAG          item                          true
    RULING        item, question                an answer, as in ``Question.answers``
    ANSWER        item, question, (reviewer)    an answer, given before the labels were seen
    AGAIN         item, question, (reviewer)    the answer when the item came back unannounced
    READ          item                          {"queue": str, "probability": float | None}
    PLACE         (queue, as the question)      {"item_id": str, "queue": str}
    LETTER        annotator, (round)            text
    LETTER_STATE  annotator, (round)            "draft", "ready", "sent", "answered" or "closed"
    REPLY         annotator, (round)            a reply, as ``annotate.replies`` writes it
    DEALT         item, annotator, question     {"reason": the objection, "outcome": what came of it}
    LETTER_PLAN   annotator, (round)            {"language": str, "chosen": [[item, question]],
                                                "dropped": [[item, question]]}
    TEMPLATE      (form and language)           text, a template of letters
    GUIDELINE                                   text
    PHRASE        name                          text, to be inserted into messages
    QUEUE         name                          an address of a queue, as texts by name
    SETTING       name                          any JSON
    ============  ============================  ==========================================

    Parts in brackets may be empty. The name of a round, queue, tag, phrase, template or setting stands
    where the question does; a reviewer who has a name stands where the annotator does.
    """

    VERDICT = "verdict"
    EXEMPLARY = "exemplary"
    MESSAGE = "message"
    ERROR_TYPE = "error_type"
    PROPOSAL = "proposal"
    RULE = "rule"
    NOTE = "note"
    TAG = "tag"
    FLAG = "flag"
    RULING = "ruling"
    ANSWER = "answer"
    AGAIN = "again"
    READ = "read"
    PLACE = "place"
    LETTER = "letter"
    LETTER_STATE = "letter_state"
    REPLY = "reply"
    DEALT = "dealt"
    LETTER_PLAN = "letter_plan"
    TEMPLATE = "template"
    GUIDELINE = "guideline"
    PHRASE = "phrase"
    QUEUE = "queue"
    SETTING = "setting"


@dataclass(frozen=True)
class Key:
    """What a value is about; ids and names as text, empty where a part does not apply."""

    kind: Kind
    item_id: str = ""
    annotator_id: str = ""
    question: str = ""


@dataclass(frozen=True)
class Change:
    """A wish of a client: put ``value`` at ``key``.

    ``id`` is made by the client and names this change for ever: sent twice, it is one change.
    ``base`` is the revision that the client saw when it made the change, 0 for none.
    """

    id: str
    key: Key
    value: JsonValue
    base: int = 0
    reviewer: str = ""


@dataclass(frozen=True)
class Saved:
    """The change is on disk; ``value`` is what was stored, as its ``revision``-th version."""

    id: str
    key: Key
    value: JsonValue
    revision: int
    at: str


@dataclass(frozen=True)
class Conflict:
    """The change was not made: someone else was there first.

    ``value``, ``revision`` and ``at`` are what is in the store now.
    """

    id: str
    key: Key
    value: JsonValue
    revision: int
    at: str


Outcome: TypeAlias = Saved | Conflict


@dataclass(frozen=True)
class Entry:
    """The current value at a key; None where it was taken back. ``at`` is UTC, ISO 8601."""

    key: Key
    value: JsonValue
    revision: int
    at: str
    reviewer: str


@dataclass(frozen=True)
class Event:
    """One change as it was accepted; ``seq`` counts up through the whole project.

    A change to the value that was there already makes no new revision: its event carries
    the revision that it found.
    """

    seq: int
    id: str
    key: Key
    value: JsonValue
    revision: int
    base: int
    at: str
    reviewer: str


class RefusedError(WorkspaceError):
    """A change that can never be stored; ``change_id`` says which ("" where it has none)."""

    def __init__(self, message: str, change_id: str = "") -> None:
        super().__init__(message)
        self.change_id = change_id
