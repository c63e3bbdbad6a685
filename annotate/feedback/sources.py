"""What follows from the labels alone: costly, computed once for a version of the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.consensus.counted import count, top
from annotate.errors import NotFoundError
from annotate.profile import Comparison, Profile, compare, profiles
from annotate.profile.of_annotators import items_of_each
from annotate.rounds import Claim, split_rounds
from annotate.rounds.claims import claims


@dataclass(frozen=True, eq=False)
class Agreed:
    """What the labels of each item say together.

    answer   (I,) the most frequent answer; MISSING on ties and where there is none
    n, of    (I,) the labels that say so, and all labels
    """

    answer: IntArray
    n: IntArray
    of: IntArray


@dataclass(frozen=True, eq=False)
class Sources:
    """What follows from the labels alone: comparisons by question, profiles by annotator.

    The profiles are without the annotator model, which no letter speaks of.
    """

    data: Annotations
    comparisons: dict[str, Comparison]
    profiles: dict[str, Profile]
    items: tuple[IntArray, ...]

    def annotator(self, annotator_id: str) -> int:
        """The code of an annotator; NotFoundError if there is none of that id."""
        code = self.data.annotator_codes.get(annotator_id)
        if code is None:
            raise NotFoundError(f"There is no annotator “{annotator_id}” in the data.")
        return code

    @cached_property
    def agreed(self) -> dict[str, Agreed]:
        """Question -> what the labels of each item say together."""
        return {name: _agreed(comparison) for name, comparison in self.comparisons.items()}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """Annotator -> what stood out in the last round but one, counted again in the last."""
        if len(self.data.rounds) < 2:
            return {}
        found: dict[str, list[Claim]] = {}
        for claim in claims(self.data, split_rounds(self.data)):
            found.setdefault(claim.annotator_id, []).append(claim)
        return found

    @cached_property
    def lengths(self) -> IntArray:
        """(I,) characters of each item's fields together."""
        total = np.zeros(self.data.n_items, dtype=np.int64)
        for name in self.data.fields:
            total += self.data.items[name].astype(str).str.len().to_numpy(dtype=np.int64)
        return total


def prepare(data: Annotations) -> Sources:
    """Compute once, for a version of the data, what every letter draws on."""
    comparisons = {question.name: compare(data, question.name) for question in data.questions}
    found = profiles(data, model=False, comparisons=comparisons)
    return Sources(
        data,
        comparisons,
        {profile.annotator_id: profile for profile in found},
        tuple(items_of_each(data)),
    )


def _agreed(comparison: Comparison) -> Agreed:
    counted = count(comparison.labels)
    answers, counts = top(counted, 2)
    alone = counts[:, 0] > counts[:, 1]
    return Agreed(np.where(alone, answers[:, 0], MISSING), counts[:, 0], counted.total)
