"""What changed since the round before: each habit of then, on the same scale now."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.feedback.by_round import InRound
from annotate.feedback.sources import Sources
from annotate.habits import FOR_THE_LEAD
from annotate.rounds import Claim

Said = tuple[str, str, str, str]
"""The kind of a habit, its question, and the answer and the expected one as people write them."""


@dataclass(frozen=True)
class Changed:
    """One habit of an annotator in the last two rounds.

    about   what the habit is
    rounds  its counts in the round before and in this one; where it began within the round
            before, those since then, and ``n_earlier`` of ``of_earlier`` until then
    few     whether there are too few of them to tell
    less    whether it is surely rarer: in itself, beside the others on the same items, and beyond
            what luck alone would have brought
    more    whether it is surely more frequent
    """

    about: Said
    rounds: tuple[InRound, InRound]
    few: bool
    less: bool
    more: bool
    n_earlier: int = 0
    of_earlier: int = 0


def changed(sources: Sources, annotator_id: str) -> tuple[Changed, ...]:
    """What stood out in the round before, of what a letter may speak of; the surest change first."""
    fit = [
        claim
        for claim in sources.claims.get(annotator_id, ())
        if claim.habit.kind not in FOR_THE_LEAD and claim.after.of
    ]
    fit.sort(key=lambda claim: claim.change.value)
    return tuple(_changed(sources, claim) for claim in fit)


def _changed(sources: Sources, claim: Claim) -> Changed:
    habit, before, after = claim.habit, claim.before, claim.after
    first, second = sources.data.rounds[-2:]
    # An undefined number (NaN) is on neither side of a comparison, and forbids nothing.
    less = claim.change.high < 0 and not claim.adjusted.high >= 0
    return Changed(
        about=(habit.kind.value, habit.question, habit.answer, habit.expected),
        rounds=(InRound(first, before.n, before.of), InRound(second, after.n, after.of)),
        few=claim.few,
        less=not claim.few and less and not after.share >= claim.expected,
        more=not claim.few and claim.change.low > 0,
        n_earlier=habit.before,
        of_earlier=habit.before_of,
    )
