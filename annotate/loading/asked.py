"""The labels of each question, coded; and which rows of the table are one annotation.

With a column for each question, a row is an annotation. With a column that names the question,
rows that agree in everything but question and label are one annotation of several labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, IntArray, Level
from annotate.loading.answers import Answers, answers
from annotate.loading.coded import Coded
from annotate.loading.columns import Columns
from annotate.loading.levels import Options, guess_level
from annotate.loading.problems import rows_text
from annotate.loading.sets import as_list, split, written
from annotate.loading.table import Table


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells with the labels of one question.

    coded   their texts (n,)
    rows    (n,) the row of the table that each is in
    places  (n,) the annotation that each belongs to
    """

    name: str
    coded: Coded
    rows: IntArray
    places: IntArray


@dataclass(frozen=True, eq=False)
class Asked:
    """One question with the label codes (N,) of all annotations."""

    cells: Cells
    answers: Answers
    labels: IntArray


def annotations_of(table: Table, columns: Columns) -> tuple[IntArray, list[Cells]]:
    """(N,) the first row of each annotation, and the cells of each question."""
    rows = np.arange(len(table))
    if columns.question is None:
        return rows, [Cells(name, table.coded(name), rows, rows) for name in columns.labels]
    asked, label = table.coded(columns.question), table.coded(columns.labels[0])
    first, places = _merged(table, columns, asked)
    cells = []
    for code, name in enumerate(asked.values):
        if asked.blank[code]:
            continue  # an annotation without a label, such as a skipped item
        mine = np.flatnonzero(asked.codes == code)
        cells.append(Cells(name, Coded(label.codes[mine], label.texts), mine, places[mine]))
    return first, cells


def _merged(table: Table, columns: Columns, asked: Coded) -> tuple[IntArray, IntArray]:
    """The first row of each annotation, and the annotation of each row."""
    apart = {columns.question, *columns.labels}
    key: IntArray = np.zeros(len(table), dtype=np.int64)
    for name in table.columns:
        if name not in apart and name not in columns.gold.values() and name not in columns.fields:
            coded = table.coded(name)
            key = _dense(key * len(coded.values) + coded.codes)
    # The same question twice among them is a second annotation, in the order of the file.
    code = key * len(asked.values) + asked.codes
    key = key * len(table) + _occurrence(code)
    _, first, places = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    return first[order], rank[places]


def _dense(key: IntArray) -> IntArray:
    return np.unique(key, return_inverse=True)[1].astype(np.int64)


def _occurrence(code: IntArray) -> IntArray:
    """(n,) how many earlier rows have the same code."""
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[0] - 1)) if order.size else order
    before = np.repeat(starts, np.diff(np.append(starts, order.size)))
    found = np.empty(order.size, dtype=np.int64)
    found[order] = np.arange(order.size) - before
    return found


def ask(table: Table, columns: Columns, options: Options) -> tuple[IntArray, list[Asked]]:
    """(N,) the first row of each annotation, and each question with its labels coded."""
    first, cells = annotations_of(table, columns)
    return first, [_asked(table, each, options, first.size) for each in cells]


def _asked(table: Table, cells: Cells, options: Options, size: int) -> Asked:
    used = np.flatnonzero(cells.coded.counts)
    spelled = options.spellings.get(cells.name, {})
    values = [respelled(cells.coded.values[at], spelled) for at in used.tolist()]
    order = tuple(options.orders.get(cells.name, ()))
    level = options.levels.get(cells.name)
    if level is None:
        counts = cells.coded.counts[used]
        level = guess_level(values, counts, comma=table.delimiter != ",")
        level = Level.ORDINAL if order and not level.is_numeric else level

    def where(labels: list[str]) -> str:
        rows = cells.rows[cells.coded.rows_of(set(labels))]
        seen = table.problem("", "note", "", rows)
        return rows_text(seen.rows, seen.count, seen.files)

    exact = table.known is not None
    found = answers(
        cells.name, level, values, order=order, exact=exact, where=lambda v: where(list(v))
    )
    codes = np.full(len(cells.coded.texts), MISSING, dtype=found.codes.dtype)
    codes[used] = found.codes
    if cells.places.size == size and cells.coded.codes.size == size and _in_place(cells):
        return Asked(cells, found, codes[cells.coded.codes])
    labels = np.full(size, MISSING, dtype=codes.dtype)
    labels[cells.places] = codes[cells.coded.codes]
    return Asked(cells, found, labels)


def respelled(text: str, spellings: Mapping[str, str]) -> str:
    """A label as it is to be spelled; of a set, with its members so, those without one left out."""
    if not spellings or text in spellings:
        return spellings.get(text, text)
    members = as_list(text) if text.startswith("[") else None
    if members is None:
        mark = next((mark for mark in "|;\n" if mark in text), None)
        members = split(text, mark) if mark else ()
    if not set(members) & spellings.keys():
        return text
    return written(member for m in members if (member := spellings.get(m, m)))


def _in_place(cells: Cells) -> bool:
    return cells.places is cells.rows


def named(asked: list[Asked]) -> Iterator[str]:
    """The names of the questions."""
    return (each.cells.name for each in asked)
