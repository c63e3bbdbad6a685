"""The items of a queue in the order they are read, and how they were drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import IntArray
from annotate.reading.queue import Queue


@dataclass(frozen=True, eq=False)
class Order:
    """A queue laid out.

    items        (n,) item codes in reading order, each once but for those that come back
    probability  the chance of each item to stand at any one place that chance fills, the same
                 for all of them; None where a rule chose and not chance
    drawn        codes of the items that chance chose, where a rule chose the others; None
                 where all were chosen alike
    title        the queue in plain words
    queue        what was asked for
    again        the places where an item comes back that stood before
    """

    items: IntArray
    probability: float | None
    title: str
    queue: Queue
    again: frozenset[int] = frozenset()
    drawn: frozenset[int] | None = None

    def __len__(self) -> int:
        return int(self.items.size)

    def probability_of(self, code: int) -> float | None:
        """The chance that this item was drawn with; None where a rule chose it."""
        return self.probability if self.drawn is None or code in self.drawn else None

    def followed_by(self, fresh: Order, place: int) -> Order:
        """The same up to ``place``, and after it what ``fresh`` holds besides, in its order."""
        kept = self.items[: place + 1]
        after = fresh.items[~np.isin(fresh.items, kept)]
        drawn = (self.drawn or frozenset()) | (fresh.drawn or frozenset())
        again = frozenset(one for one in self.again if one <= place)
        items = np.concatenate([kept, after])
        return replace(self, items=items, drawn=drawn, again=again)

    def place_of(self, code: int) -> int | None:
        """The 0-based place where an item stands first; None when it is not in the queue."""
        places = np.flatnonzero(self.items == code)
        return int(places[0]) if places.size else None

    def opening(self, code: int) -> Order:
        """The same order, with the item put first where the queue does not hold it.

        A link to an item opens it in any queue; it was followed and not drawn, so the place
        says nothing about the items after it, whose probability stays what it was.
        """
        if self.place_of(code) is not None:
            return self
        return replace(
            self,
            items=np.concatenate([[code], self.items]).astype(np.int64),
            again=frozenset(place + 1 for place in self.again),
        )
