"""Which character separates the cells, found by parsing the beginning of the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from annotate.loading.spelled import CELL_MOST

NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
HEAD = 1 << 18
_ROWS = 200
_DECLARED = re.compile(r'"?sep=([,;\t|])"?\r?\n')

csv.field_size_limit(CELL_MOST)  # the default stops at 128 kB, which is a text worth reading


def declared(head: str) -> tuple[str, int] | None:
    """The delimiter of a first line “sep=;” as Excel writes it, and where the table starts."""
    match = _DECLARED.match(head)
    return (match[1], match.end()) if match else None


def find_delimiter(head: str, complete: bool) -> str | None:
    """The delimiter under which the rows agree best with the header; None if none does.

    ``head`` is the beginning of the text; ``complete`` says whether it is all of it, since
    otherwise its last row is cut. Quotation marks are honoured, so a comma within a quoted
    cell counts for nothing. A tie goes to the delimiter that makes more columns.
    """
    scores = {delimiter: _score(head, delimiter, complete) for delimiter in NAMES}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > (0.0, 1) else None


def _score(head: str, delimiter: str, complete: bool) -> tuple[float, int]:
    rows = [row for row in islice(_rows(head, delimiter), _ROWS + 1) if row]
    if not complete and len(rows) <= _ROWS:
        rows = rows[:-1] or rows
    if not rows or len(rows[0]) < 2:
        return (0.0, 1)
    width, body = len(rows[0]), rows[1:]
    # A row of one cell says nothing: it may be the rest of a broken row.
    same = sum(len(row) == width for row in body) / len(body) if body else 1.0
    return (round(same, 1), width)


def _rows(head: str, delimiter: str) -> Iterator[list[str]]:
    # Carriage returns alone are content here; only the shape of the rows matters.
    text = head.replace("\r\n", "\n")
    text = text.replace("\r", " ") if "\n" in text else text.replace("\r", "\n")
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
