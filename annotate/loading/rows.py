"""From rows of cells, as sheets and some JSON files hold them, to a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from annotate.errors import FileFormatError
from annotate.loading.heading import COLUMNS_MOST, refuse_many_columns, table_of
from annotate.loading.problems import Problem
from annotate.loading.spelled import refuse_long_cell
from annotate.loading.table import Table

CELLS_MOST = 100_000_000  # of one table; more fill a memory
_BLANK_MOST = 100_000  # empty rows, after which no more is looked for


def table_of_rows(rows: Iterable[Sequence[str]], name: str, encoding: str) -> Table | None:
    """The table whose header is the first row that is not empty; None if all rows are empty.

    Cells behind the last that is filled in any row are left out, short rows are filled up.
    Raises FileFormatError for too many columns or cells, and for a cell that is too long.
    """
    numbered = _filled(rows, name)
    first = next(numbered, None)
    if first is None:
        return None
    at, header = first
    body = [list(header)]
    n_cells, width = 0, len(header)
    for number, row in numbered:
        # Blank rows between others keep the numbers of the rows below them right.
        body.extend([] for _ in range(number - at - len(body)))
        body.append(list(row))
        width = max(width, len(row))
        n_cells += width
        if n_cells > CELLS_MOST:
            raise FileFormatError(
                f"“{name}” has over {CELLS_MOST:,} cells. Save it as CSV or Parquet, or split it."
            )
    refuse_many_columns(width, name)
    padded = [[*row, *[""] * (width - len(row))] for row in body]
    columns = list(zip(*padded[1:], strict=True)) or [()] * width
    frame = pd.DataFrame(
        {position: pd.array(list(column), dtype="str") for position, column in enumerate(columns)}
    )
    return table_of(padded[0], frame, name=name, encoding=encoding, first_row=at + 2)


def tables_of_sheets(
    sheets: Iterable[tuple[str, Iterable[Sequence[str]]]], name: str, kind: str
) -> list[Table]:
    """The tables in the sheets of a spreadsheet; sheets that hold none are left out and told.

    Raises the FileFormatError of the first sheet where no sheet holds a table.
    """
    found: list[Table] = []
    left_out: dict[str, FileFormatError] = {}
    for title, rows in sheets:
        try:
            table = table_of_rows(rows, f"{name}: {title}", f"{kind}, sheet “{title}”")
        except FileFormatError as error:
            left_out[title] = error
        else:
            found += [table] if table is not None else []
    if left_out and not found:
        raise next(iter(left_out.values()))
    if left_out:
        reasons = " ".join(str(error) for error in left_out.values())
        note = Problem("left_out", "note", f"Sheets without a table were left out: {reasons}")
        found[0] = replace(found[0], problems=(*found[0].problems, note))
    return found


def _filled(rows: Iterable[Sequence[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Position and cells of each row that holds anything, without the empty cells at its end."""
    last = 0
    for position, row in enumerate(rows):
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            if position - last > _BLANK_MOST:
                return  # formats reach to the end of some sheets, cells do not
            continue
        last = position
        if len(cells) > COLUMNS_MOST:
            refuse_many_columns(len(cells), name)
        refuse_long_cell(max(map(len, cells)), name)
        yield position, cells
