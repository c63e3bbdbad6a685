"""Which rows a decision takes out of the data.

Shapes: N rows of the table, n labels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from annotate.ablation.decision import Kind
from annotate.annotations import Annotations, BoolArray, Duplicates, IntArray, Labels
from annotate.errors import DataError, NotFoundError
from annotate.filters import rows_where
from annotate.tally import starts

Values = tuple[str, ...]


def _of_annotators(data: Annotations, _: str, values: Values) -> BoolArray:
    unknown = [name for name in values if name not in data.annotator_codes]
    if unknown:
        raise NotFoundError(f"There is no annotator “{unknown[0]}” in these data.")
    gone = np.zeros(data.n_annotators, dtype=np.bool_)
    gone[[data.annotator_codes[name] for name in values]] = True
    rows: BoolArray = gone[data.table["annotator"].to_numpy()]
    return rows


def _quick(data: Annotations, _: str, values: Values) -> BoolArray:
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = math.nan
    if not seconds > 0:
        raise DataError(f"“seconds” takes a number above 0, not “{values[0]}”.")
    known = data.table["seconds"].to_numpy()
    rows: BoolArray = known < seconds  # unknown is NaN, which is below nothing
    return rows


def _first(data: Annotations, question: str, values: Values) -> BoolArray:
    """The first n labels that each annotator gave to the question, by time or else as in the file."""
    if not values[0].isdecimal():
        raise DataError(f"“first” takes a number of labels, not “{values[0]}”.")
    counted = data.with_duplicates(Duplicates.ALL).counted(question)
    rows = np.flatnonzero(counted)
    times = data.table["time"].to_numpy()[rows].astype("datetime64[us]").astype(np.int64)
    order = np.lexsort((times, data.table["annotator"].to_numpy()[rows]))  # NaT is the smallest
    first = np.zeros(counted.size, dtype=np.bool_)
    ranks = _within(data.table["annotator"].to_numpy()[rows][order])
    first[rows[order[ranks < int(values[0])]]] = True
    return first


def _within(ordered: IntArray) -> IntArray:
    """(n,) the position of each within its group of equal, sorted codes."""
    start = starts(ordered)
    return np.arange(ordered.size) - np.repeat(start, np.diff(start, append=ordered.size))


def _rounds(data: Annotations, _: str, values: Values) -> BoolArray:
    return rows_where(data, [("round", name) for name in values])


def _between(data: Annotations, _: str, values: Values) -> BoolArray:
    try:
        ends = [np.datetime64(value, "us") if value else np.datetime64("NaT") for value in values]
    except ValueError:
        raise DataError(
            f"“between” takes two moments like 2026-03-01 or 2026-03-01T09:30, or nothing for an"
            f" open end, not “{values[0]}” and “{values[1]}”."
        ) from None
    times = data.table["time"].to_numpy()
    known = ~np.isnat(times)
    since = known if np.isnat(ends[0]) else times >= ends[0]
    rows: BoolArray = known & since & (True if np.isnat(ends[1]) else times < ends[1])
    return rows


def _named(data: Annotations, _: str, values: Values) -> BoolArray:
    return rows_where(data, [(values[0], values[1])])


def _others(data: Annotations, _: str, values: Values) -> BoolArray:
    return ~rows_where(data, [(values[0], values[1])])


ROWS: dict[Kind, Callable[[Annotations, str, Values], BoolArray]] = {
    Kind.ANNOTATOR: _of_annotators,
    Kind.SECONDS: _quick,
    Kind.FIRST: _first,
    Kind.ROUND: _rounds,
    Kind.BETWEEN: _between,
    Kind.WITHOUT: _named,
    Kind.ONLY: _others,
}


def fewer(labels: Labels, number: int, seed: int = 0) -> Labels:
    """At most so many labels of each item, drawn at random; the same seed draws the same."""
    chance = np.random.default_rng(seed).random(len(labels))
    order = np.lexsort((chance, labels.item))
    kept = np.sort(order[_within(labels.item[order]) < number])
    return replace(
        labels,
        item=labels.item[kept],
        annotator=labels.annotator[kept],
        label=labels.label[kept],
    )
