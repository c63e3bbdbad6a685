"""Adding to annotations what another table knows of the same items: gold, or fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.errors import ColumnError
from annotate.loading.assembly import with_gold
from annotate.loading.build import report_on
from annotate.loading.coded import settled
from annotate.loading.columns import Columns
from annotate.loading.gold import place
from annotate.loading.goldlike import is_goldlike, refuse_labels, refuse_varied, unassigned
from annotate.loading.items import free_name
from annotate.loading.names import gold_of, plain, says
from annotate.loading.problems import Problem, Report, amount, listed
from annotate.loading.table import Table


@dataclass(frozen=True, eq=False)
class Key:
    """How the rows of a table go with the items.

    column    the column with the item ids
    items     (N,) the item code of each row, -1 for ids that the data do not have
    problems  ids that are not in the data
    """

    column: str
    items: IntArray
    problems: tuple[Problem, ...]


def add_gold(
    data: Annotations,
    table: Table,
    *,
    item: str | None = None,
    gold: str | Mapping[str, str] | None = None,
) -> tuple[Annotations, Report]:
    """The data with gold from a table of item ids and answers, and the report on it.

    ``gold`` is the column, or question -> column; else it is found by its name: ``gold``, the
    name of a question, ``gold_tone``; else it is the only other column. Gold that was there
    stays where the table has none; where both have some, the table counts and the report says
    so. Raises ColumnError if no column holds ids of the items, if it is not clear which is the
    gold of what, or if the table looks like labels of several annotators and ``gold`` is None.
    """
    key = key_of(data, table, item)
    others = tuple(name for name in table.columns if name != key.column)
    columns = _named(data, table, gold) or gold_columns(data, table, others)
    asked = [question.name for question in data.questions]
    told = bool(columns) and all(is_goldlike(name, asked) for name in columns.values())
    if gold is None and not told:
        refuse_labels(data, table, key.column, [n for n in others if n not in columns.values()])
    if not columns and len(others) == 1 and len(data.questions) == 1:
        columns = {data.questions[0].name: others[0]}
    if not columns:
        raise ColumnError(
            f"In “{table.name}” no column could be recognised as gold. Its columns are"
            f" {listed(table.columns, most=40)}; the questions are"
            f" {listed(asked)}. Call the column {'gold' if len(asked) == 1 else f'gold_{asked[0]}'} or"
            " the like, or name it with --gold NAME."
        )
    if gold is None:
        refuse_varied(data, table, key.column, key.items, columns)
    joined, problems = join_gold(data, table, key, columns)
    problems += unassigned(table, others, columns, asked)
    roles = Columns(item=key.column, annotator="", labels=(), gold=columns)
    report = report_on(
        joined, table.summaries(), roles, [*table.problems, *key.problems, *problems]
    )
    return joined, report


def key_of(data: Annotations, table: Table, item: str | None = None) -> Key:
    """The column of a table that holds ids of the items; ColumnError if none does."""
    candidates = [table.find(item, "item")] if item and item in table.columns else table.columns
    known = pd.Index(data.item_ids)
    best, found = "", -1.0
    for name in candidates:
        share = float(pd.Index(table.coded(name).texts).isin(known).mean())
        score = share + 0.01 * says("item", name)
        if share > 0 and score > found:
            best, found = name, score
    if not best:
        seen = listed(data.item_ids[:2])
        raise ColumnError(
            f"“{table.name}” does not fit the labels: none of its columns"
            f" ({listed(table.columns, most=40)}) holds item ids such as {seen}. It needs a column"
            " with the same ids as the labels."
        )
    coded = table.coded(best)
    items = known.get_indexer(pd.Index(coded.texts)).astype(np.int32)[coded.codes]
    lost = np.flatnonzero(items == MISSING)
    problems = []
    if lost.size:
        message = (
            f"{amount(lost.size, 'row')} of {table.name} {'is' if lost.size == 1 else 'are'} about"
            " items that nobody labelled, and left out."
        )
        problems.append(table.problem("unknown_item", "problem", message, lost))
    return Key(best, items, tuple(problems))


def gold_columns(data: Annotations, table: Table, names: Sequence[str]) -> dict[str, str]:
    """Question -> its gold column, by name; the gold of the only question may just be “gold”."""
    questions = tuple(question.name for question in data.questions)
    found: dict[str, str] = {}
    for name in names:
        same = [q for q in questions if plain(q) == plain(name)]
        of = gold_of(name, questions) or (same[0] if same else None)
        if of is None and says("gold", name):
            fitting = [q for q in questions if len(questions) == 1 or _fits(data, q, table, name)]
            of = fitting[0] if len(fitting) == 1 else None
        if of is not None and of not in found:
            found[of] = name
    return found


def _fits(data: Annotations, question: str, table: Table, column: str) -> bool:
    return not place(data.question(question), table.coded(column).values).outside


def _named(data: Annotations, table: Table, gold: str | Mapping[str, str] | None) -> dict[str, str]:
    """The gold columns that the user named, with their questions."""
    if gold is None:
        return {}
    if isinstance(gold, Mapping):
        return {data.question(q).name: table.find(name, "gold") for q, name in gold.items()}
    column = table.find(gold, "gold")
    if len(data.questions) == 1:
        return {data.questions[0].name: column}
    found = gold_columns(data, table, (column,))
    if not found:
        names = listed([question.name for question in data.questions])
        raise ColumnError(
            f"Column “{column}” of “{table.name}” was named as gold, but it is not clear of which"
            f" question. The questions are {names}. Call it gold_{data.questions[0].name} or the like."
        )
    return found


def join_gold(
    data: Annotations,
    table: Table,
    key: Key,
    columns: Mapping[str, str],
    spellings: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Annotations, list[Problem]]:
    """The data with gold from these columns (question -> column)."""
    problems: list[Problem] = []
    for question, column in columns.items():
        rows, varied = _row_of_item(data, table, key, column, "gold")
        problems += varied
        data, outside = with_gold(
            data, question, table, column, rows, spellings=(spellings or {}).get(question, {})
        )
        problems += outside
    return data, problems


def join_fields(
    data: Annotations, table: Table, key: Key, names: Sequence[str]
) -> tuple[Annotations, list[Problem]]:
    """The data with these columns as item fields, empty for items the table does not have."""
    items = {name: data.items[name] for name in data.items.columns}
    problems: list[Problem] = []
    for name in names:
        rows, varied = _row_of_item(data, table, key, name, "field")
        problems += varied
        texts = table.texts(name, np.maximum(rows, 0)).mask(pd.Series(rows == MISSING), "")
        if name in items and bool((items[name] == texts).all()):
            continue
        items[free_name(name, items)] = texts
    return replace(data, items=pd.DataFrame(items, copy=False)), problems


def _row_of_item(
    data: Annotations, table: Table, key: Key, column: str, what: str
) -> tuple[IntArray, list[Problem]]:
    """(I,) the row with the text of each item, -1 if there is none; texts that contradict."""
    known = np.flatnonzero(key.items != MISSING)
    part = table.taken(known) if known.size < len(table) else table
    kept = settled(part.coded(column), key.items[known], data.n_items)
    rows = np.where(kept.row == MISSING, MISSING, known[kept.row])
    if not kept.groups:
        return rows, []
    message = (
        f"“{column}” of {table.name} varies within {amount(kept.groups, 'item')}; the most frequent"
        " text is kept for each."
    )
    code = f"{what}_varies"
    return rows, [part.problem(code, "problem", message, kept.differ)]
