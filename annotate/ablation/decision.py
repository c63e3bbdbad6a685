"""A decision about a data set that can be taken back, as a value that links and files can name.

In one line, as the command line and addresses have it, a decision is its kind and its values:
``annotator:Kofi,Wen``, ``seconds:4``, ``merge:calm,annoyed``. Values are separated as in a CSV, so
one that holds a comma is quoted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotate.errors import DataError


class Kind(StrEnum):
    """What is taken back, or done instead."""

    ANNOTATOR = "annotator"  # without the labels of these annotators
    SECONDS = "seconds"  # without labels made in less time
    FIRST = "first"  # without the first n labels of each annotator
    ROUND = "round"  # without the labels of these rounds
    BETWEEN = "between"  # without the labels made from one moment up to another
    WITHOUT = "without"  # without the labels for which field = value
    ONLY = "only"  # only the labels for which field = value
    DUPLICATES = "duplicates"  # another rule for repeated labels
    UNSUBMITTED = "unsubmitted"  # skipped, rejected and unfinished annotations count
    MERGE = "merge"  # these categories are one
    COARSEN = "coarsen"  # a scale of so many steps
    DROP = "drop"  # without these categories
    MODEL = "model"  # the consensus of another model
    TIES = "ties"  # ties are decided by a rule
    GOLD = "gold"  # the consensus is told the gold
    LABELS = "labels"  # so many labels an item, drawn at random


_VALUES: dict[Kind, tuple[int, int | None]] = {
    Kind.ANNOTATOR: (1, None),
    Kind.SECONDS: (1, 1),
    Kind.FIRST: (1, 1),
    Kind.ROUND: (1, None),
    Kind.BETWEEN: (2, 2),
    Kind.WITHOUT: (2, 2),
    Kind.ONLY: (2, 2),
    Kind.DUPLICATES: (1, 1),
    Kind.UNSUBMITTED: (0, 0),
    Kind.MERGE: (2, None),
    Kind.COARSEN: (1, 1),
    Kind.DROP: (1, None),
    Kind.MODEL: (1, 1),
    Kind.TIES: (1, 1),
    Kind.GOLD: (0, 0),
    Kind.LABELS: (1, 1),
}
"""The fewest and the most values that each kind takes; None is any number."""


@dataclass(frozen=True)
class Decision:
    """One decision: its kind, and the values that say which."""

    kind: Kind
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The decision in one line, which ``Decision.named`` reads."""
        if not self.values:
            return self.kind.value
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(self.values)
        return f"{self.kind}:{line.getvalue()}"

    @classmethod
    def of(cls, kind: Kind, *values: object) -> Decision:
        """A decision with values of any type; DataError where the kind takes no such number."""
        fewest, most = _VALUES[kind]
        if len(values) < fewest or (most is not None and len(values) > most):
            wanted = f"{fewest}" if fewest == most else f"{fewest} or more"
            raise DataError(
                f"The decision “{kind}” takes {wanted} values, such as “{_EXAMPLES[kind]}”;"
                f" {len(values)} were given."
            )
        return cls(kind, tuple(str(value) for value in values))

    @classmethod
    def named(cls, text: str) -> Decision:
        """The decision of a line; DataError where it names none."""
        kind, colon, rest = text.partition(":")
        if kind.strip() not in {one.value for one in Kind}:
            known = ", ".join(_EXAMPLES.values())
            raise DataError(f"“{text}” is no decision. Decisions are written like these: {known}.")
        values = next(csv.reader([rest]), []) if colon else []
        return cls.of(Kind(kind.strip()), *values)


_EXAMPLES: dict[Kind, str] = {
    Kind.ANNOTATOR: "annotator:Kofi,Wen",
    Kind.SECONDS: "seconds:4",
    Kind.FIRST: "first:20",
    Kind.ROUND: "round:1",
    Kind.BETWEEN: "between:2026-03-01,2026-03-15",
    Kind.WITHOUT: "without:kind,model",
    Kind.ONLY: "only:channel,email",
    Kind.DUPLICATES: "duplicates:first",
    Kind.UNSUBMITTED: "unsubmitted",
    Kind.MERGE: "merge:calm,annoyed",
    Kind.COARSEN: "coarsen:3",
    Kind.DROP: "drop:unsure",
    Kind.MODEL: "model:dawid-skene",
    Kind.TIES: "ties:first",
    Kind.GOLD: "gold",
    Kind.LABELS: "labels:3",
}

Decisions = tuple[Decision, ...]


def together(texts: Sequence[str]) -> Decisions:
    """Decisions that are taken back at once, from their lines."""
    return tuple(Decision.named(text) for text in texts)
