"""Items and annotators out of the table: their ids, fields and attributes."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, IntArray
from annotate.loading.alike import holds
from annotate.loading.coded import Coded, settled
from annotate.loading.content import spread
from annotate.loading.problems import Problem, amount
from annotate.loading.table import Table
from annotate.loading.wording import KINDS

_ID_LONGEST = 200


def with_ids(table: Table, item: str, annotator: str) -> tuple[Table, list[Problem]]:
    """The table without the rows that lack an id, and what was left out."""
    problems = []
    lost = np.zeros(len(table), dtype=np.bool_)
    for column, what in ((item, "item"), (annotator, "annotator")):
        coded = table.coded(column)
        if coded.blank.any():
            blank = coded.blank[coded.codes]
            rows = np.flatnonzero(blank)
            message = (
                f"{amount(rows.size, 'row')} without an {what} id in “{column}” left out."
                " Fill in the ids and load the file again if the labels should count."
            )
            problems.append(table.problem(f"missing_{what}_id", "problem", message, rows))
            lost |= blank
    return (table.taken(np.flatnonzero(~lost)) if lost.any() else table), problems


def item_ids(coded: Coded, column: str) -> tuple[pd.Series[str], list[Problem], bool]:
    """The id of each item; short stand-ins where the texts themselves tell items apart.

    The stand-ins are made from the text, so that the same text has the same id in every file.
    The last value says whether there are stand-ins.
    """
    texts = coded.texts
    long = texts.str.len().max() > _ID_LONGEST or holds(texts, "\n")
    if not long:
        return texts, [], False
    names = [f"item-{hashlib.sha256(text.encode()).hexdigest()[:12]}" for text in texts]
    message = (
        f"“{column}” tells the items apart by long texts, so each item was given a short id made"
        f" from its text, such as {names[0]}. The text is kept as a field."
    )
    return pd.Series(names, dtype="str"), [Problem("ids_made", "note", message)], True


def fields_of(
    table: Table, coded: Coded, fields: Sequence[str]
) -> tuple[dict[str, pd.Series[str]], list[Problem]]:
    """Item field -> its text for each item (I,), and where fields vary within an item."""
    found, problems = {}, []
    for name in fields:
        kept = settled(table.coded(name), coded.codes, len(coded.texts))
        found[name] = _texts_at(table, name, kept.row)
        if kept.groups:
            message = (
                f"“{name}” was taken as a field of the items, but it varies within"
                f" {amount(kept.groups, 'item')}; the most frequent text is kept for each."
                " Different items may share an id."
            )
            problems.append(table.problem("field_varies", "problem", message, kept.differ))
    return found, problems


def _texts_at(table: Table, name: str, rows: IntArray) -> pd.Series[str]:
    """The cell in each of the rows; empty where the row is -1."""
    texts = table.texts(name, np.maximum(rows, 0))
    if (rows == MISSING).any():
        texts = texts.mask(pd.Series(rows == MISSING), "")
    return texts


@dataclass(frozen=True, eq=False)
class People:
    """The annotators, one row each, and which columns became their attributes."""

    frame: pd.DataFrame
    attributes: tuple[str, ...]
    problems: tuple[Problem, ...]


def people(table: Table, coded: Coded, kind: str | None, extras: Sequence[str]) -> People:
    """The annotators (A rows): ``annotator_id``, ``kind``, and what is constant for each."""
    size = len(coded.texts)
    kinds, problems = _kinds(table, coded, kind)
    parts = {"annotator_id": coded.texts, "kind": kinds}
    attributes = []
    for name in extras:
        column = table.coded(name)
        within = spread(column, coded.codes, size)
        # One row each, or one text for all, says nothing about the annotators.
        if within.n_compared >= size / 2 and not within.n_differ and _different(column):
            kept = settled(column, coded.codes, size)
            parts[free_name(name, parts)] = _texts_at(table, name, kept.row)
            attributes.append(name)
    return People(pd.DataFrame(parts, copy=False), tuple(attributes), tuple(problems))


def _different(column: Coded) -> bool:
    return int((~column.blank).sum()) > 1


def _kinds(table: Table, coded: Coded, kind: str | None) -> tuple[pd.Series[str], list[Problem]]:
    """Whether each annotator is “human” or a “model”; human where nothing says so."""
    kinds = np.full(len(coded.texts), "human", dtype=object)
    problems: list[Problem] = []
    if kind is None:
        return pd.Series(kinds, dtype="str"), problems
    column = table.coded(kind)
    plain = [value.strip().casefold() for value in column.values]
    unknown = {v for v, word in zip(column.values, plain, strict=True) if word not in KINDS}
    if unknown:
        message = f"“{kind}” should say human or model; other words were taken as human."
        rows = column.rows_of(unknown)
        problems.append(table.problem("unknown_kind", "problem", message, rows))
    models = {v for v, word in zip(column.values, plain, strict=True) if KINDS.get(word) == "model"}
    kinds[np.unique(coded.codes[column.rows_of(models)])] = "model"
    return pd.Series(kinds, dtype="str"), problems


def together(first: pd.DataFrame, second: pd.DataFrame, key: str) -> tuple[pd.DataFrame, IntArray]:
    """The rows of both by id, and the new position of each row of ``second``.

    What the first has is kept; where it has nothing, the second may know.
    """
    index = pd.Index(first[key])
    at = index.get_indexer(pd.Index(second[key]))
    new = np.flatnonzero(at < 0)
    at[new] = len(first) + np.arange(new.size)
    joined = pd.concat([first, second.iloc[new]], ignore_index=True)
    old = np.flatnonzero(at < len(first))
    for name in joined.columns:
        texts = joined[name].fillna("").astype("str")
        if name in second.columns and name != key:
            theirs = second[name].to_numpy()
            lacking = old[(texts.iloc[at[old]] == "").to_numpy()]
            texts.iloc[at[lacking]] = theirs[lacking]
        joined[name] = texts
    return joined, at


def free_name(name: str, taken: Container[str]) -> str:
    """A name that is not taken yet: the name itself, else with “(file)” behind it."""
    while name in taken:
        name = f"{name} (file)"
    return name
