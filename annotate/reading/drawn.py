"""Which items chance drew, and from whom: what an estimate about an annotator may rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import Annotations, BoolArray
from annotate.errors import NotFoundError
from annotate.judgements import Record
from annotate.reading.queue import Queue, QueueKind


@dataclass(frozen=True, eq=False)
class Drawn:
    """Items drawn by chance, by what they were drawn from.

    of_all   (I,) drawn from all items
    theirs   annotator code -> (I,) drawn from the items of that annotator
    """

    of_all: BoolArray
    theirs: dict[int, BoolArray]

    @property
    def by_chance(self) -> BoolArray:
        """(I,) drawn by chance at all."""
        drawn: BoolArray = np.logical_or.reduce([self.of_all, *self.theirs.values()])
        return drawn

    def sample_of(self, annotator: int) -> BoolArray:
        """(I,) drawn from something that holds all items of the annotator.

        Each of their items was as likely to be among these as any other of theirs.
        """
        own = self.theirs.get(annotator)
        return self.of_all if own is None else self.of_all | own


def drawn(data: Annotations, record: Record) -> Drawn:
    """What chance drew, after the record; reads that a rule chose are not in it."""
    found = Drawn(np.zeros(data.n_items, dtype=np.bool_), {})
    for read in record.reads:
        code = data.item_codes.get(read.item_id)
        if code is None or read.probability is None:
            continue
        _among(found, data, read.queue)[code] = True
    return found


def _among(found: Drawn, data: Annotations, name: str) -> BoolArray:
    try:
        queue = Queue.named(name)
    except NotFoundError:  # of a version that knew other queues: what chance drew it drew
        return found.of_all
    code = data.annotator_codes.get(queue.annotator)
    if queue.kind is not QueueKind.ANNOTATOR or code is None:
        return found.of_all
    return found.theirs.setdefault(code, np.zeros(data.n_items, dtype=np.bool_))
