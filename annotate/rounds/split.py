"""What is compared: the labels of before and those of after.

Shapes: N rows of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray
from annotate.errors import DataError, NotFoundError
from annotate.rounds.moments import moment, times_of


@dataclass(frozen=True, eq=False)
class Split:
    """``before`` and ``after`` (N,) are the rows on the two sides, and what these are called."""

    before: BoolArray
    after: BoolArray
    names: tuple[str, str]


def split_rounds(data: Annotations, before: str | None = None, after: str | None = None) -> Split:
    """Two rounds; the last two unless others are named.

    DataError where the data have no two rounds, NotFoundError where one is not there.
    """
    if len(data.rounds) < 2:
        raise DataError(
            "There are no two rounds to compare. Name the column that holds the round (--round), import"
            " the next file as a round, or say from which day on it is another one (--since)."
        )
    second = after or data.rounds[-1]
    first = before or data.rounds[max(_place(data, second) - 1, 0)]
    if first == second:
        raise DataError(f"“{first}” cannot be compared with itself; name two different rounds.")
    rounds = data.table["round"].to_numpy()
    return Split(rounds == _place(data, first), rounds == _place(data, second), (first, second))


def split_at(data: Annotations, moment: str) -> Split:
    """The labels made before a moment and those since; those without a time are on neither side."""
    named = by_dates(data, [moment])
    rounds = named.table["round"].to_numpy()
    if not ((rounds == 0).any() and (rounds == 1).any()):
        raise DataError(f"All labels with a time are on one side of {moment}.")
    return Split(rounds == 0, rounds == 1, (named.rounds[0], named.rounds[1]))


def by_dates(data: Annotations, moments: Sequence[str]) -> Annotations:
    """The same data with rounds that begin at these moments, whatever rounds there were.

    DataError where a moment cannot be read, or no label has a time.
    """
    begins = np.sort(np.array([moment(each) for each in moments]))
    times = times_of(data)
    code = np.where(~np.isnat(times), np.searchsorted(begins, times, side="right"), MISSING)
    days = [str(each.astype("datetime64[s]")).removesuffix("T00:00:00") for each in begins]
    names = [f"before {days[0]}", *(f"since {day}" for day in days)] if days else ["all"]
    return replace(data, rounds=tuple(names), table=data.table.assign(round=code))


def _place(data: Annotations, name: str) -> int:
    if name not in data.rounds:
        raise NotFoundError(f"There is no round “{name}”; there are {', '.join(data.rounds)}.")
    return data.rounds.index(name)
