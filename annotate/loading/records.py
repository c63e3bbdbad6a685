"""JSON and JSON Lines: the tables in them, whichever way round they were written.

[{"item": 1, …}, …]                    records
{"item": 1, …} ↵ {"item": 2, …}        records, one a line
{"labels": [{…}, …], "items": [{…}]}   records under keys: a table each
{"item": [1, …], "label": [2, …]}      columns, as lists or as mappings from row to value
{"columns": […], "data": [[…], …]}     rows beside their header, or with it as first row
{"T1": {"ana": "yes"}, …}              rows by the id of the item
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from annotate.errors import FileFormatError
from annotate.loading.decoding import to_utf8
from annotate.loading.halves import may_hold_halves, without_halves
from annotate.loading.heading import refuse_many_columns, table_of
from annotate.loading.names import says
from annotate.loading.problems import shortened
from annotate.loading.rows import CELLS_MOST, table_of_rows
from annotate.loading.spelled import Written, refuse_long_cell, spelled
from annotate.loading.table import Table

Records = Sequence[Mapping[str, Any]]

_SIZE_MOST = 1 << 29  # a parsed object takes several times the memory of its text
_DEEPEST = 3  # levels of keys above the records


def looks_like_json(content: bytes) -> bool:
    """Whether the text begins as JSON of lists or objects does, and not as a table of cells."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    head = content[:4096].decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    after = head[1:].lstrip()[:1]
    return bool(after) and (
        (head[0] == "{" and after in '"}') or (head[0] == "[" and after in "{[]")
    )


def json_tables(content: bytes, name: str) -> list[Table]:
    """The tables in a JSON or JSON Lines file.

    Numbers stay as they were written, null is an empty cell, lists and objects within a record
    are JSON text. Raises FileFormatError where the JSON is broken, or holds no table.
    """
    if len(content) > _SIZE_MOST:
        raise FileFormatError(
            f"“{name}” is JSON of {len(content) >> 20:,} MB; at most {_SIZE_MOST >> 20:,} are read."
            " Save it as CSV or Parquet, or split it."
        )
    data, encoding = to_utf8(content, name)
    text = data.decode()
    lines = _is_lines(text)
    try:
        found = list(_parsed(text)) if lines else _whole(text)
    except json.JSONDecodeError as error:
        raise FileFormatError(
            f"“{name}” is JSON that breaks off or is wrong in line {error.lineno:,} ({error.msg})."
            " It may have been cut off while copying; export it again."
        ) from None
    except (RecursionError, ValueError) as error:  # a number of thousands of digits
        raise FileFormatError(
            f"“{name}” is JSON that cannot be read ({shortened(str(error))}). Export the labels as"
            " records, one a label, or as CSV."
        ) from None
    found = without_halves(found) if may_hold_halves(content) else found
    how = f"{'JSON Lines' if lines else 'JSON'}, {encoding}"
    tables = [_table(part, title, how) for title, part in _parts(found, name, 0)]
    kept = [table for table in tables if table is not None]
    if not kept:
        raise FileFormatError(
            f"“{name}” is JSON, but not a table: no list of records was found in it. Export the labels"
            ' as records, such as [{"item": "T1", "annotator": "ana", "label": "yes"}], or as CSV.'
        )
    return kept


def _is_lines(text: str) -> bool:
    """Whether the first line is a whole object and something comes after it."""
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        json.loads(first)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def _whole(text: str) -> Any:
    return json.loads(text, parse_float=Written)


def _parsed(text: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _whole(line)
            except json.JSONDecodeError as error:
                error.lineno = number
                raise


def _parts(found: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    """The tables in what was parsed, with a name for each."""
    if not isinstance(found, dict):
        yield name, found
    elif _columns(found) is not None:
        yield name, _columns(found)
    elif found and all(isinstance(value, dict) for value in found.values()):
        counted = list(found) == [str(row) for row in range(len(found))]
        ids = [{} if counted else {"item": key} for key in found]
        yield name, [{**key, **value} for key, value in zip(ids, found.values(), strict=True)]
    elif depth < _DEEPEST:
        held = {
            key: v for key, v in found.items() if isinstance(v, dict | list) and key != "schema"
        }
        tables = {k: v for k, v in held.items() if isinstance(v, dict) or _is_table(v)}
        for key, value in tables.items():
            yield from _parts(value, f"{name}: {key}" if len(tables) > 1 else name, depth + 1)


def _is_table(value: Any) -> bool:
    return bool(value) and all(isinstance(one, dict | list) for one in value)


def _columns(found: Mapping[str, Any]) -> Records | list[list[Any]] | None:
    """The rows of a table that is written by columns, or beside its header; None if it is not."""
    header, data = found.get("columns"), found.get("data")
    if isinstance(header, list) and isinstance(data, list) and _is_table(data):
        return [header, *data] if all(isinstance(row, list) for row in data) else None
    values = list(found.values())
    if len(values) < 2:
        return None
    if all(isinstance(value, list) for value in values) and _are_columns(values):
        return [dict(zip(found, row, strict=True)) for row in zip(*values, strict=True)]
    if all(isinstance(value, dict) for value in values) and _are_numbered(values):
        rows = list(values[0])
        return [{name: column.get(row) for name, column in found.items()} for row in rows]
    return None


def _are_columns(values: Sequence[list[Any]]) -> bool:
    same = len({len(value) for value in values}) == 1 and bool(values[0])
    return same and not any(isinstance(one, dict) for value in values for one in value[:10])


def _are_numbered(values: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all mappings have the same keys and these count rows, as pandas writes columns."""
    keys = list(values[0])
    return (
        bool(keys) and all(key.isdigit() for key in keys) and all(list(v) == keys for v in values)
    )


def _table(rows: Any, name: str, encoding: str) -> Table | None:
    if not isinstance(rows, list) or not rows:
        return None
    if all(isinstance(row, list) for row in rows):
        return table_of_rows(([spelled(cell) for cell in row] for row in rows), name, encoding)
    if not all(isinstance(row, dict) for row in rows):
        return None
    records = _spread(rows)
    header = list(dict.fromkeys(key for record in records for key in record))
    refuse_many_columns(len(header), name)
    if len(header) * len(records) > CELLS_MOST:
        raise FileFormatError(f"“{name}” has over {CELLS_MOST:,} cells. Split it.")
    columns = {}
    for position, key in enumerate(header):
        texts = [spelled(record.get(key)) for record in records]
        refuse_long_cell(max(map(len, texts)), name)
        columns[position] = pd.array(texts, dtype="str")
    frame = pd.DataFrame(columns, index=range(len(records)))
    return table_of(header, frame, name=name, encoding=encoding, first_row=1) if header else None


def _spread(records: Records) -> Records:
    """Records whose annotations are a list within them, as a record for each annotation.

    The annotations repeat what is said of their item; names that both have are the annotation's.
    """
    key = _nested(records)
    if key is None:
        return records
    return [
        {**{name: value for name, value in record.items() if name != key}, **inner}
        for record in records
        for inner in record.get(key) or ()
    ]


def _nested(records: Records) -> str | None:
    """The key under which each record lists objects that name an annotator."""
    for key, value in records[0].items():
        named = isinstance(value, list) and value and isinstance(value[0], dict)
        if named and any(says("annotator", name) == 2 for name in value[0]):
            lists = (record.get(key) for record in records)
            if all(
                one is None or (isinstance(one, list) and all(isinstance(i, dict) for i in one))
                for one in lists
            ):
                return key
    return None
