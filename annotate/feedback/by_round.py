"""A confusion round by round: whether it became rarer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement import wilson
from annotate.feedback.sources import Sources
from annotate.habits import Habit

LEAST = 5  # items in the last round, before it is said to be better


@dataclass(frozen=True)
class InRound:
    """``n`` of the ``of`` items of a round where the others mostly gave the expected answer."""

    round: str
    n: int
    of: int


def by_round(sources: Sources, annotator_id: str, habit: Habit) -> tuple[InRound, ...]:
    """The habit's counts in each round that has such items; empty without two such rounds."""
    data, comparison = sources.data, sources.comparisons[habit.question]
    own = comparison.of(sources.annotator(annotator_id))
    codes = {answer: code for code, answer in enumerate(comparison.labels.question.answers)}
    rounds = data.table["round"].to_numpy()[comparison.row[own]]
    asked = comparison.others[own] == codes[habit.expected]
    hit = asked & (comparison.labels.label[own] == codes[habit.answer])
    found = [
        InRound(name, int((hit & (rounds == code)).sum()), int(np.sum(asked & (rounds == code))))
        for code, name in enumerate(data.rounds)
    ]
    known = tuple(one for one in found if one.of)
    return known if len(known) > 1 else ()


def is_better(rounds: tuple[InRound, ...]) -> bool:
    """Whether the last round's share is surely (Wilson, 95%) below that of the rounds before."""
    if len(rounds) < 2 or rounds[-1].of < LEAST:
        return False
    last = rounds[-1]
    n, of = sum(one.n for one in rounds[:-1]), sum(one.of for one in rounds[:-1])
    return float(wilson(last.n, last.of)[1]) < n / of
