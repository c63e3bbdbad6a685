"""Groups of columns with one for each category, joined into one question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import BoolArray
from annotate.loading.coded import Coded
from annotate.loading.content import Content
from annotate.loading.names import plain, says
from annotate.loading.problems import Problem, listed
from annotate.loading.sets import written
from annotate.loading.shapes.naming import splits
from annotate.loading.table import Table

_YES = frozenset({"1", "1.0", "true", "yes", "y", "x", "✓", "✔", "on", "checked", "ticked"})
_NO = frozenset({"0", "0.0", "false", "no", "n", "-", "off", "unchecked"})
_MARKS = 4
# Between these parts anything may stand; the others are as common within plain names.
_PLAIN_MARKS = frozenset({"_", "-", " ", "__", " - "})
_NO_GROUP = frozenset({"is", "has", "was", "did", "are", "q", "question", "item"})


def joined(table: Table, given: Mapping[str, Any]) -> Table:
    """The table with each group of one-hot columns as one question, its cells JSON arrays.

    Where exactly one category is ticked in every row, the cells are that category. A group that
    another column says in one already, or a column of which the user named, stays as it is.
    """
    named = {
        name for role in given.values() for name in ([role] if isinstance(role, str) else role)
    }
    groups = [group for group in _groups(table) if not named & set(group.values())]
    groups = [group for group in groups if not _is_said(table, group)]
    for group in groups:
        table = _with_group(table, group)
    return table


class _Group(dict[str, str]):
    """Category -> its column, and the name of the question."""

    question: str = ""


def _groups(table: Table) -> list[_Group]:
    """The groups, none sharing a column; longest first where they might."""
    by_stem: dict[tuple[str, str], _Group] = defaultdict(_Group)
    for name in table.columns:
        for split in splits(name):
            if _is_ticks(table.coded(name), split.right):
                by_stem[split.left, split.mark][split.right] = name
    found: list[_Group] = []
    used: set[str] = set()
    for (stem, mark), group in sorted(by_stem.items(), key=lambda pair: -len(pair[1])):
        if not used & set(group.values()) and _is_group(stem, mark, group, table):
            group.question = stem
            found.append(group)
            used |= set(group.values())
    return found


def _is_ticks(coded: Coded, category: str) -> bool:
    if len(coded.texts) > 2 * _MARKS:  # so many texts are no marks, however they are written
        return False
    values = {value.strip().casefold() for value in coded.values}
    own = {category.strip().casefold()}
    filled = values - {""}
    return len(values) <= _MARKS and bool(filled) and filled <= (_YES | _NO | own)


def _is_group(stem: str, mark: str, group: Mapping[str, str], table: Table) -> bool:
    """Whether these are categories of one question and not questions that begin alike."""
    if plain(stem) in _NO_GROUP or len(group) < 2 or says("annotator", stem):
        return False
    if all(category.isdigit() for category in group) and mark in _PLAIN_MARKS:
        return False  # q_1, q_2, … are questions
    own = any(_holds(table.coded(name), {category}) for category, name in group.items())
    return mark not in _PLAIN_MARKS or own or len(group) >= 3


def _holds(coded: Coded, words: set[str]) -> bool:
    return bool({v.strip().casefold() for v in coded.values} & {w.casefold() for w in words} - _YES)


def _is_said(table: Table, group: Mapping[str, str]) -> bool:
    """Whether another column holds the same categories joined, as r_CAUSES beside “CAUSES|NONE”."""
    wanted = {category.casefold() for category in group}
    for name in table.columns:
        if name not in group.values():
            fact = Content(table.coded(name))
            if fact.is_text or fact.n_distinct > 5_000:
                continue
            members = {member.casefold() for member in fact.members}
            if len(wanted & members) >= 0.5 * len(wanted):
                return True
    return False


def _with_group(table: Table, group: _Group) -> Table:
    ticks = np.column_stack([_ticked(table.coded(name), key) for key, name in group.items()])
    # With a mark for “no” an empty row is the empty set; without one, nobody answered.
    says_no = any(_holds(table.coded(name), set(_NO)) for name in group.values())
    blank = np.column_stack([_blank(table.coded(name)) for name in group.values()]).all(axis=1)
    missing = blank if says_no else ~ticks.any(axis=1)
    texts = np.array(list(_texts(ticks, list(group))), dtype=object)
    texts[missing] = ""
    name = _free(group.question, table, group)
    frame = _replaced(table.frame, group.values(), name, texts)
    note = Problem(
        "one_hot_joined",
        "note",
        f"The columns {listed(list(group.values()))} of {table.name} were joined as the question"
        f" “{name}”.",
    )
    return replace(table, frame=frame, problems=(*table.problems, note), _coded={})


def _ticked(coded: Coded, category: str) -> BoolArray:
    yes = _YES | {category.strip().casefold()}
    return np.array([v.strip().casefold() in yes for v in coded.values], dtype=np.bool_)[
        coded.codes
    ]


def _blank(coded: Coded) -> BoolArray:
    return coded.blank[coded.codes]


def _texts(ticks: BoolArray, categories: Sequence[str]) -> Iterator[str]:
    patterns, which = np.unique(ticks, axis=0, return_inverse=True)
    members = [
        [c for c, on in zip(categories, row, strict=True) if on] for row in patterns.tolist()
    ]
    single = bool((ticks.sum(axis=1) <= 1).all()) and bool(ticks.any(axis=1).mean() > 0.99)
    words = [one[0] if one else "" for one in members] if single else list(map(written, members))
    return (words[at] for at in which.ravel().tolist())


def _free(stem: str, table: Table, group: Mapping[str, str]) -> str:
    taken = set(table.columns) - set(group.values())
    name = stem
    while name in taken:
        name = f"{name} (joined)"
    return name


def _replaced(frame: pd.DataFrame, gone: Any, name: str, texts: np.ndarray) -> pd.DataFrame:
    """The frame with one column in the place of the first of several."""
    at = min(list(frame.columns).index(column) for column in gone)
    rest = frame.drop(columns=list(gone))
    rest.insert(at, name, pd.array(texts.tolist(), dtype="str"))
    return rest
