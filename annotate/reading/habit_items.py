"""The items behind one habit of an annotator."""

from __future__ import annotations

import numpy as np

from annotate.annotations import Annotations, IntArray
from annotate.errors import NotFoundError
from annotate.habits import Kind, cases_of
from annotate.judgements import Record
from annotate.reading.queue import Queue


def items_of_habit(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    """Item codes, each once; NotFoundError where the data have no such annotator or kind."""
    if queue.annotator not in data.annotator_codes:
        raise NotFoundError(f"There is no annotator “{queue.annotator}” in this project.")
    if queue.text not in {kind.value for kind in Kind}:
        raise NotFoundError(f"There is no habit of the kind “{queue.text}”.")
    about = (queue.said, queue.others, queue.other, queue.round)
    asked = data.question(queue.question).name if queue.question else ""
    found = cases_of(data, queue.text, data.annotator_codes[queue.annotator], asked, about)
    return np.unique(found)
