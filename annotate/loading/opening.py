"""From the bytes of a file to a table."""

from __future__ import annotations

import re

from annotate.errors import FileFormatError
from annotate.loading.decoding import to_utf8
from annotate.loading.delimiter import HEAD, declared, find_delimiter
from annotate.loading.foreign import refuse_binary, refuse_markup
from annotate.loading.heading import table_of
from annotate.loading.parsing import parse
from annotate.loading.table import Table


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
