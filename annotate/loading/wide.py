"""Refusing a table with one column per annotator where it is taken for one of labels."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.errors import ColumnError
from annotate.loading.content import contents
from annotate.loading.names import says
from annotate.loading.problems import listed
from annotate.loading.shapes.side_by_side import Sides, sides
from annotate.loading.table import Table


def refuse_wide(table: Table, item: str, annotator: str, free: Sequence[str]) -> None:
    """Raise ColumnError if the columns guessed are answers of several annotators side by side.

    ``free`` are the columns to which the user gave no role.
    """
    found = sides(table, contents(table, tuple(dict.fromkeys((*free, item, annotator)))))
    if found is not None and {item, annotator} & set(found.names):
        raise ColumnError(_sentence(table, found))


def refuse_unguessed(table: Table, free: Sequence[str]) -> None:
    """Raise ColumnError if answers stand side by side in a table without annotators.

    Columns named like labels may as well be questions to a single annotator.
    """
    likely = tuple(name for name in free if not says("gold", name))
    found = sides(table, contents(table, likely))
    if found is not None:
        raise ColumnError(_sentence(table, found))


def _sentence(table: Table, found: Sides) -> str:
    return (
        f"“{table.name}” looks like a table with one column per annotator: {listed(found.names)} hold"
        " the same answers. With these roles it must have one row a label: a column"
        " that says what was labelled, one that says who labelled it, and one with the label. Leave"
        " the roles out, or say which column is which with --item NAME --annotator NAME --label NAME."
    )
