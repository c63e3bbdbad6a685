"""Which columns say what was labelled and who labelled it.

Names decide where they are clear. Where they are not, every likely pair of columns is weighed:
in a table of labels an item comes back with other annotators, other columns are constant
within it, and (item, annotator) hardly ever comes twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotate.annotations import IntArray
from annotate.errors import ColumnError
from annotate.loading.content import Content, Spread, spread
from annotate.loading.names import preference, says
from annotate.loading.problems import listed
from annotate.loading.table import Table

_SAMPLE = 5_000
_CANDIDATES = 14
_LEAST = 4.0  # a pair of columns below this weight is a guess not worth making


@dataclass(frozen=True)
class _Pair:
    item: str
    annotator: str
    weight: float

    def told(self, item: str | None, annotator: str | None) -> bool:
        """Whether both are given or named outright, so that content need not agree."""
        said_item = item is not None or says("item", self.item) == 2
        return said_item and (annotator is not None or says("annotator", self.annotator) == 2)


def identify(
    table: Table, item: str | None, annotator: str | None, free: Sequence[str]
) -> tuple[str, str]:
    """The item column and the annotator column; those given are kept.

    ``free`` are the columns that have no other role yet. ColumnError says which of the two
    could not be found, what columns there are, and how to name it.
    """
    if item is not None and annotator is not None:
        return item, annotator
    items = [item] if item else _likely(table, free, "item", annotator)
    annotators = [annotator] if annotator else _likely(table, free, "annotator", item)
    pairs = []
    for this in items:
        view = _View(table, this, tuple(free))
        pairs += [
            _Pair(this, who, view.weight(who, item is not None, annotator is not None))
            for who in annotators
            if this != who
        ]
    best = max(pairs, key=lambda pair: pair.weight, default=None)
    if best is None or (best.weight < _LEAST and not best.told(item, annotator)):
        raise ColumnError(_missing(table, item, annotator, free))
    return best.item, best.annotator


def _likely(table: Table, free: Sequence[str], role: str, other: str | None) -> list[str]:
    """Columns that may have the role: those named for it if any is outright, else all."""
    names = [name for name in free if name != other]
    outright = [name for name in names if says(role, name) == 2]
    hinted = [name for name in names if says(role, name) == 1]
    unnamed = [name for name in names if not _named_otherwise(name, role)]
    found = list(dict.fromkeys([*outright, *hinted, *unnamed]))[:_CANDIDATES]
    return [name for name in found if len(table.coded(name).values) > 1 or says(role, name) == 2]


def _named_otherwise(name: str, role: str) -> bool:
    others = {"item", "annotator"} - {role}
    roles = ("label", "gold", "round", "seconds", "time", "comment", "status", "aside", *others)
    return any(says(other, name) == 2 for other in roles)


class _View:
    """A table as it looks if one column is the item: some whole items of it."""

    def __init__(self, table: Table, item: str, free: tuple[str, ...]) -> None:
        self._table, self._item, self._free = table, item, free
        self._rows = _whole_items(table.coded(item).codes)
        self._contents: dict[str, Content] = {}
        self._spreads: dict[tuple[str, str], Spread] = {}

    def weight(self, annotator: str, item_given: bool, annotator_given: bool) -> float:
        """How well another column does as the annotator beside it; higher is better."""
        weight = 8.0 if item_given else 4.0 * says("item", self._item)
        weight += 8.0 if annotator_given else 4.0 * says("annotator", annotator)
        weight -= 0.01 * preference("annotator", annotator)
        weight += self._crossing(annotator) + _as_item(self._content(self._item))
        weight += _as_annotator(self._content(annotator), self._content(self._item))
        return weight + self._rest(annotator)

    def _crossing(self, annotator: str) -> float:
        """That items meet several annotators, and each of them once."""
        items, annotators = self._content(self._item), self._content(annotator)
        code = items.coded.codes.astype(np.int64) * len(annotators.coded.values)
        once = np.unique(code + annotators.coded.codes).size / max(self._rows.size, 1)
        weight = 3.0 if once >= 0.95 else 1.0 if once >= 0.75 else -2.0
        within = self._within(annotator, self._item)
        if not within.n_compared:  # then nothing but its name makes it the annotator
            return weight - (3.0 if says("annotator", annotator) else 8.0)
        return weight + (2.0 if not within.constant else -20.0)

    def _rest(self, annotator: str) -> float:
        """That other columns belong to the item, and that one is left that can be a label."""
        rest = [name for name in self._free if name not in (self._item, annotator)]
        rest = rest[:_CANDIDATES]
        constant = sum(
            self._content(name).n_distinct > 1 and self._within(name, self._item).constant
            for name in rest
        )
        label = any(says("label", name) for name in rest) or any(
            self._content(name).is_categorical
            and not self._within(name, self._item).constant
            and not self._within(name, annotator).constant
            for name in rest
        )
        return min(constant, 3) * 1.0 + (1.0 if label else -6.0)

    def _content(self, name: str) -> Content:
        if name not in self._contents:
            coded = self._table.coded(name)
            self._contents[name] = Content(coded.taken(self._rows))
        return self._contents[name]

    def _within(self, name: str, group: str) -> Spread:
        if (name, group) not in self._spreads:
            groups = self._content(group).coded
            found = spread(self._content(name).coded, groups.codes, len(groups.values))
            self._spreads[name, group] = found
        return self._spreads[name, group]


def _as_item(items: Content) -> float:
    weight = -3.0 if items.n_distinct >= items.n_filled else 1.0
    weight -= 6.0 if items.is_fractional else 0.0
    weight -= 6.0 if items.is_dated else 0.0
    weight -= 3.0 if items.n_filled < 0.5 * items.coded.codes.size else 0.0
    return weight


def _as_annotator(annotators: Content, items: Content) -> float:
    weight = -12.0 if annotators.unique else 0.0
    weight -= 10.0 if annotators.is_text or annotators.is_dated else 0.0
    weight -= 6.0 if annotators.is_fractional else 0.0
    weight -= 3.0 if annotators.n_filled < 0.5 * annotators.coded.codes.size else 0.0
    return weight + (1.0 if annotators.n_distinct < items.n_distinct else 0.0)


def _whole_items(codes: IntArray) -> IntArray:
    """The rows of as many whole items as make about ``_SAMPLE`` rows, the first in the file."""
    if codes.size <= _SAMPLE:
        return np.arange(codes.size)
    last = int(np.searchsorted(np.cumsum(np.bincount(codes)), _SAMPLE))
    # An item with very many rows, such as an answer taken for one, is cut.
    return np.flatnonzero(codes <= last)[: 4 * _SAMPLE]


def _missing(table: Table, item: str | None, annotator: str | None, free: Sequence[str]) -> str:
    named_items = any(says("item", name) for name in free)
    lost = [
        (role, f"--{role} NAME")
        for role, given, found in (
            ("item", item, named_items and not annotator),
            ("annotator", annotator, any(says("annotator", name) for name in free)),
        )
        if given is None and not found
    ] or [("item", "--item NAME"), ("annotator", "--annotator NAME")]
    meaning = {
        "item": "what was labelled (the item)",
        "annotator": "who labelled it (the annotator)",
    }
    what = " and ".join(meaning[role] for role, _ in lost)
    how = " ".join(option for _, option in lost)
    return (
        f"In “{table.name}” no column could be recognised as {what}."
        f" Its columns are {listed(table.columns, most=40)}. Say which it is with {how}, or choose"
        " it on the import page. The table must have one row a label, not a column"
        " for each annotator."
    )
