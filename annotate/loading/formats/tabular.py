"""What the formats that are tables share: columns by their beginnings, cells that hold lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from annotate.loading.formats.cells import text_of, texts_of
from annotate.loading.formats.documents import Document
from annotate.loading.formats.keys import own_key
from annotate.loading.formats.rows import Answer
from annotate.loading.sets import as_list

Cells = Mapping[str, str]


def rows_in(documents: Sequence[Document]) -> Iterator[tuple[int, Cells]]:
    """The rows of several tables: their spreadsheet numbers (0 in all but one file), and cells."""
    for document in documents:
        table = document.table
        numbers = table.row_numbers.tolist() if len(documents) == 1 else [0] * len(table)
        names = list(table.columns)
        columns = [table.frame[name].tolist() for name in names]
        for number, cells in zip(numbers, zip(*columns, strict=True), strict=True):
            yield number, dict(zip(names, cells, strict=True))


def headers(documents: Sequence[Document]) -> list[str]:
    """The columns of all tables, in order of first appearance."""
    return list(dict.fromkeys(name for document in documents for name in document.table.columns))


def key_of(rows: Sequence[Cells], unit: str, names: Sequence[str], start: str = "") -> str | None:
    """The column among ``names`` that holds ids of items, one for each ``unit`` and no more."""
    units = {row.get(unit, ""): row for row in rows}
    short = {name.removeprefix(start): name for name in names}
    found = own_key(
        [{bare: row.get(name, "") for bare, name in short.items()} for row in units.values()]
    )
    return None if found is None else short[found]


def answer_in(cell: str) -> Answer:
    """The answer in a cell: several where it holds a JSON list, else the text as it is."""
    members = as_list(cell) if cell.lstrip().startswith("[") else None
    return cell if members is None else list(members)


def json_in(cell: str) -> object:
    """The JSON value in a cell; None where there is none."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def chosen(options: Mapping[str, object]) -> list[str]:
    """The options that are ticked, of a mapping from option to true or false."""
    return [name for name, ticked in options.items() if text_of(ticked).lower() in ("true", "on")]


def several(value: object) -> Answer:
    """A JSON value as an answer: a list as several, an object of options as those ticked."""
    if isinstance(value, list):
        return texts_of(value)
    if isinstance(value, dict):
        inner = value.get("labels", value.get("label"))
        return chosen(value) if inner is None else several(inner)
    return text_of(value)
