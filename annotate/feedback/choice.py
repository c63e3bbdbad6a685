"""Which evidence the reviewer chose for a letter, in their order, and what they dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotate.feedback.cases import Case

Reference = tuple[str, str]  # item id, question


@dataclass(frozen=True)
class Choice:
    """``chosen`` in the order in which they are to come; ``dropped`` are never shown."""

    chosen: tuple[Reference, ...] = ()
    dropped: frozenset[Reference] = frozenset()

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> Choice:
        """The choice that ``to_json`` gave; what is no reference is left out, and what comes twice."""
        chosen, dropped = (_references(said.get(name)) for name in ("chosen", "dropped"))
        return cls(tuple(dict.fromkeys(chosen)), frozenset(dropped))

    def to_json(self) -> dict[str, Any]:
        """As it is stored and sent."""
        return {
            "chosen": [list(each) for each in self.chosen],
            "dropped": [list(each) for each in sorted(self.dropped)],
        }

    @cached_property
    def _rank(self) -> dict[Reference, int]:
        return {each: rank for rank, each in enumerate(self.chosen)}

    def rank(self, case: Case) -> int:
        """Where a case comes; what was not chosen comes after everything that was."""
        return self._rank.get((case.item_id, case.question), len(self.chosen))

    def has(self, case: Case) -> bool:
        """Whether the case was chosen."""
        return (case.item_id, case.question) in self._rank

    def has_dropped(self, case: Case) -> bool:
        """Whether the case is never to be shown."""
        return (case.item_id, case.question) in self.dropped

    def among(self, cases: Sequence[Case], most: int) -> tuple[Case, ...]:
        """The cases to show: all that were chosen; where none was, the first that may be."""
        kept = [case for case in cases if not self.has_dropped(case)]
        chosen = sorted((case for case in kept if self.has(case)), key=self.rank)
        return tuple(chosen or kept[:most])

    def first_of(self, cases: Iterable[Case]) -> int:
        """Where the first of the cases comes."""
        return min((self.rank(case) for case in cases), default=len(self.chosen))

    def chosen_of(self, cases: Iterable[Case]) -> bool:
        """Whether one of the cases was chosen."""
        return any(self.has(case) for case in cases)

    def put(self, reference: Reference) -> Choice:
        """With this one chosen, as the last."""
        kept = tuple(each for each in self.chosen if each != reference)
        return Choice((*kept, reference), self.dropped - {reference})

    def drop(self, reference: Reference) -> Choice:
        """With this one never shown."""
        kept = tuple(each for each in self.chosen if each != reference)
        return Choice(kept, self.dropped | {reference})

    def leave(self, reference: Reference) -> Choice:
        """With this one neither chosen nor dropped: it is the draft's to use."""
        kept = tuple(each for each in self.chosen if each != reference)
        return Choice(kept, self.dropped - {reference})

    def move(self, reference: Reference, by: int) -> Choice:
        """With this one that many places later, or earlier if negative; at most at an end."""
        if reference not in self.chosen:
            return self
        kept = [each for each in self.chosen if each != reference]
        at = min(max(self.chosen.index(reference) + by, 0), len(kept))
        return Choice((*kept[:at], reference, *kept[at:]), self.dropped)


def _references(value: object) -> list[Reference]:
    held = value if isinstance(value, list) else []
    pairs = (one for one in held if isinstance(one, list) and len(one) == 2)
    return [(str(item), str(question)) for item, question in pairs]
