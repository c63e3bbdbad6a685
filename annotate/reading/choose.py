"""The items that each kind of queue holds, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from annotate.ablation import flipped
from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus import Fitted, majority_of_others
from annotate.errors import NotFoundError
from annotate.filters import in_round
from annotate.judgements import Record
from annotate.reading.chance import shuffled_by
from annotate.reading.disagreement import mean_disagreement
from annotate.reading.finding import WITH_A_NAME, named, narrowed, regex, search
from annotate.reading.habit_items import items_of_habit
from annotate.reading.order import Order
from annotate.reading.queue import Queue, QueueKind
from annotate.reading.ranked import RANKED, ranked
from annotate.reading.titles import title_of

# Kinds where chance alone orders the items; the rest follow a rule.
_SHUFFLED = frozenset({QueueKind.RANDOM, QueueKind.UNREAD, QueueKind.ANNOTATOR, QueueKind.CATEGORY})


def order_of(
    queue: Queue,
    data: Annotations,
    record: Record | None = None,
    *,
    salt: str = "",
    fitted: Callable[[str], Fitted] | None = None,
) -> Order:
    """The items of a queue. The same salt shuffles alike: give something that a project keeps.

    ``record`` is what was read and judged, which several queues need. ``fitted`` gives the model
    of a question, for the queues that rank by it; without it a model is fitted here.
    Raises NotFoundError when the queue names an item, annotator, question, answer or round that
    the data do not have, and DataError where it takes a decision back that cannot be.
    """
    record = record or Record()
    if queue.kind in RANKED:
        order = ranked(queue, data, record, salt, fitted)
        return replace(order, items=narrowed(queue, data, record, order.items))
    chosen = narrowed(queue, data, record, _CHOOSERS[queue.kind](queue, data, record))
    shuffled = queue.kind in _SHUFFLED
    if shuffled:
        chosen = shuffled_by(chosen, data, queue, salt)
    elif queue.kind is QueueKind.DISAGREEMENT:
        chosen = _most_disagreed(queue, data, shuffled_by(chosen, data, queue, salt))
    probability = 1.0 / chosen.size if shuffled and chosen.size else None
    return Order(chosen.astype(np.int64), probability, title_of(queue, data), queue)


def _all(_queue: Queue, data: Annotations, _record: Record) -> IntArray:
    return np.arange(data.n_items)


def _unread(_queue: Queue, data: Annotations, record: Record) -> IntArray:
    read = {one.item_id for one in record.reads}
    return np.array([code for code, name in enumerate(data.item_ids) if name not in read], int)


def _judged(_queue: Queue, data: Annotations, record: Record) -> IntArray:
    """Latest judgement first, then items that carry only a ruling or a note."""
    latest = sorted(record.judgements, key=lambda one: one.at, reverse=True)
    named = [one.item_id for one in latest] + [item for item, _ in record.rulings]
    named += [item for item, text in record.notes.items() if text]
    codes = (data.item_codes.get(item_id, MISSING) for item_id in dict.fromkeys(named))
    return np.array([code for code in codes if code != MISSING], int)


def _of_annotator(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    code = _annotator(data, queue.annotator)
    return np.unique(data.table["item"].to_numpy()[data.table["annotator"].to_numpy() == code])


def _cell(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    labels = _labels(data, queue)
    said = labels.label == _answer(labels, queue.said)
    answer = _answer(labels, queue.others)
    if not queue.annotator:
        return _by_two_annotators(labels, said, labels.label == answer)
    # One annotator's cell is a cell of their profile: what the others mostly answered.
    own = said & (labels.annotator == _annotator(data, queue.annotator))
    return np.unique(labels.item[own & (majority_of_others(labels) == answer)])


def _by_two_annotators(labels: Labels, first: BoolArray, second: BoolArray) -> IntArray:
    """Items with a ``first`` label and a ``second`` label that are not the same annotator's."""
    highest = np.full(labels.n_items, -1, dtype=np.int64)
    lowest = np.full(labels.n_items, labels.n_annotators, dtype=np.int64)
    np.maximum.at(highest, labels.item[second], labels.annotator[second])
    np.minimum.at(lowest, labels.item[second], labels.annotator[second])
    item, annotator = labels.item[first], labels.annotator[first]
    # Someone else gave a second label unless this annotator is both its lowest and highest.
    someone_else = (highest[item] >= 0) & (
        (highest[item] != annotator) | (lowest[item] != annotator)
    )
    return np.unique(item[someone_else])


def _pair(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    labels = _labels(data, queue)
    theirs = [
        _one_label_an_item(labels, _annotator(data, who)) for who in (queue.annotator, queue.other)
    ]
    both = (theirs[0] != MISSING) & (theirs[1] != MISSING)
    return np.flatnonzero(both & (theirs[0] != theirs[1]))


def _one_label_an_item(labels: Labels, annotator: int) -> IntArray:
    """(I,) the annotator's label on each item, -1 without one; the last where there are more."""
    answers = np.full(labels.n_items, MISSING, dtype=np.int64)
    own = labels.annotator == annotator
    answers[labels.item[own]] = labels.label[own]
    return answers


def _category(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    labels = _labels(data, queue)
    said = labels.label == _answer(labels, queue.said)
    if queue.annotator:
        said &= labels.annotator == _annotator(data, queue.annotator)
    return np.unique(labels.item[said])


def _single(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    code = data.item_codes.get(queue.item)
    if code is None:
        raise NotFoundError(f"There is no item “{queue.item}” in this project.")
    return np.array([code])


def _flipped(queue: Queue, data: Annotations, record: Record) -> IntArray:
    question = data.question(queue.question).name
    cases = flipped(data, question, queue.decisions, record)
    return np.array([data.item_codes[case.item_id] for case in cases], int)


def _with_two_labels(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    return np.flatnonzero(~np.isnan(_disagreement(queue, data)))


def _most_disagreed(queue: Queue, data: Annotations, chosen: IntArray) -> IntArray:
    return chosen[np.argsort(-_disagreement(queue, data)[chosen], kind="stable")]


def _disagreement(queue: Queue, data: Annotations) -> FloatArray:
    names = (
        [data.question(queue.question).name]
        if queue.question
        else [question.name for question in data.questions]
    )
    rows = in_round(data, queue.round)
    return mean_disagreement([data.coded(name, rows) for name in names])


def _labels(data: Annotations, queue: Queue) -> Labels:
    return data.coded(data.question(queue.question).name, in_round(data, queue.round))


def _annotator(data: Annotations, annotator_id: str) -> int:
    code = data.annotator_codes.get(annotator_id)
    if code is None:
        raise NotFoundError(f"There is no annotator “{annotator_id}” in this project.")
    return code


def _answer(labels: Labels, answer: str) -> int:
    if answer not in labels.question.answers:
        raise NotFoundError(f"No answer “{answer}” exists for “{labels.question.name}”.")
    return labels.question.answers.index(answer)


_CHOOSERS: dict[QueueKind, Callable[[Queue, Annotations, Record], IntArray]] = {
    QueueKind.RANDOM: _all,
    QueueKind.FILE: _all,
    QueueKind.UNREAD: _unread,
    QueueKind.JUDGED: _judged,
    QueueKind.ANNOTATOR: _of_annotator,
    QueueKind.CELL: _cell,
    QueueKind.PAIR: _pair,
    QueueKind.SEARCH: search,
    QueueKind.REGEX: regex,
    QueueKind.CATEGORY: _category,
    **dict.fromkeys(WITH_A_NAME, named),
    QueueKind.FLAGGED: named,
    QueueKind.MINE: named,
    QueueKind.ITEM: _single,
    QueueKind.DISAGREEMENT: _with_two_labels,
    QueueKind.HABIT: items_of_habit,
    QueueKind.FLIPPED: _flipped,
}
