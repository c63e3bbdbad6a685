"""From UTF-8 to cells: a fast reader for whole files, a careful one for the odd ones.

Both read the same dialect: cells may be quoted with ``"``, a quote within is doubled, and
whatever is inside quotes is kept to the byte, line ends included. The fast one (pyarrow) gives
up on anything irregular; the careful one (the csv module) then says which row is at fault.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.csv  # type: ignore[import-untyped]

from annotate.errors import FileFormatError
from annotate.loading.delimiter import NAMES
from annotate.loading.heading import refuse_many_columns
from annotate.loading.problems import rows_text

_BLOCK = 1 << 24
_LINE_MOST = 1 << 27
_CAREFUL_MOST = 1 << 29  # each cell is an object of its own there
_END = "end of the table"


@dataclass(frozen=True)
class Cells:
    """A parsed file: the header, the rows below it as a frame of text, and rows found short."""

    header: tuple[str, ...]
    frame: pd.DataFrame
    short: tuple[int, ...] = ()


def refuse_long_lines(data: bytes, name: str) -> None:
    """Raise FileFormatError for a line that is longer than any row of a table of labels."""
    start = 0
    while start + _LINE_MOST < len(data):
        end = max(data.rfind(mark, start, start + _LINE_MOST) for mark in (b"\n", b"\r"))
        if end < 0:
            raise FileFormatError(
                f"“{name}” has a line of over {_LINE_MOST >> 20} MB, which no row of a table needs."
                " It may be no table at all, or have lost its line breaks. Save it again as CSV."
            )
        start = end + 1


def parse(data: bytes, delimiter: str, name: str, first_row: int) -> Cells:
    """All cells as text, exactly as they are in the file.

    ``first_row`` is the spreadsheet number of the first row below the header. Blank lines come
    out as rows of empty cells. Raises FileFormatError for a row with more cells than the
    header, for a quotation mark that is never closed, and for more columns than a table has.
    """
    start = data[: _BLOCK // 16].decode(errors="replace")
    try:
        width = len(next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), ()))
    except csv.Error:
        width = 0  # the careful one says what is wrong
    refuse_many_columns(width, name)
    returns = data.count(b"\r")
    bare_returns = returns - data.count(b"\r\n") if returns else 0
    fast = None if bare_returns else _fast(data, delimiter, width)
    return fast or _careful(data, delimiter, name, first_row)


def _fast(data: bytes, delimiter: str, width: int) -> Cells | None:
    """The cells by pyarrow; None if a row is irregular or a quote stays open."""
    end = delimiter.join([_END] * width)
    names = [str(position) for position in range(width)]
    try:
        table = pa.csv.read_csv(
            pa.PythonFile(_Followed(data, f"\n{end}\n".encode()), mode="r"),
            read_options=pa.csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=pa.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,  # the decoder has checked it
            ),
        )
    except pa.ArrowInvalid:
        return None
    if width < 2 or table.num_rows < 2 or _row(table, table.num_rows - 1) != [_END] * width:
        return None  # the last row was swallowed by a quote that nobody closed
    frame = table.slice(1, table.num_rows - 2).to_pandas()
    return Cells(tuple(_row(table, 0)), frame.astype("str"))


class _Followed(io.RawIOBase):
    """Bytes without the line breaks at their end, and then some more; nothing is copied whole."""

    def __init__(self, data: bytes, more: bytes) -> None:
        self._parts = [memoryview(data)[: _without_breaks(data)], memoryview(more)]

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while self._parts and not self._parts[0]:
            del self._parts[0]
        if not self._parts:
            return b""
        part = self._parts[0]
        size = len(part) if size < 0 else size
        self._parts[0] = part[size:]
        return bytes(part[:size])


def _without_breaks(data: bytes) -> int:
    """How many bytes there are before the line breaks at the end."""
    end = len(data)
    while end and data[end - 1] in b"\r\n":
        end -= 1
    return end


def _row(table: pa.Table, position: int) -> list[str]:
    return [column[position].as_py() for column in table.columns]


def _careful(data: bytes, delimiter: str, name: str, first_row: int) -> Cells:
    """The cells by the csv module, and what is irregular about them."""
    if len(data) > _CAREFUL_MOST:
        raise FileFormatError(
            f"Some rows of “{name}” do not fit its header, or a quotation mark is never closed, and"
            f" with {len(data) >> 20:,} MB it is too large to say where. Split it and load a part."
        )
    data, stand_in = _without_bare_returns(data.rstrip(b"\r\n"))
    rows = _read(data + f"\n{_END}\n".encode(), delimiter, name, first_row)
    if rows[-1] != [_END]:
        raise FileFormatError(
            f"In “{name}” a quotation mark is opened in row {len(rows) + first_row - 2:,} and never"
            " closed, so the rest of the file would be one cell. Close it, or double it if it"
            " belongs to the text."
        )
    header, body = rows[0], rows[1:-1]
    if body and all(len(row) in (0, len(header) + 1) for row in body):
        header = ["", *header]  # R writes row names without a name above them
    _refuse_long_rows(body, len(header), delimiter, name, first_row)
    width = len(header)
    short = tuple(at + first_row for at, row in enumerate(body) if 0 < len(row) < width)
    columns = zip(*([*row[:width], *[""] * (width - len(row))] for row in body), strict=True)
    texts = [[cell.replace(stand_in, "\r") for cell in column] for column in columns]
    frame = pd.DataFrame(
        {str(at): pd.array(column, dtype="str") for at, column in enumerate(texts)},
        columns=[str(at) for at in range(width)],
        dtype="str",
    )
    return Cells(tuple(cell.replace(stand_in, "\r") for cell in header), frame, short)


def _read(data: bytes, delimiter: str, name: str, first_row: int) -> list[list[str]]:
    rows: list[list[str]] = []
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
    try:
        rows.extend(csv.reader(text, delimiter=delimiter))
    except csv.Error as error:
        raise FileFormatError(
            f"“{name}” cannot be read at row {len(rows) + first_row - 1:,}: {error}."
            " Most likely a quotation mark before it is never closed. Save it again as CSV from a"
            " spreadsheet."
        ) from None
    return rows


def _without_bare_returns(data: bytes) -> tuple[bytes, str]:
    """The text with each lone carriage return replaced, and by what.

    Where lines end in LF or CRLF, a lone CR is content that some writers leave unquoted. Where
    the header ends in a lone CR, those are the line ends (old Macintosh files) and stay.
    """
    free = (chr(code) for code in range(0xE000, 0xF8FF))
    stand_in = next(mark for mark in free if mark.encode() not in data)
    first = min((at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0), default=-1)
    if first < 0 or (data[first : first + 1] == b"\r" and data[first + 1 : first + 2] != b"\n"):
        return data, stand_in
    mark = stand_in.encode()
    kept = data.replace(b"\r\n", mark + b"\n").replace(b"\r", mark)
    return kept.replace(mark + b"\n", b"\r\n"), stand_in


def _refuse_long_rows(
    body: list[list[str]], width: int, delimiter: str, name: str, first_row: int
) -> None:
    long = [at for at, row in enumerate(body) if len(row) > width and any(row[width:])]
    if long:
        mark = NAMES[delimiter]
        where = rows_text([at + first_row for at in long], len(long))
        raise FileFormatError(
            f"In “{name}” the header has {width} cells, but some rows have more ({where};"
            f" the first has {len(body[long[0]])}). Most likely a cell there contains a {mark} or a"
            " line break without quotation marks around the cell. Mend these rows, or save"
            " the file again from a spreadsheet."
        )
