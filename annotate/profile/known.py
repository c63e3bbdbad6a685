"""What is known about one annotator, as frozen dataclasses.

A number that is undefined is NaN and its ``reason`` says why in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan

import numpy as np

from annotate.annotations import IntArray, Question
from annotate.habits import Habit
from annotate.reading import Estimated


@dataclass(frozen=True)
class Estimate:
    """A value, its 95% interval, and the number of labels that it rests on."""

    value: float = nan
    low: float = nan
    high: float = nan
    n: int = 0
    reason: str = ""


@dataclass(frozen=True)
class RoundAgreement:
    """Agreement with the others within one round; ``others`` is theirs among themselves."""

    round: str
    agreement: Estimate
    others: Estimate


@dataclass(frozen=True, eq=False)
class QuestionProfile:
    """One annotator and one question.

    n_labels, n_shared   labels that count, and those on items that others labelled as well
    agreement            mean share of the others' labels on the same items that are the same
    others               the same, of the others among themselves on the same items
    alpha                1 - D_o(a) / D_e (see ``annotate.agreement``)
    accuracy             share equal to the reference, Wilson's interval
    by_model             accuracy by the annotator model alone (``annotate.consensus``)
    by_reading           accuracy from items that chance drew and the reviewer judged
    cells                (C, 3) own answer, the others' most frequent answer, count; codes;
                         ties of the others are left out
    rounds, change       agreement by round, and the last round's minus the one's before
    """

    question: Question
    n_labels: int
    n_shared: int
    agreement: Estimate
    others: Estimate
    alpha: Estimate
    accuracy: Estimate
    by_model: Estimate
    by_reading: Estimated | None
    cells: IntArray
    rounds: tuple[RoundAgreement, ...]
    change: Estimate

    @property
    def estimated_accuracy(self) -> Estimate:
        """From reading, sharpened by the model; by the model alone where too little was read."""
        read = self.by_reading
        if read is None:
            return self.by_model
        return Estimate(read.value, read.low, read.high, self.n_labels)

    @property
    def confusion(self) -> IntArray:
        """(K, K) counts [own answer, the others' most frequent answer]. For moderate K."""
        size = len(self.question.answers)
        table = np.zeros((size, size), dtype=np.int64)
        table[self.cells[:, 0], self.cells[:, 1]] = self.cells[:, 2]
        return table


@dataclass(frozen=True)
class Pace:
    """Time taken for an annotation.

    median_seconds   over all of theirs with a time
    fast             share done in under a third of the item's median time, among the items
                     that at least three people have a time for; ``peers``: of everyone else
    """

    median_seconds: Estimate = field(default_factory=Estimate)
    fast: Estimate = field(default_factory=Estimate)
    peers: float = nan


@dataclass(frozen=True)
class Reading:
    """What of theirs the reviewer read and judged.

    ``read`` counts their items that were read or judged, ``at_random`` those of them that were
    drawn at random; ``judged`` counts their labels with a verdict, ``verdicts`` them by kind.
    """

    read: int = 0
    at_random: int = 0
    judged: int = 0
    exemplary: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """One annotator.

    kind      "human" or "model"
    n_items   how many items they labelled
    habits    what stands out, surest first (``annotate.habits``)
    """

    annotator_id: str
    kind: str
    n_items: int
    n_labels: int
    questions: dict[str, QuestionProfile]
    pace: Pace
    reading: Reading
    habits: tuple[Habit, ...] = ()

    def habits_about(self, question: str) -> tuple[Habit, ...]:
        """Those about one question, and those about the annotations as a whole."""
        return tuple(habit for habit in self.habits if habit.question in (question, ""))

    @property
    def estimated_accuracy(self) -> Estimate:
        """Mean of the questions' estimates, weighted by labels."""
        return self.mean("estimated_accuracy")

    def mean(self, name: str) -> Estimate:
        """Mean over the questions of one of their estimates, weighted by what it rests on.

        The bounds are the means of the bounds: right for one question, and wider than need be
        for several. NaN with the first reason where no question has a value.
        """
        found: list[Estimate] = [getattr(question, name) for question in self.questions.values()]
        defined = [estimate for estimate in found if estimate.value == estimate.value]
        if not defined:
            reasons = [estimate.reason for estimate in found if estimate.reason]
            return Estimate(reason=reasons[0] if reasons else "There are no labels.")
        weights = [max(estimate.n, 1) for estimate in defined]
        value, low, high = (
            float(np.average([getattr(e, part) for e in defined], weights=weights))
            for part in ("value", "low", "high")
        )
        return Estimate(value, low, high, sum(estimate.n for estimate in defined))
