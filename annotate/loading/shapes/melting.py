"""From answers side by side to one row an annotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import BoolArray
from annotate.loading.content import contents
from annotate.loading.names import says
from annotate.loading.predictions import is_model
from annotate.loading.problems import Problem, amount, listed
from annotate.loading.shapes.side_by_side import Sides, sides
from annotate.loading.table import Table


def melted(table: Table, given: Mapping[str, Any]) -> Table:
    """The table with a row for each item and annotator, if those stand side by side in it.

    Each row repeats what is said of the item and keeps the number of the row it came from. The
    annotators whom an item has no answer of have no row. A table that is long, or of which the
    user named the annotators' column or a label, stays as it is.
    """
    if given.get("annotator") in table.columns:
        return table
    labels = given.get("labels") or ()
    named = {labels} if isinstance(labels, str) else set(labels)
    taken = {name for name in (given.get("item"), given.get("gold")) if isinstance(name, str)}
    if named & set(table.columns):
        return table
    free = tuple(name for name in table.columns if name not in taken)
    found = sides(table, contents(table, free))
    return table if found is None else _melted(table, found, given.get("item"))


def _melted(table: Table, found: Sides, item: str | None) -> Table:
    people = tuple(found.columns)
    asked = tuple(dict.fromkeys(q for held in found.columns.values() for q in held))
    rest = [name for name in table.columns if name not in found.names]
    filled = np.column_stack([_filled(table, found.columns[who]) for who in people])
    rows, who = np.nonzero(filled)
    long = table.taken(rows)
    parts: dict[str, Any] = {name: long.frame[name] for name in rest}
    annotator = _free("annotator", parts)
    parts[annotator] = pd.array(np.array(people, dtype=object)[who].tolist(), dtype="str")
    if any(is_model(name) for name in people):
        kinds = ["model" if is_model(name) else "human" for name in people]
        parts[_free("annotator_kind", parts)] = pd.array(
            np.array(kinds, dtype=object)[who].tolist(), dtype="str"
        )
    for question in asked:
        parts[_free(question, parts)] = _answers(table, found, question, rows, who)
    if item is None and not _has_item(table, rest):
        parts = {
            "item": pd.array([str(n) for n in long.row_numbers.tolist()], dtype="str"),
            **parts,
        }
    notes = _notes(table, people, asked, filled)
    return replace(
        long,
        frame=pd.DataFrame(parts, copy=False),
        problems=(*table.problems, *notes),
        _coded={},
    )


def _filled(table: Table, columns: Mapping[str, str]) -> BoolArray:
    """(N,) the rows in which an annotator answered anything."""
    found = np.zeros(len(table), dtype=np.bool_)
    for name in columns.values():
        coded = table.coded(name)
        found |= ~coded.blank[coded.codes]
    return found


def _answers(table: Table, found: Sides, question: str, rows: np.ndarray, who: np.ndarray) -> Any:
    """The answers to a question, row by row; empty where an annotator was not asked it."""
    columns = [held.get(question) for held in found.columns.values()]
    frames = [
        table.frame[name].to_numpy(dtype=object) if name else np.full(len(table), "", dtype=object)
        for name in columns
    ]
    return pd.array(np.column_stack(frames)[rows, who].tolist(), dtype="str")


def _has_item(table: Table, rest: Sequence[str]) -> bool:
    """Whether a column tells the rows apart, or is called so."""
    facts = contents(table, tuple(rest))
    return any(
        says("item", name) == 2 or (fact.n_distinct == fact.n_filled == len(table))
        for name, fact in facts.items()
    )


def _notes(
    table: Table, people: Sequence[str], asked: Sequence[str], filled: BoolArray
) -> list[Problem]:
    message = (
        f"{table.name} has a column for each annotator{' and question' if len(asked) > 1 else ''};"
        f" {amount(len(people), 'annotator')} were found: {listed(people)}."
    )
    notes = [Problem("side_by_side", "note", message)]
    empty = np.flatnonzero(~filled.any(axis=1))
    if empty.size:
        message = f"{amount(empty.size, 'row')} of {table.name} without any answer left out."
        notes.append(table.problem("unanswered_row", "note", message, empty))
    return notes


def _free(name: str, taken: Mapping[str, Any]) -> str:
    while name in taken:
        name = f"{name} (answer)"
    return name
