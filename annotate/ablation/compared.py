"""What changes when decisions are taken back: agreement, consensus, nearness to the reference.

Shapes: I items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.ablation.decision import Decisions
from annotate.ablation.medians import Medians
from annotate.ablation.paired import mean_difference
from annotate.ablation.side import Side, matched
from annotate.ablation.view import View
from annotate.agreement import Difference
from annotate.agreement.differences import between
from annotate.agreement.options import Options
from annotate.annotations import MISSING, FloatArray, IntArray

ALPHA = "krippendorff_alpha"
_NOTHING = float("nan")
NO_REFERENCE = Difference(
    _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, "This question has no reference."
)
_SAME = 1e-9  # medians nearer than this are the same


@dataclass(frozen=True, eq=False)
class Flips:
    """Items whose consensus is another one.

    changed   codes of the items with a consensus before and after, but not the same
    lost      with a consensus before and none after: no label, or a tie
    gained    with none before and one after
    n_items   items with a label before
    """

    changed: IntArray
    lost: IntArray
    gained: IntArray
    n_items: int

    @property
    def items(self) -> IntArray:
        """All of them, in the order of the items."""
        return np.sort(np.concatenate([self.changed, self.lost, self.gained]))

    @property
    def share(self) -> float:
        """Of the items with a label before; NaN where there is none."""
        total = self.changed.size + self.lost.size + self.gained.size
        return total / self.n_items if self.n_items else float("nan")


@dataclass(frozen=True, eq=False)
class Ablation:
    """One row of the table.

    ``agreement`` is alpha with the decisions taken back (``first``) less alpha as it is
    (``second``); ``reference`` likewise the share of items whose consensus is the reference, for
    numbers the mean distance from it with a minus; both with paired 95% intervals.
    """

    decisions: Decisions
    n_labels: int
    n_items: int
    agreement: Difference
    flips: Flips
    reference: Difference


@dataclass(frozen=True, eq=False)
class Base:
    """The question as it is, which every decision is compared with."""

    side: Side
    options: Options

    @classmethod
    def of(cls, view: View, options: Options) -> Base:
        """Count what everything is compared with."""
        return cls(Side.of(view, options), options)

    def compared(self, decisions: Decisions) -> Ablation:
        """What changes with these decisions taken back.

        DataError, LevelError or NotFoundError where one of them cannot be.
        """
        other = Side.of(self.side.view.without(decisions), self.options)
        sides = other.tables, self.side.tables
        return Ablation(
            decisions,
            len(other.labels),
            other.n_items,
            between(sides, self.options)[ALPHA],
            flips(self.side, other),
            self._against_reference(other),
        )

    def _against_reference(self, other: Side) -> Difference:
        if not (self.side.view.trusted != MISSING).any():
            return NO_REFERENCE
        shares = not isinstance(self.side.consensus, Medians)
        return mean_difference(other.nearness, self.side.nearness, shares=shares)


def flips(side: Side, other: Side) -> Flips:
    """The items whose consensus differs between the two."""
    before, after = matched(side, other), matched(other, other)
    there = _known(before), _known(after)
    both = there[0] & there[1]
    differs = np.abs(before - after) > _SAME
    return Flips(
        np.flatnonzero(both & differs),
        np.flatnonzero(there[0] & ~there[1]),
        np.flatnonzero(~there[0] & there[1]),
        side.n_items,
    )


def _known(consensus: IntArray | FloatArray) -> np.ndarray:
    if np.issubdtype(consensus.dtype, np.integer):
        return np.asarray(consensus != MISSING)
    return np.isfinite(consensus)
