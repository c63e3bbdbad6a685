"""What to read, as a value: it names a queue in links, in the record of what was read, in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from annotate.ablation import Decisions, together
from annotate.errors import NotFoundError


class QueueKind(StrEnum):
    """The ways to choose items; random is the default, since only chance allows conclusions."""

    RANDOM = "random"
    UNREAD = "unread"
    DISAGREEMENT = "disagreement"
    SUSPICIOUS = "suspicious"
    LEARN = "learn"
    ANNOTATOR = "annotator"
    CELL = "cell"
    PAIR = "pair"
    JUDGED = "judged"
    SEARCH = "search"
    REGEX = "regex"
    CATEGORY = "category"
    FLAGGED = "flagged"
    MINE = "mine"
    TAG = "tag"
    ERROR_TYPE = "type"
    PROPOSAL = "proposal"
    RULE = "rule"
    ITEM = "item"
    FILE = "file"
    HABIT = "habit"
    FLIPPED = "flipped"


@dataclass(frozen=True)
class Queue:
    """One queue. What a kind does not use stays empty; the constructors below say what it uses.

    ``said`` and ``others`` are answers as ``Question.answers`` holds them. ``round`` narrows the
    labels that a question's queue goes by to those of one round. ``where`` names a field of the
    items and ``is_`` the value that they must have there, in any queue; ``fresh`` leaves out the
    items that were read.
    """

    kind: QueueKind = QueueKind.RANDOM
    question: str = ""
    annotator: str = ""
    other: str = ""
    said: str = ""
    others: str = ""
    text: str = ""
    item: str = ""
    round: str = ""
    where: str = ""
    is_: str = ""
    fresh: str = ""

    @classmethod
    def random(cls) -> Queue:
        """All items, shuffled."""
        return cls()

    @classmethod
    def unread(cls) -> Queue:
        """The items that were not read yet, shuffled."""
        return cls(QueueKind.UNREAD)

    @classmethod
    def file(cls) -> Queue:
        """All items as the file has them."""
        return cls(QueueKind.FILE)

    @classmethod
    def disagreement(cls, question: str = "") -> Queue:
        """Items that annotators disagree about most first; over all questions when none is named."""
        return cls(QueueKind.DISAGREEMENT, question=question)

    @classmethod
    def suspicious(cls, annotator: str = "", question: str = "") -> Queue:
        """Items with the most labels that are probably wrong first, and some that chance draws.

        Of one annotator, or of everyone; over all questions when none is named.
        """
        return cls(QueueKind.SUSPICIOUS, annotator=annotator, question=question)

    @classmethod
    def learn(cls, annotator: str = "", question: str = "") -> Queue:
        """Items whose ruling would say most about annotators first, and some by chance."""
        return cls(QueueKind.LEARN, annotator=annotator, question=question)

    @classmethod
    def of_annotator(cls, annotator: str) -> Queue:
        """The items that one annotator labelled, shuffled."""
        return cls(QueueKind.ANNOTATOR, annotator=annotator)

    @classmethod
    def cell(cls, question: str, said: str, others: str, annotator: str = "") -> Queue:
        """Items where the annotator said one answer and the others mostly the other.

        Without an annotator: items where someone said the one and someone else the other.
        """
        return cls(QueueKind.CELL, question=question, annotator=annotator, said=said, others=others)

    @classmethod
    def pair(cls, question: str, annotator: str, other: str) -> Queue:
        """Items that two annotators answered differently."""
        return cls(QueueKind.PAIR, question=question, annotator=annotator, other=other)

    @classmethod
    def judged(cls) -> Queue:
        """Items that carry a verdict, a message, a note or a ruling."""
        return cls(QueueKind.JUDGED)

    @classmethod
    def search(cls, text: str) -> Queue:
        """Items with this text in a field or in their id, whatever its case."""
        return cls(QueueKind.SEARCH, text=text)

    @classmethod
    def regex(cls, pattern: str) -> Queue:
        """Items where a regular expression (RE2) finds something in a field or in their id."""
        return cls(QueueKind.REGEX, text=pattern)

    @classmethod
    def category(cls, question: str, said: str, annotator: str = "") -> Queue:
        """Items to which somebody, or this annotator, gave this answer, shuffled."""
        return cls(QueueKind.CATEGORY, question=question, said=said, annotator=annotator)

    @classmethod
    def with_name(cls, kind: QueueKind, name: str) -> Queue:
        """Items with this tag, error type, proposed change or cited rule."""
        return cls(kind, text=name)

    @classmethod
    def flagged(cls) -> Queue:
        """Items that carry a flag."""
        return cls(QueueKind.FLAGGED)

    @classmethod
    def mine(cls, reviewer: str) -> Queue:
        """Items that this reviewer judged."""
        return cls(QueueKind.MINE, other=reviewer)

    @classmethod
    def habit(
        cls, kind: str, annotator: str, question: str, about: tuple[str, str, str, str]
    ) -> Queue:
        """The cases of one habit; ``about`` is its answer, expected, other and round."""
        said, others, other, in_round = about
        return cls(
            QueueKind.HABIT,
            question=question,
            annotator=annotator,
            other=other,
            said=said,
            others=others,
            text=kind,
            round=in_round,
        )

    @classmethod
    def flipped(cls, question: str, decisions: Decisions) -> Queue:
        """The items whose consensus is another one when these decisions are taken back."""
        lines = "\n".join(str(each) for each in decisions)
        return cls(QueueKind.FLIPPED, question=question, text=lines)

    @property
    def decisions(self) -> Decisions:
        """What a queue of flipped items takes back; DataError where that cannot be read."""
        return together(self.text.split("\n"))

    @classmethod
    def single(cls, item_id: str) -> Queue:
        """One item alone."""
        return cls(QueueKind.ITEM, item=item_id)

    def within(self, round_name: str | None) -> Queue:
        """The same queue, by the labels of one round; None is all of them."""
        return replace(self, round=round_name or "")

    def narrowed(self, where: str = "", is_: str = "", *, fresh: bool = False) -> Queue:
        """The same queue, of the items that have a value in a field, or were not read yet."""
        return replace(self, where=where, is_=is_, fresh="1" if fresh else "")

    @property
    def name(self) -> str:
        """The queue in one line that does not change: what reads and places are stored under."""
        params = self.to_params()
        kind = params.pop("queue")
        return f"{kind}?{urlencode(params)}" if params else kind

    def to_params(self) -> dict[str, str]:
        """The queue as query parameters of an address; what is empty is left out."""
        named = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        params = {"queue": named.pop("kind")}
        # “item” in an address opens an item within a queue, so a queue of one says “only”.
        return params | {_ADDRESS.get(k, k): value for k, value in named.items() if value}

    @classmethod
    def named(cls, name: str) -> Queue:
        """The queue of a ``name``; NotFoundError for a kind that does not exist."""
        kind, _, rest = name.partition("?")
        return cls.from_params({"queue": kind, **dict(parse_qsl(rest, keep_blank_values=True))})

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Queue:
        """The queue that an address names, random where it names none.

        Raises NotFoundError for a kind that does not exist.
        """
        named = params.get("queue", "") or QueueKind.RANDOM
        if named not in {kind.value for kind in QueueKind}:
            known = ", ".join(kind.value for kind in QueueKind)
            raise NotFoundError(f"There is no queue “{named}”; there are {known}.")
        rest = {
            field.name: params.get(_ADDRESS.get(field.name, field.name), "")
            for field in fields(cls)
            if field.name != "kind"
        }
        return cls(QueueKind(named), **rest)


_ADDRESS = {"item": "only", "is_": "is"}
