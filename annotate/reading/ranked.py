"""Queues that the annotator model ranks, with items in between that chance draws.

suspicious   by the number of wrong labels that are expected on the item. Labels on contested
             items are not errors, so they count for nothing.
learn        by how much a ruling would take from what is not known of the annotators: a label
             that is wrong with probability p adds p (1 - p) / n² to the variance of its
             annotator's accuracy over n labels; the ruling takes it away, and the standard
             deviation falls by as much over twice itself.

Every EVERY-th place is filled by chance, so that reading for errors also says how accurate
annotators are. What chance may draw is set aside beforehand, as the first RESERVE items of an
order that chance gave, and no rule may put it anywhere else: otherwise the suspicious ones would
be missing among the random ones, and these would look better than the rest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from annotate.annotations import Annotations, FloatArray, IntArray
from annotate.consensus import Fitted, fit_told, told, updated
from annotate.errors import NotFoundError
from annotate.filters import in_round
from annotate.judgements import Record
from annotate.reading.chance import shuffled_by
from annotate.reading.drawn import drawn
from annotate.reading.order import Order
from annotate.reading.queue import Queue, QueueKind
from annotate.reading.titles import title_of
from annotate.tally import summed

EVERY = 5
RESERVE = 400  # at most, and at most every EVERY-th item
Models = Callable[[str], Fitted]


def ranked(
    queue: Queue, data: Annotations, record: Record, salt: str, models: Models | None = None
) -> Order:
    """The order of a ranked queue: what was read is left out, but for what chance draws again.

    ``models`` gives the model of a question, fitted to labels and gold; the record is taken in
    here. Raises NotFoundError for an annotator or a question that the data do not have.
    """
    who = _annotator(queue, data)
    worth, has = _worth(queue, data, record, models, who)
    everything = np.flatnonzero(has)
    reserve = _reserve(queue, data, everything, salt)
    done = drawn(data, record)
    was_drawn = done.of_all if who is None else done.sample_of(who)
    read = np.zeros(data.n_items, dtype=np.bool_)
    read[
        [data.item_codes[one.item_id] for one in record.reads if one.item_id in data.item_codes]
    ] = True
    by_chance = reserve[~was_drawn[reserve]]
    rest = everything[~read[everything] & ~np.isin(everything, reserve)]
    by_rule = rest[np.argsort(-worth[rest], kind="stable")]
    return Order(
        items=_mixed(by_rule, by_chance),
        probability=1.0 / everything.size if everything.size else None,
        title=title_of(queue, data),
        queue=queue,
        drawn=frozenset(by_chance.tolist()),
    )


def _reserve(queue: Queue, data: Annotations, everything: IntArray, salt: str) -> IntArray:
    """What chance may draw, in the order of the queue that is chance alone."""
    alone = Queue.of_annotator(queue.annotator) if queue.annotator else Queue.random()
    size = min(RESERVE, -(-everything.size // EVERY))
    return shuffled_by(everything, data, alone, salt)[:size]


def _mixed(by_rule: IntArray, by_chance: IntArray) -> IntArray:
    """Every EVERY-th place by chance as long as there is some; what is left comes after."""
    size = by_rule.size + by_chance.size
    places = np.arange(EVERY - 1, size, EVERY)[: by_chance.size]
    n_late = by_chance.size - places.size
    late = np.setdiff1d(np.arange(size), places)[::-1][:n_late][::-1]
    chance = np.zeros(size, dtype=np.bool_)
    chance[places] = chance[late] = True
    items = np.empty(size, dtype=np.int64)
    items[chance], items[~chance] = by_chance, by_rule
    return items


def _worth(
    queue: Queue, data: Annotations, record: Record, models: Models | None, who: int | None
) -> tuple[FloatArray, np.ndarray]:
    """((I,) what the items are ranked by, (I,) whether they have a label that is asked about)."""
    worth, has = np.zeros(data.n_items), np.zeros(data.n_items, dtype=np.bool_)
    names = (
        [data.question(queue.question).name] if queue.question else [q.name for q in data.questions]
    )
    for name in names:
        fitted = _up_to_date(name, queue, data, record, models)
        labels = fitted.labels
        own = np.ones(len(labels), dtype=np.bool_) if who is None else labels.annotator == who
        each = _expected_errors(fitted) if queue.kind is QueueKind.SUSPICIOUS else _told(fitted)
        worth += summed(labels.item[own], np.nan_to_num(each[own]), data.n_items)
        has[labels.item[own]] = True
    return worth, has


def _up_to_date(
    name: str, queue: Queue, data: Annotations, record: Record, models: Models | None
) -> Fitted:
    if models is None or queue.round:
        fitted = fit_told(data.coded(name, in_round(data, queue.round)), data, None)
    else:
        fitted = models(name)
    return updated(fitted, told(fitted.labels, data, record))


def _expected_errors(fitted: Fitted) -> FloatArray:
    """(n,) what each label adds to the expected number of wrong labels."""
    expected: FloatArray = np.where(fitted.contested[fitted.labels.item], 0.0, fitted.p_wrong)
    return expected


def _told(fitted: Fitted) -> FloatArray:
    """(n,) by how much the standard deviation of the annotator's accuracy would fall."""
    labels, p = fitted.labels, fitted.p_wrong
    n = np.bincount(labels.annotator, minlength=labels.n_annotators)[labels.annotator]
    deviation = np.nan_to_num(fitted.spread[labels.annotator], nan=0.1)
    told_: FloatArray = p * (1 - p) / n**2 / (2 * np.maximum(deviation, 1e-3))
    return told_


def _annotator(queue: Queue, data: Annotations) -> int | None:
    if not queue.annotator:
        return None
    code = data.annotator_codes.get(queue.annotator)
    if code is None:
        raise NotFoundError(f"There is no annotator “{queue.annotator}” in this project.")
    return code


RANKED = frozenset({QueueKind.SUSPICIOUS, QueueKind.LEARN})
