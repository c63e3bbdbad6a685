"""From a table whose columns are known to Annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, IntArray, Status
from annotate.errors import ColumnError
from annotate.loading.asked import Asked, ask, respelled
from annotate.loading.coded import Coded, settled
from annotate.loading.columns import Columns
from annotate.loading.gold import place, with_question
from annotate.loading.items import fields_of, free_name, item_ids, people, with_ids
from annotate.loading.levels import Options, questions_named
from annotate.loading.problems import Problem, amount, listed
from annotate.loading.rounds import rounds_of
from annotate.loading.table import Table
from annotate.loading.unsubmitted import (
    Unsubmitted,
    counting,
    message_aside,
    message_counted,
    message_dropped,
    submitted_rows,
)
from annotate.loading.wording import status_named


@dataclass(frozen=True, eq=False)
class Assembled:
    """Annotations with what is needed to say where each came from.

    table       the rows that were kept
    rows        (N,) the row of the table that each annotation begins in
    asked       the questions with their cells
    attributes  columns that became attributes of annotators
    problems    what was found on the way
    """

    annotations: Annotations
    table: Table
    rows: IntArray
    asked: tuple[Asked, ...]
    attributes: tuple[str, ...]
    problems: tuple[Problem, ...]


def assemble(table: Table, columns: Columns, options: Options) -> Assembled:
    """Annotations of the table; rows without an id are left out and reported.

    Raises LevelError where labels do not fit a level or an order that was asked for, and
    ColumnError where an option names a question that is not there.
    """
    table, problems = with_ids(table, columns.item, columns.annotator)
    if not len(table):
        raise ColumnError(
            f"No row of “{table.name}” has both an item id in “{columns.item}” and an annotator id"
            f" in “{columns.annotator}”. Choose other columns for them."
        )
    if options.unsubmitted is Unsubmitted.DROP:
        table, dropped = _dropped(table, columns)
        problems += dropped
    rows, asked = ask(table, columns, options)
    names = [each.cells.name for each in asked]
    questions_named(list(options.levels), names, "level")
    questions_named(list(options.orders), names, "order")
    items, annotators = table.coded(columns.item), table.coded(columns.annotator)
    item_frame, made = _items(table, items, columns)
    found = people(table, annotators, columns.kind, columns.extras)
    extras = tuple(name for name in columns.extras if name not in found.attributes)
    stored = _stored((*extras, *columns.texts, *columns.spans), columns.comment)
    frame, rounds, odd = _frame(table, columns, rows, stored)
    data = Annotations(
        items=item_frame,
        annotators=found.frame,
        rounds=rounds,
        table=frame,
        questions=tuple(each.answers.question for each in asked),
        labels={each.cells.name: each.labels for each in asked},
        duplicates=options.duplicates,
        texts={name: stored[name] for name in columns.texts},
        spans={name: stored[name] for name in columns.spans},
    )
    data, wrong = _with_gold(data, table, items, columns.gold, asked, spellings=options.spellings)
    data, waiting = _unsubmitted(data, table, rows, options)
    problems += [*made, *found.problems, *odd, *wrong, *waiting]
    return Assembled(data, table, rows, tuple(asked), found.attributes, tuple(problems))


def _dropped(table: Table, columns: Columns) -> tuple[Table, list[Problem]]:
    """The table without what was not submitted, with a note on it."""
    kept = submitted_rows(table, columns.status)
    n = len(table) - len(kept)
    message = message_dropped(n)
    return kept, [Problem("unsubmitted_dropped", "note", message)] if n else []


def _unsubmitted(
    data: Annotations, table: Table, rows: IntArray, options: Options
) -> tuple[Annotations, list[Problem]]:
    """The data with the rule for what was not submitted, and a note on what that meant."""
    problems = []
    if options.unsubmitted is Unsubmitted.COUNT:
        before = data
        data, counted = counting(data)
        if counted.any():
            message = message_counted(before, counted)
            problems.append(table.problem("unsubmitted_counted", "note", message, rows[counted]))
    message, aside = message_aside(data)
    if aside.any():
        problems.append(table.problem("unsubmitted", "note", message, rows[aside]))
    return data, problems


def _items(table: Table, items: Coded, columns: Columns) -> tuple[pd.DataFrame, list[Problem]]:
    ids, made, stand_ins = item_ids(items, columns.item)
    fields = (columns.item, *columns.fields) if stand_ins else columns.fields
    found, varied = fields_of(table, items, fields)
    parts = {"item_id": ids}
    for name, texts in found.items():
        parts[free_name(name, parts)] = texts
    return pd.DataFrame(parts, copy=False), [*made, *varied]


def _frame(
    table: Table, columns: Columns, rows: IntArray, stored: Mapping[str, str]
) -> tuple[pd.DataFrame, tuple[str, ...], list[Problem]]:
    """The table of annotations, the rounds, and cells that could not be read."""
    size = len(table)
    whole = rows.size == size
    problems: list[Problem] = []
    times = np.full(size, np.datetime64("NaT"), dtype="datetime64[us]")
    if columns.time:
        times = table.times(columns.time)
        problems += _unread(table, columns.time, np.isnat(times), "time")
    seconds = np.full(size, np.nan)
    if columns.seconds:
        seconds = table.seconds(columns.seconds)
        problems += _unread(table, columns.seconds, np.isnan(seconds), "duration")
    rounds: tuple[str, ...] = ()
    in_round: IntArray = np.full(size, MISSING, dtype=np.int16)
    if columns.round:
        rounds, in_round = rounds_of(table.coded(columns.round), times)
    status, unknown = _status(table, columns.status)
    parts: dict[str, object] = {
        "item": table.coded(columns.item).codes,
        "annotator": table.coded(columns.annotator).codes,
        "round": in_round,
        "seconds": seconds,
        "time": times,
        "row": table.row_numbers,
    }
    parts = parts if whole else {name: np.asarray(part)[rows] for name, part in parts.items()}
    parts["status"] = status if whole else status.take(rows)
    parts["comment"] = _comments(table, columns.comment, rows)
    parts = {name: parts[name] for name in _ORDER}
    others = {kept: name for name, kept in stored.items() if name != columns.comment}
    parts |= {kept: table.texts(name, rows) for kept, name in others.items()}
    return pd.DataFrame(parts, copy=False), rounds, [*problems, *unknown]


def _stored(names: Sequence[str], comment: str | None) -> dict[str, str]:
    """Column of the file -> the column of annotations that keeps it."""
    stored = {comment: "comment"} if comment else {}
    taken = set(_ORDER)
    for name in names:
        if name not in stored:
            stored[name] = free_name(name, taken)
            taken.add(stored[name])
    return stored


_ORDER = ("item", "annotator", "round", "seconds", "time", "status", "comment", "row")


def _unread(table: Table, column: str, missing: np.ndarray, what: str) -> list[Problem]:
    coded = table.coded(column)
    rows = (
        np.flatnonzero(missing & ~coded.blank[coded.codes]) if missing.any() else np.empty(0, int)
    )
    if not rows.size:
        return []
    texts = list(dict.fromkeys(coded.values[code] for code in coded.codes[rows[:100]].tolist()))
    message = (
        f"{amount(rows.size, 'cell')} of “{column}” could not be read as a {what} and"
        f" {'is' if rows.size == 1 else 'are'} taken as unknown, such as {listed(texts, most=2)}."
    )
    return [table.problem(f"unread_{what}", "note", message, rows)]


def _status(table: Table, column: str | None) -> tuple[pd.Categorical[str], list[Problem]]:
    """The Status value of each row; unknown words count as submitted and are reported."""
    names = pd.Index([status.value for status in Status])
    if column is None:
        codes = np.full(len(table), names.get_loc(Status.SUBMITTED.value), dtype=np.int8)
        return pd.Categorical.from_codes(codes, categories=names), []
    coded = table.coded(column)
    words = [status_named(value) for value in coded.values]
    codes = np.array(
        [list(Status).index(word or Status.SUBMITTED) for word in words], dtype=np.int8
    )
    unknown = {v for v, word in zip(coded.values, words, strict=True) if word is None}
    problems = []
    if unknown:
        message = (
            f"“{column}” should say {', '.join(names)}; {listed(sorted(unknown))} is not known and"
            " was taken as submitted."
        )
        rows = coded.rows_of(unknown)
        problems.append(table.problem("unknown_status", "problem", message, rows))
    return pd.Categorical.from_codes(codes[coded.codes], categories=names), problems


def _comments(table: Table, column: str | None, rows: IntArray) -> object:
    if column is not None:
        return table.texts(column, rows)
    # A million empty texts need no room as a single category.
    return pd.Categorical.from_codes(np.zeros(rows.size, dtype=np.int8), categories=pd.Index([""]))


def _with_gold(
    data: Annotations,
    table: Table,
    items: Coded,
    gold: dict[str, str],
    asked: list[Asked],
    *,
    spellings: Mapping[str, Mapping[str, str]],
) -> tuple[Annotations, list[Problem]]:
    """The data with the gold of each question, from the rows that ask it."""
    problems: list[Problem] = []
    rows_of = {each.cells.name: each.cells.rows for each in asked}
    questions_named(list(gold), list(rows_of), "gold")
    for question, column in gold.items():
        rows, coded = rows_of[question], table.coded(column)
        part = coded if rows.size == len(table) else Coded(coded.codes[rows], coded.texts)
        kept = settled(part, items.codes[rows], data.n_items)
        if kept.groups:
            message = (
                f"The gold in “{column}” varies within {amount(kept.groups, 'item')}; the most"
                " frequent answer is kept for each."
            )
            problems.append(table.problem("gold_varies", "problem", message, rows[kept.differ]))
        where = np.where(kept.row == MISSING, MISSING, rows[kept.row])
        data, outside = with_gold(
            data, question, table, column, where, spellings=spellings.get(question, {})
        )
        problems += outside
    return data, problems


def with_gold(
    data: Annotations,
    question: str,
    table: Table,
    column: str,
    rows: IntArray,
    *,
    spellings: Mapping[str, str],
) -> tuple[Annotations, list[Problem]]:
    """The data with gold from the cells of a column; ``rows`` (I,) is each item's row or -1.

    ``spellings`` are those of the question's labels (see ``Options``).

    Gold that is none of the categories is left out and reported, since a misspelt category
    would count as an error of everybody. Gold that was there stays where the cells have none;
    where they say something else they count, and the items are reported.
    """
    coded = table.coded(column)
    known = rows != MISSING
    used = np.unique(coded.codes[rows[known]])
    texts = [respelled(coded.values[at], spellings) for at in used.tolist()]
    placed = place(data.question(question), texts)
    codes = np.full(len(coded.texts), MISSING, dtype=placed.codes.dtype)
    codes[used] = placed.codes
    data = with_question(data, placed)
    gold = data.gold.get(question, np.full(data.n_items, MISSING)).astype(placed.codes.dtype)
    found = np.full(data.n_items, MISSING, dtype=placed.codes.dtype)
    found[known] = codes[coded.codes[rows[known]]]
    problems = []
    other = (gold != MISSING) & (found != MISSING) & (gold != found)
    if other.any():
        message = (
            f"{amount(int(other.sum()), 'item')} had other gold for “{question}” before; the gold in"
            f" “{column}” of {table.name} counts."
        )
        problems.append(table.problem("gold_conflicts", "problem", message, rows[other]))
    gold = np.where(found != MISSING, found, gold)
    if placed.outside:
        message = (
            f"Gold answers of “{question}” that are none of its categories were left out:"
            f" {listed(placed.outside)}. Mend them, or name all categories with --order"
            f" {question}=… if one was never chosen."
        )
        at = coded.rows_of(set(placed.outside))
        problems.append(table.problem("gold_outside", "problem", message, at))
    return replace(data, gold={**data.gold, question: gold}), problems
