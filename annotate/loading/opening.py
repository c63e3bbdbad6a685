"""From the bytes of a file to its tables."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotate.errors import FileFormatError
from annotate.loading.archives import is_zip, names_in
from annotate.loading.decoding import to_utf8
from annotate.loading.delimiter import HEAD, declared, find_delimiter
from annotate.loading.foreign import refuse_binary, refuse_markup
from annotate.loading.heading import table_of
from annotate.loading.parsing import parse, refuse_long_lines
from annotate.loading.problems import listed
from annotate.loading.records import json_tables, looks_like_json
from annotate.loading.table import Table


def open_tables(content: bytes, name: str) -> list[Table]:
    """The tables in the bytes of a file, whatever its name: one, or a sheet or a key each.

    CSV with any delimiter and encoding, Excel, OpenDocument, Parquet, JSON and JSON Lines. Raises
    FileFormatError, in one paragraph, for anything that is no such file or holds no table.
    """
    kind = kind_of(content)
    if kind is None:
        return [_text_table(content, name)]
    tables = _READERS[kind](content, name)
    if not tables:
        raise FileFormatError(f"“{name}” holds no table: all its sheets are empty.")
    return tables


def open_table(content: bytes, name: str) -> Table:
    """The one table in the bytes of a file; FileFormatError if there are several."""
    tables = open_tables(content, name)
    if len(tables) > 1:
        names = listed([table.name for table in tables])
        raise FileFormatError(f"“{name}” holds several tables: {names}. Choose one of them.")
    return tables[0]


def kind_of(content: bytes) -> str | None:
    """What kind of file the bytes are, if not plain text: workbook, opendocument, parquet, json."""
    if is_zip(content):
        inside = names_in(content)
        if any(path.startswith("xl/") for path in inside):
            return "workbook"
        return "opendocument" if "content.xml" in inside else None
    if content[:4] == b"PAR1":
        return "parquet"
    return "json" if looks_like_json(content) else None


def _workbook(content: bytes, name: str) -> list[Table]:
    from annotate.loading.workbook import sheets

    return sheets(content, name)


def _opendocument(content: bytes, name: str) -> list[Table]:
    from annotate.loading.opendocument import sheets

    return sheets(content, name)


def _parquet(content: bytes, name: str) -> list[Table]:
    from annotate.loading.parquet import parquet_table

    return [parquet_table(content, name)]


_READERS: dict[str, Callable[[bytes, str], list[Table]]] = {
    "workbook": _workbook,
    "opendocument": _opendocument,
    "parquet": _parquet,
    "json": json_tables,
}


def _text_table(content: bytes, name: str) -> Table:
    """The table in the bytes of a CSV, TSV, semicolon or pipe separated file."""
    refuse_binary(content, name)
    refuse_long_lines(content, name)
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
    return table_of(
        cells.header,
        cells.frame,
        name=name,
        encoding=encoding,
        delimiter=delimiter,
        first_row=first_row,
        short=cells.short,
    )


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
