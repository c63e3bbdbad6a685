"""From a header and the cells below it to a table: whatever the file was, the same checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from annotate.errors import FileFormatError
from annotate.loading.problems import ROWS_KEPT, Problem, listed
from annotate.loading.table import Table

COLUMNS_MOST = 2000


def table_of(
    header: Sequence[str],
    frame: pd.DataFrame,
    *,
    name: str,
    encoding: str,
    delimiter: str = "",
    first_row: int = 2,
    short: tuple[int, ...] = (),
) -> Table:
    """A table with these column names; its blank rows are skipped, what is odd is noted.

    ``frame`` has a column of text for each name, ``first_row`` is the spreadsheet number of its
    first row, ``short`` are the numbers of rows that lacked cells. Raises FileFormatError for
    too many columns, no rows, or rows that show that there is no header.
    """
    refuse_many_columns(len(header), name)
    names, renamed = _header(tuple(header), name, first_row - 1)
    frame = frame.set_axis(list(names), axis="columns")
    if frame.empty:
        raise FileFormatError(f"“{name}” has a header but no rows below it. Add the labels.")
    table = Table(frame, name, encoding, delimiter, first_row)
    _refuse_headless(table)
    return _without_blank_rows(table, (*renamed, *_irregular(table, short)))


def refuse_many_columns(number: int, name: str) -> None:
    """Raise FileFormatError where there are more columns than any table of labels has."""
    if number > COLUMNS_MOST:
        raise FileFormatError(
            f"“{name}” has {number:,} columns; a table of labels has at most"
            f" {COLUMNS_MOST:,}. It must have one row a label, and its header is the first row."
        )


def _header(
    names: tuple[str, ...], file: str, row: int
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Column names without outer blanks, each there once and none empty; what was renamed."""
    seen: set[str] = {name.strip() for name in names if name.strip()}
    used: set[str] = set()
    header, renamed = [], []
    for position, raw in enumerate(names, start=1):
        wanted = raw.strip().strip("\ufeff") or f"column {position}"
        name, number = wanted, 1
        while name in used or (name != wanted and name in seen):
            number += 1
            name = f"{wanted} ({number})"
        used.add(name)
        header.append(name)
        if name != raw.strip() and (number > 1 or position > 1):
            renamed.append(f"column {position} is called “{name}” here")
    if not renamed:
        return tuple(header), ()
    said = "; ".join(renamed[:8])
    message = f"The header of {file} has empty or repeated names, so {said}."
    return tuple(header), (Problem("header_renamed", "note", message, (row,), 1),)


def _refuse_headless(table: Table) -> None:
    """Raise FileFormatError if the names of two or more columns occur as cells below them."""
    head = table.frame.head(1000)
    repeated = [name for name in table.columns if name in set(head[name].tolist())]
    if len(repeated) >= 2:
        raise FileFormatError(
            f"“{table.name}” seems to have no header row: {listed(repeated)} occur again below."
            " Add a first row that names the columns, such as item_id, annotator_id, label."
        )


def _irregular(table: Table, short: tuple[int, ...]) -> tuple[Problem, ...]:
    found = []
    if short:
        if len(short) > max(3, len(table) * 0.2):
            raise FileFormatError(
                f"In “{table.name}” {len(short):,} of {len(table):,} rows have fewer cells than the"
                f" header, the first is row {short[0]:,}. Most likely line breaks inside cells lack"
                " quotation marks around the cell. Save the file again from a spreadsheet."
            )
        message = "Rows with fewer cells than the header; the missing cells are taken as empty."
        found.append(Problem("short_rows", "problem", message, short[:ROWS_KEPT], len(short)))
    if table.encoding in {"Windows-1252", "Latin-1"}:
        message = (
            f"{table.name} is not UTF-8; it was read as {table.encoding}. If letters with accents"
            " look wrong, save it again as UTF-8."
        )
        found.append(Problem("encoding_guessed", "note", message))
    return tuple(found)


def _without_blank_rows(table: Table, problems: tuple[Problem, ...]) -> Table:
    """The table without rows whose cells are all empty; they are only counted."""
    blank = np.ones(len(table), dtype=np.bool_)
    for name in table.columns:
        blank &= (table.frame[name] == "").to_numpy(dtype=np.bool_)
        if not blank.any():
            break
    if blank.all():
        raise FileFormatError(f"“{table.name}” has a header but only empty rows below it.")
    if blank.any():
        message = f"Empty rows in {table.name} were skipped."
        note = table.problem("blank_rows", "note", message, np.flatnonzero(blank))
        table, problems = table.taken(np.flatnonzero(~blank)), (*problems, note)
    return replace(table, problems=problems)
