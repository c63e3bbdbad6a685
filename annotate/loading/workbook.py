"""Excel workbooks (.xlsx): every sheet as rows of text, read row by row."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from annotate.errors import FileFormatError
from annotate.loading.archives import entries
from annotate.loading.problems import shortened
from annotate.loading.rows import tables_of_sheets
from annotate.loading.spelled import spelled
from annotate.loading.table import Table

# Excel writes characters that XML cannot hold, and what only looks like it, as _x000D_.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0{2,}")


def sheets(content: bytes, name: str) -> list[Table]:
    """The sheets of a workbook that hold a table, in their order.

    Numbers come without a decimal point where they are whole, with the leading zeros that their
    format shows; dates as ISO 8601, truth values as TRUE and FALSE, errors and formulas as what
    was last computed. Raises FileFormatError for a damaged or protected workbook.
    """
    for _ in entries(content, name):  # unpacked once, to be sure of its size and checksums
        pass
    return tables_of_sheets(_rows_of_sheets(content, name), name, "Excel")


def _rows_of_sheets(content: bytes, name: str) -> Iterator[tuple[str, Iterator[list[str]]]]:
    import openpyxl  # type: ignore[import-untyped]  # it ships no types

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which hold no cells
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - the library raises whatever its parts do
        raise _damaged(name, error) from None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title, _rows(sheet, name)
    book.close()


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    rows = iter(sheet.iter_rows())
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
                cells = None if row is None else [_text(cell) for cell in row]
        except Exception as error:  # noqa: BLE001 - as above, while it reads on
            raise _damaged(name, error) from None
        if cells is None:
            return
        yield cells


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int) and _ZEROS.fullmatch(cell.number_format):
        return f"{value:0{len(cell.number_format)}d}"
    if cell.is_date and hasattr(value, "hour") and hasattr(value, "date"):
        return spelled(value if _shows_time(cell.number_format, value) else value.date())
    return spelled(value)


def _shows_time(form: str, value: Any) -> bool:
    return "h" in form.lower() or bool(value.hour or value.minute or value.second)


def _damaged(name: str, error: Exception) -> FileFormatError:
    return FileFormatError(
        f"“{name}” is an Excel workbook that cannot be read ({shortened(str(error)) or 'damaged'})."
        " Open it in a spreadsheet and save it again, or save the sheet as CSV."
    )
