"""From the bytes of a file to a table."""

from __future__ import annotations

import re

import numpy as np

from annotate.errors import FileFormatError
from annotate.loading.decoding import to_utf8
from annotate.loading.delimiter import HEAD, declared, find_delimiter
from annotate.loading.foreign import refuse_binary, refuse_markup
from annotate.loading.parsing import parse
from annotate.loading.problems import ROWS_KEPT, Problem, listed
from annotate.loading.table import Table

COLUMNS_MOST = 2000


def open_table(content: bytes, name: str) -> Table:
    """The table in the bytes of a CSV, TSV, semicolon or pipe separated file.

    Raises FileFormatError, in one paragraph, for anything that is no such table.
    """
    refuse_binary(content, name)
    data, encoding = to_utf8(content, name)
    head = data[:HEAD].decode(errors="ignore").lstrip("\ufeff")
    refuse_markup(head, name)
    data, skipped = _from_header(data)
    given = declared(head)
    if given:
        data = data[given[1] :]
    delimiter = given[0] if given else _delimiter(data, name)
    first_row = skipped + (3 if given else 2)
    cells = parse(data, delimiter, name, first_row)
    if len(cells.header) > COLUMNS_MOST:
        raise FileFormatError(
            f"“{name}” has {len(cells.header):,} columns; a table of labels has at most"
            f" {COLUMNS_MOST:,}. It must have one row a label, and its header is the first row."
        )
    header, renamed = _header(cells.header, name, first_row - 1)
    frame = cells.frame.set_axis(list(header), axis="columns")
    if frame.empty:
        raise FileFormatError(f"“{name}” has a header but no rows below it. Add the labels.")
    table = Table(frame, name, encoding, delimiter, first_row)
    _refuse_headless(table)
    return _without_blank_rows(table, (*renamed, *_irregular(table, cells.short)))


def _from_header(data: bytes) -> tuple[bytes, int]:
    """The bytes from the first line with content on, and how many blank lines stood before."""
    data = data.removeprefix("\ufeff".encode())
    blank = re.match(rb"(?:[ \t]*(?:\r\n|\n|\r))*", data)
    end = blank.end() if blank else 0
    return data[end:] if end else data, len(data[:end].splitlines())


def _delimiter(data: bytes, name: str) -> str:
    head = data[:HEAD].decode(errors="ignore")
    found = find_delimiter(head, complete=len(data) <= HEAD)
    if found is None:
        raise FileFormatError(
            f"“{name}” has only one column: no comma, tab, semicolon or pipe separates its first"
            " row into cells. Save the table as CSV with one row a label and a header row."
        )
    return found


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
    return Table(
        table.frame,
        table.name,
        table.encoding,
        table.delimiter,
        table.first_row,
        table.numbers,
        problems=problems,
    )
