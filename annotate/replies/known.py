"""A reply to a letter, as data."""

from __future__ import annotations

from dataclasses import dataclass

FORMAT = "annotate-reply"
VERSION = 1


@dataclass(frozen=True)
class Example:
    """What the annotator makes of one example. ``reason`` is empty where they agree."""

    item_id: str
    question: str
    objects: bool
    reason: str = ""


@dataclass(frozen=True)
class Practice:
    """Their answers to one practice item; several where it is a question with sets."""

    item_id: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """One file that came back.

    project     the name that the project had when the letter was written; may be empty
    made        when it was saved, ISO 8601, as the annotator's computer has it
    prediction  how many of their next 100 labels they expect to be right; None if not said
    """

    project: str
    annotator_id: str
    round: str
    made: str
    examples: tuple[Example, ...] = ()
    practice: tuple[Practice, ...] = ()
    prediction: int | None = None
    remark: str = ""
