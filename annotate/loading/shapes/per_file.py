"""A file, folder or sheet for each annotator: their names, as a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from annotate.errors import ColumnError
from annotate.loading.content import contents
from annotate.loading.identity import identify
from annotate.loading.names import plain, says
from annotate.loading.problems import Problem, listed
from annotate.loading.shapes.siblings import is_answer
from annotate.loading.table import Table

_EDGE = "_-. /()[]"
_WORDS = re.compile(r"([_\-. /()\[\]]+)")
# Files that go together for another reason than that they are one annotator's each.
_PARTS = re.compile(
    r"(part|chunk|split|fold|batch|round|wave|week|day|page|shard|runde|train|dev|test|val|valid)?"
    r"_?\d*"
)


def with_annotators(tables: Sequence[Table], given: Mapping[str, Any]) -> list[Table]:
    """The tables; those of one structure that do not say who labelled, with their file's name.

    The name of the annotator is what differs between the names of the files or sheets, or of
    the folders where the files are called alike.
    """
    group = [] if given.get("annotator") else _group(tables)
    people = _people([table.name for table in group]) if len(group) > 1 else []
    if not people or any(_PARTS.fullmatch(plain(name)) for name in people):
        return list(tables)
    note = Problem(
        "annotator_from_name",
        "note",
        f"No column says who labelled, so each file was taken as one annotator’s: {listed(people)}.",
    )
    named = dict(zip(map(id, group), people, strict=True))
    first = id(group[0])
    return [
        _named(table, named[id(table)], (note,) if id(table) == first else ())
        if id(table) in named
        else table
        for table in tables
    ]


def _group(tables: Sequence[Table]) -> list[Table]:
    """The largest group of tables with the same columns that do not say who labelled."""
    groups: dict[frozenset[str], list[Table]] = {}
    for table in tables:
        groups.setdefault(frozenset(table.columns), []).append(table)
    largest = max(groups.values(), key=len)
    others = [table for table in tables if table not in largest]
    if any(_names_labellers(table) for table in others) or not _holds_answers(largest[0]):
        return []
    return [] if any(_says_who(table) for table in largest) else largest


def _names_labellers(table: Table) -> bool:
    """Whether it is a table of labels with their annotators, and not one about annotators."""
    who = [name for name in table.columns if says("annotator", name) == 2]
    return any(len(table.coded(name).values) < len(table) for name in who)


def _holds_answers(table: Table) -> bool:
    """Whether a column may hold labels, and it is no list of items or texts."""
    facts = contents(table, tuple(name for name in table.columns if says("item", name) < 2))
    return any(is_answer(fact) or says("label", name) == 2 for name, fact in facts.items())


def _says_who(table: Table) -> bool:
    if any(says("annotator", name) == 2 for name in table.columns):
        return True
    facts = contents(table, table.columns)
    if any(says("item", name) and facts[name].unique for name in table.columns):
        return False
    try:
        identify(table, None, None, table.columns)
    except ColumnError:
        return False
    return True


def _people(names: Sequence[str]) -> list[str]:
    """What tells the names apart: sheets, else names of files, else folders; empty if nothing."""
    sheets = [name.rsplit(": ", 1)[-1] for name in names]
    files = [re.sub(r"(\.[A-Za-z]{1,8})+$", "", name.rsplit("/", 1)[-1]) for name in names]
    folders = [name.rsplit("/", 1)[0] for name in names]
    for parts in ([] if all(": " not in n for n in names) else [sheets]) + [files, folders]:
        if len(set(parts)) == len(names):
            return _varying(parts)
    return []


def _varying(names: Sequence[str]) -> list[str]:
    """The names without the words that all of them begin and end with."""
    words = [_WORDS.split(name) for name in names]
    start = _shared(words)
    end = _shared([each[::-1] for each in words])
    cut = ["".join(each[start : len(each) - end]).strip(_EDGE) for each in words]
    return cut if all(cut) and len(set(cut)) == len(cut) else list(names)


def _shared(words: Sequence[Sequence[str]]) -> int:
    """With how many words all begin, leaving each at least one."""
    number = 0
    least = min(map(len, words)) - 1
    while number < least and len({each[number] for each in words}) == 1:
        number += 1
    return number


def _named(table: Table, annotator: str, notes: tuple[Problem, ...]) -> Table:
    frame = table.frame.copy(deep=False)
    frame["annotator"] = pd.array([annotator] * len(frame), dtype="str")
    return replace(table, frame=frame, problems=(*table.problems, *notes), _coded={})
