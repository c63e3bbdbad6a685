"""Which columns hold labels, which belong to the item, and which only came along."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotate.loading.content import Content, Spread, runs_within, spread
from annotate.loading.names import says
from annotate.loading.table import Table

_PREFIX = re.compile(r"(.+?)(?:\.|_|:+|/|-)(.+)")


@dataclass(frozen=True)
class Choice:
    """The columns left after the other roles, sorted into three kinds."""

    labels: tuple[str, ...]
    fields: tuple[str, ...]
    extras: tuple[str, ...]


@dataclass(frozen=True)
class _Column:
    name: str
    fact: Content
    items: Spread
    annotators: Spread
    numbers_repeats: bool

    @property
    def is_field(self) -> bool:
        """Whether it belongs to the item; a label may nearly do so where all agree."""
        if says("label", self.name) == 2 and self.items.n_differ:
            return False
        once = not self.items.n_compared  # no item came twice, so only its looks can tell
        return self.items.constant or (once and (self.fact.is_text or self.fact.unique))

    @property
    def is_aside(self) -> bool:
        return says("aside", self.name) == 2 or self.numbers_repeats or self.annotators.constant


def choose(
    table: Table,
    item: str,
    annotator: str,
    facts: Mapping[str, Content],
    given: tuple[str, ...] = (),
) -> Choice:
    """Sort the columns; with ``given`` labels, no other column is a question.

    A question varies within items and within annotators, and its answers come back. A column
    named like a label is one unless it is constant within items and another is not.
    """
    items, who = table.coded(item), table.coded(annotator)
    pairs = items.codes.astype(np.int64) * len(who.values) + who.codes
    columns = []
    for name, fact in facts.items():
        within = spread(fact.coded, items.codes, len(items.values))
        by = spread(fact.coded, who.codes, len(who.values))
        columns.append(_Column(name, fact, within, by, runs_within(fact.coded, pairs)))
    labels = list(given) or _labels(columns)
    rest = [column for column in columns if column.name not in labels]
    fields = tuple(column.name for column in rest if column.is_field)
    extras = tuple(column.name for column in rest if not column.is_field)
    return Choice(tuple(labels), fields, extras)


def _labels(columns: list[_Column]) -> list[str]:
    """The names of the label columns, by the first rule that finds any."""
    filled = [c for c in columns if c.fact.values]
    varying = [c for c in filled if not c.is_field]
    named = [c for c in filled if says("label", c.name) == 2 and not c.fact.is_text]
    rules = (
        [c for c in varying if _is_question(c)],
        [c for c in named if c in varying],
        [c for c in varying if _may_be_question(c)],
        [c for c in filled if c.items.n_differ and c.fact.is_categorical],
        named,
        _last_resort(filled),
    )
    return [c.name for c in _without_one_hot(next(filter(None, rules), []))]


def _is_question(column: _Column) -> bool:
    named = says("label", column.name)
    if named == 2:
        return column.fact.is_categorical or _is_quantity(column) or _comes_back(column)
    if column.is_aside or says("comment", column.name):
        return False
    if says("seconds", column.name) or says("time", column.name):
        return False
    return column.fact.is_categorical or (named == 1 and _is_quantity(column))


def _may_be_question(column: _Column) -> bool:
    """The second choice: a quantity without a telling name, never a number of its row."""
    aside = column.is_aside or says("comment", column.name)
    return not aside and (_is_quantity(column) or _comes_back(column))


def _is_quantity(column: _Column) -> bool:
    fact = column.fact
    return fact.is_numeric and (fact.is_fractional or not fact.unique)


def _comes_back(column: _Column) -> bool:
    fact = column.fact
    return not fact.is_text and not fact.is_dated and fact.n_distinct <= 0.5 * fact.n_filled


def _last_resort(columns: list[_Column]) -> list[_Column]:
    """Where no item was labelled twice, or all agree: a column with few answers, if only one."""
    few = [c for c in columns if c.fact.is_categorical and c.fact.n_distinct > 1 and not c.is_aside]
    hinted = [c for c in few if says("label", c.name)]
    return hinted or (few if len(few) == 1 else [])


def _without_one_hot(columns: list[_Column]) -> list[_Column]:
    """Leave out 0/1 columns that repeat, one by one, what a joined label column says."""
    groups: dict[str, list[tuple[_Column, str]]] = defaultdict(list)
    for column in columns:
        match = _PREFIX.fullmatch(column.name)
        if match and column.fact.is_binary_number:
            groups[match[1]].append((column, match[2]))
    joined = [c for c in columns if not c.fact.is_binary_number]
    spare: set[str] = set()
    for group in groups.values():
        suffixes = {suffix.casefold() for _, suffix in group}
        for column in joined:
            members = {member.casefold() for member in column.fact.members}
            if len(group) > 1 and len(suffixes & members) >= 0.5 * len(suffixes):
                spare |= {c.name for c, _ in group}
    return [column for column in columns if column.name not in spare]
