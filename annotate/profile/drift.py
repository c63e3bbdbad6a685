"""Agreement with the others from round to round."""

from __future__ import annotations

from annotate.annotations import Annotations
from annotate.comparison import Comparison, compare, restrict
from annotate.profile.intervals import difference, means
from annotate.profile.known import Estimate, RoundAgreement

Rounds = tuple[RoundAgreement, ...]


def drift(data: Annotations, question: str) -> list[tuple[Rounds, Estimate]]:
    """For each annotator the rounds that they labelled in, and the last change with interval.

    Each round is taken by itself: labels are compared with those of the same round, so an item
    that comes back in a later round counts in both.
    """
    if len(data.rounds) < 2:
        reason = "The data know no rounds." if not data.rounds else "There is one round only."
        return [((), Estimate(reason=reason))] * data.n_annotators
    code = data.table["round"].to_numpy()
    by_round = [
        _agreements(compare(restrict(data, code == r), question)) for r in range(len(data.rounds))
    ]
    return [
        _of_one(
            tuple(
                RoundAgreement(name, *by_round[r][a])
                for r, name in enumerate(data.rounds)
                if by_round[r][a][0].n
            )
        )
        for a in range(data.n_annotators)
    ]


def _of_one(rounds: Rounds) -> tuple[Rounds, Estimate]:
    if len(rounds) < 2:
        return rounds, difference(Estimate(), Estimate())
    return rounds, difference(rounds[-1].agreement, rounds[-2].agreement)


def _agreements(comparison: Comparison) -> list[tuple[Estimate, Estimate]]:
    """For each annotator: agreement with the others, and the others' among themselves."""
    reason = "No other labels on the same items."
    own = means(comparison.same, comparison.start, reason)
    return list(zip(own, others_among_themselves(comparison), strict=True))


def others_among_themselves(comparison: Comparison) -> list[Estimate]:
    """For each annotator how far the others agree with each other on that annotator's items."""
    reason = "None of their items has labels from two others."
    return means(comparison.among, comparison.start, reason)
