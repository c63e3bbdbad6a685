"""OpenDocument spreadsheets (.ods): every sheet as rows of text, read row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from annotate.errors import FileFormatError
from annotate.loading.archives import entries
from annotate.loading.heading import COLUMNS_MOST
from annotate.loading.problems import shortened
from annotate.loading.rows import CELLS_MOST, tables_of_sheets
from annotate.loading.spelled import spelled
from annotate.loading.table import Table

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUES = ("value", "date-value", "time-value")


def sheets(content: bytes, name: str) -> list[Table]:
    """The sheets of an OpenDocument spreadsheet that hold a table, in their order.

    Numbers, dates and truth values come as they are stored, not as they are shown. Raises
    FileFormatError for a damaged or protected one.
    """
    parts = dict(entries(content, name))
    if "content.xml" not in parts:
        raise _damaged(name, "it has no content.xml")
    return tables_of_sheets(_sheets(parts["content.xml"], name), name, "OpenDocument")


def _sheets(xml: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and rows of each sheet; the tree is let go row by row."""
    rows: list[list[str]] = []
    title, n_cells = "", 0
    try:
        # The expat that Python brings refuses entities that expand without end.
        for event, element in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314
            if event == "start" and element.tag == f"{_TABLE}table":
                title, rows, n_cells = element.get(f"{_TABLE}name", ""), [], 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                row = _row(element)
                repeated = _count(element, "rows")
                n_cells += len(row) * repeated
                if n_cells > CELLS_MOST:
                    raise FileFormatError(f"“{name}” has over {CELLS_MOST:,} cells. Split it.")
                # Millions of empty rows may be claimed below the last; they hold nothing.
                rows += [row] * (repeated if row else min(repeated, 10_000))
                element.clear()
            elif event == "end" and element.tag == f"{_TABLE}table":
                yield title, rows
                element.clear()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(name, str(error)) from None


def _row(element: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in element:
        if cell.tag in _CELLS:
            text = _cell(cell)
            # Empty cells to the edge of the sheet are claimed as well.
            cells += [text] * min(
                _count(cell, "columns"), COLUMNS_MOST + 1 if text else COLUMNS_MOST
            )
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _count(element: ElementTree.Element, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _cell(cell: ElementTree.Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper()
    value = next((v for v in (cell.get(f"{_OFFICE}{name}") for name in _VALUES) if v), None)
    if kind == "float" and value:
        return spelled(float(value))
    if value is not None and kind in {"percentage", "currency", "date"}:
        return value
    return "\n".join(_paragraph(part) for part in cell if part.tag == f"{_TEXT}p")


def _paragraph(element: ElementTree.Element) -> str:
    """The text of a paragraph, with blanks, tabs and line breaks that are written as elements."""
    parts = [element.text or ""]
    for part in element:
        if part.tag == f"{_TEXT}s":
            parts.append(" " * min(int(part.get(f"{_TEXT}c", "1")), 10_000))
        elif part.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif part.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif part.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _damaged(name: str, why: str) -> FileFormatError:
    return FileFormatError(
        f"“{name}” is an OpenDocument spreadsheet that cannot be read ({shortened(why)}). Open it in"
        " a spreadsheet and save it again, or save the sheet as CSV."
    )
