"""Predictions that stand beside the labels, as the labels of an annotator that is a model."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING
from annotate.loading.coded import settled
from annotate.loading.columns import Columns
from annotate.loading.content import spread
from annotate.loading.names import plain
from annotate.loading.problems import Problem
from annotate.loading.table import Table

# Names by which language models and other programs go.
_MODEL = re.compile(
    r"(?:.*_)?(?:chat_?gpt|gpt|claude|llama|gemini|gemma|mistral|mixtral|qwen|deepseek|bert"
    r"|roberta|llm|model|pred|preds|predicted|prediction|predictions|classifier|machine|bot"
    r"|suggestion|suggested)[0-9a-z]*(?:_.*)?"
)


def is_model(name: str) -> bool:
    """Whether a name is that of a program and not of a person."""
    return _MODEL.fullmatch(plain(name)) is not None


def with_predictions(table: Table, columns: Columns) -> tuple[Table, Columns]:
    """The table with a row for each prediction, and the roles of its columns.

    A prediction is a column named like a model that is the same for all labels of an item and
    holds nothing but answers of one question. Its name is the annotator of the new rows, and
    what else stands in a row is empty there but for what is the item's.
    """
    if table.known is not None or columns.question is not None:
        return table, columns
    for name in (*columns.fields, *columns.extras):
        question = _question_of(table, columns, name) if is_model(name) else None
        if question is not None:
            table, columns = _with_rows(table, columns, name, question)
    return table, columns


def _question_of(table: Table, columns: Columns, name: str) -> str | None:
    items = table.coded(columns.item)
    if not spread(table.coded(name), items.codes, len(items.values)).constant:
        return None
    values = {value for value in table.coded(name).values if value.strip()}
    fits = [q for q in columns.labels if values and values <= set(table.coded(q).values)]
    named = [q for q in fits if plain(q) in plain(name)]
    fits = named or fits
    return fits[0] if len(fits) == 1 else None


def _with_rows(table: Table, columns: Columns, name: str, question: str) -> tuple[Table, Columns]:
    items = table.coded(columns.item)
    kept = settled(table.coded(name), items.codes, len(items.values)).row
    rows = np.sort(kept[kept != MISSING])
    kind = columns.kind or _free("annotator_kind", table)
    mine = table.frame.take(rows).reset_index(drop=True)
    predicted = mine[name]
    for column in set(table.columns) - {columns.item, *columns.fields, *columns.gold.values()}:
        mine[column] = ""
    mine[columns.annotator], mine[question], mine[kind] = name, predicted, "model"
    there = table.frame if columns.kind else table.frame.assign(**{kind: "human"})
    frame = pd.concat([there, mine.astype("str")], ignore_index=True).drop(columns=[name])
    note = Problem(
        "predictions_kept",
        "note",
        f"“{name}” was taken for predictions of “{question}”: the labels of an annotator of that"
        " name, which is a model.",
    )
    file = None if table.file is None else np.concatenate([table.file, table.file[rows]])
    added = replace(
        table,
        frame=frame,
        numbers=np.concatenate([table.row_numbers, table.row_numbers[rows]]),
        file=file,
        problems=(*table.problems, note),
        _coded={},
    )
    fields = tuple(field for field in columns.fields if field != name)
    extras = tuple(extra for extra in columns.extras if extra != name)
    return added, replace(columns, kind=kind, fields=fields, extras=extras)


def _free(name: str, table: Table) -> str:
    while name in table.columns:
        name = f"{name} (model)"
    return name
