"""Which rows of the data something is said of: a field, a round, an annotator or their attribute."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from annotate.annotations import Annotations, BoolArray
from annotate.errors import NotFoundError

_OWN = ("item", "annotator", "round", "seconds", "time", "comment", "row")


def filter_names(data: Annotations) -> tuple[str, ...]:
    """The names that can be asked for, each once.

    The round, the annotators' ids and attributes, the items' ids and fields, and what else came
    with the labels.
    """
    extras = (name for name in data.table.columns if name not in _OWN)
    names = (*(("round",) if data.rounds else ()), *data.annotators, *data.items, *extras)
    return tuple(dict.fromkeys(str(name) for name in names))


def rows_where(data: Annotations, conditions: Iterable[tuple[str, str]]) -> BoolArray:
    """(N,) the rows for which every (name, value) holds; several values of one name are “or”.

    NotFoundError where the data know no such name, or nothing has that value.
    """
    wanted: dict[str, list[str]] = {}
    for name, value in conditions:
        wanted.setdefault(name, []).append(value)
    rows: BoolArray = np.ones(len(data.table), dtype=np.bool_)
    for name, values in wanted.items():
        rows &= np.logical_or.reduce([_rows_of(data, name, value) for value in values])
    return rows


def in_round(data: Annotations, name: str | None) -> BoolArray | None:
    """(N,) the rows of one round; None, which stands for all rows, where none is named."""
    return rows_where(data, [("round", name)]) if name else None


def _rows_of(data: Annotations, name: str, value: str) -> BoolArray:
    rows: BoolArray
    if name == "round" and data.rounds:
        if value not in data.rounds:
            raise NotFoundError(_no_value(name, value, data.rounds))
        rows = data.table["round"].to_numpy() == data.rounds.index(value)
        return rows
    if name in data.annotators:
        column, codes = data.annotators[name], data.table["annotator"].to_numpy()
    elif name in data.items:
        column, codes = data.items[name], data.table["item"].to_numpy()
    elif name in data.table and name not in _OWN:
        column, codes = data.table[name], np.arange(len(data.table))
    else:
        known = ", ".join(f"“{known}”" for known in filter_names(data))
        raise NotFoundError(f"There is nothing called “{name}” to choose by; there are {known}.")
    same = (column.astype(str) == value).to_numpy()
    if not same.any():
        raise NotFoundError(_no_value(name, value, column.astype(str).unique()[:20]))
    rows = same[codes]
    return rows


def _no_value(name: str, value: str, known: Iterable[str]) -> str:
    return f"No “{name}” is “{value}”; there are, for example: {', '.join(known)}."
