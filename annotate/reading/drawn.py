"""Which items chance drew, and from whom: what an estimate about an annotator may rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import Annotations, BoolArray
from annotate.errors import NotFoundError
from annotate.judgements import Read, Record
from annotate.reading.queue import Queue, QueueKind


@dataclass(frozen=True, eq=False)
class Drawn:
    """Items drawn by chance, by what they were drawn from.

    of_all   (I,) drawn from all items
    theirs   annotator code -> (I,) drawn from the items of that annotator
    aside    (I,) drawn from anything narrower
    """

    of_all: BoolArray
    theirs: dict[int, BoolArray]
    aside: BoolArray

    @property
    def by_chance(self) -> BoolArray:
        """(I,) drawn by chance at all."""
        parts = [self.of_all, self.aside, *self.theirs.values()]
        drawn: BoolArray = np.logical_or.reduce(parts)
        return drawn

    def sample_of(self, annotator: int) -> BoolArray:
        """(I,) drawn from something that holds all items of the annotator.

        Each of their items was as likely to be among these as any other of theirs.
        """
        own = self.theirs.get(annotator)
        return self.of_all if own is None else self.of_all | own


def drawn(data: Annotations, record: Record) -> Drawn:
    """What chance drew, after the record; reads that a rule chose are not in it.

    Nor are draws from what was unread when a rule had put items first before: those it took
    away were not like the rest.
    """
    by_rule = [read.at for read in record.reads if read.probability is None]
    found = Drawn(_none(data), {}, _none(data))
    for read in record.reads:
        code = data.item_codes.get(read.item_id)
        if code is None or read.probability is None:
            continue
        places = _among(found, data, read, spoiled=bool(by_rule) and min(by_rule) < read.at)
        if places is not None:
            places[code] = True
    return found


def _among(found: Drawn, data: Annotations, read: Read, *, spoiled: bool) -> BoolArray | None:
    """What the item of a read was drawn from; None where that is like nothing."""
    try:
        queue = Queue.named(read.queue)
    except NotFoundError:  # of a version that knew other queues
        return found.aside
    if queue.kind is QueueKind.UNREAD and spoiled:
        return None
    code = data.annotator_codes.get(queue.annotator)
    if queue.to_params().keys() - _BROAD or (queue.annotator and code is None):
        return found.aside
    return found.of_all if code is None else found.theirs.setdefault(code, _none(data))


def _none(data: Annotations) -> BoolArray:
    return np.zeros(data.n_items, dtype=np.bool_)


# What may be said of a queue without taking items away: see ``Queue``.
_BROAD = frozenset({"queue", "question", "round", "annotator"})
