"""What the cells of a column say about its role: how it varies, and within what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotate.annotations import IntArray
from annotate.loading.coded import Coded, first_of_group
from annotate.loading.numbers import number, numeric
from annotate.loading.sets import looks_like_sets, separator, split
from annotate.loading.table import Table

CATEGORIES_MOST = 60
TEXT_LONG = 60
NEARLY = 0.05  # so much of the variation expected by chance is still called constant
_DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]|\s*$)")


@dataclass(frozen=True)
class Spread:
    """How a column varies within groups of rows.

    n_compared  rows that share their group with an earlier row, both with a value
    n_differ    of these, how many differ from the first of their group
    ratio       that share over the share expected if the groups meant nothing; 0 is constant
    """

    n_compared: int
    n_differ: int
    ratio: float

    @property
    def constant(self) -> bool:
        """Whether the value depends on the group only, but for a few slips."""
        return self.n_compared > 0 and self.ratio <= NEARLY


def spread(coded: Coded, groups: IntArray, n_groups: int) -> Spread:
    """How the values of a column vary within groups; blank cells say nothing."""
    rows = coded.filled_rows
    first = first_of_group(groups, rows, n_groups)[groups[rows]]
    later = rows != first
    differ = coded.codes[rows[later]] != coded.codes[first[later]]
    if not differ.size:
        return Spread(0, 0, 0.0)
    shares = np.bincount(coded.codes[rows]) / rows.size
    expected = 1.0 - float((shares**2).sum())
    ratio = float(differ.mean()) / expected if expected > 0 else 0.0
    return Spread(int(differ.size), int(differ.sum()), ratio)


@dataclass(frozen=True)
class Content:
    """Facts about the values of one column, blanks left out.

    ``comma`` says that “3,5” may be a number.
    """

    coded: Coded
    comma: bool = False

    @cached_property
    def _there(self) -> IntArray:
        return np.flatnonzero(~self.coded.blank & (self.coded.counts > 0))

    @cached_property
    def values(self) -> list[str]:
        """The distinct values that are not blank."""
        everything = self.coded.values
        return [everything[at] for at in self._there.tolist()]

    @cached_property
    def counts(self) -> IntArray:
        """(D,) how often each of ``values`` occurs."""
        return self.coded.counts[self._there]

    @property
    def n_filled(self) -> int:
        return int(self.counts.sum())

    @property
    def n_distinct(self) -> int:
        return len(self.values)

    @property
    def unique(self) -> bool:
        """Whether (nearly) every row has a value of its own."""
        return self.n_filled > 3 and self.n_distinct > 0.9 * self.n_filled

    @cached_property
    def length(self) -> float:
        """Mean length of the distinct values, in characters."""
        return float(np.mean([len(value) for value in self.values])) if self.values else 0.0

    @property
    def is_text(self) -> bool:
        """Whether it reads like running text."""
        return self.length > TEXT_LONG or any("\n" in value for value in self.values[:1000])

    @cached_property
    def is_numeric(self) -> bool:
        """Whether all values are numbers, but for “no answer”."""
        return self._numbers is not None

    @cached_property
    def _numbers(self) -> dict[str, float] | None:
        return numeric(self.values, comma=self.comma)

    @cached_property
    def is_fractional(self) -> bool:
        """Whether some number has decimals."""
        return any(not value.is_integer() for value in (self._numbers or {}).values())

    @cached_property
    def is_dated(self) -> bool:
        """Whether most values look like dates."""
        head = self.values[:200]
        return bool(head) and sum(bool(_DATE.match(v)) for v in head) > 0.8 * len(head)

    @cached_property
    def is_set(self) -> bool:
        """Whether cells hold several categories at once."""
        return looks_like_sets(self.values, self.counts.tolist())

    @cached_property
    def members(self) -> frozenset[str]:
        """The categories: values, or what the sets are made of."""
        if not self.is_set:
            return frozenset(self.values)
        mark = separator(self.values)
        return frozenset(member for value in self.values for member in split(value, mark))

    @property
    def is_binary_number(self) -> bool:
        """Whether there is nothing but 0 and 1."""
        return set(self.values) <= {"0", "1", "0.0", "1.0"} and self.n_distinct > 0

    @property
    def is_categorical(self) -> bool:
        """Whether few short values come back often, as answers do."""
        few = len(self.members) <= CATEGORIES_MOST and (
            len(self.members) <= 12 or self.n_filled >= 3 * len(self.members)
        )
        again = self.n_filled >= 1.5 * len(self.members)
        short = self.is_set or not self.is_text
        return few and again and short and not self.is_dated and not self.is_fractional


def contents(table: Table, names: tuple[str, ...]) -> dict[str, Content]:
    """The facts about each of these columns."""
    comma = table.delimiter != ","
    return {name: Content(table.coded(name), comma) for name in names}


def runs_within(coded: Coded, pairs: IntArray) -> bool:
    """Whether a column only numbers the repeats: 1, 2, 3 … within each (item, annotator).

    ``pairs`` (N,) is a code for each pair, in no range.
    """
    numbers = [number(value) for value in coded.values]
    if any(value is None or not value.is_integer() for value in numbers):
        return False
    values = np.array(numbers, dtype=np.float64)[coded.codes]
    _, pair = np.unique(pairs, return_inverse=True)
    size = np.bincount(pair)
    if not (size > 1).any():
        return False
    highest = np.full(size.size, -np.inf)
    np.maximum.at(highest, pair, values)
    total = np.bincount(pair, weights=values)
    counts_up = (highest == size) & (total == size * (size + 1) / 2)
    return float(counts_up[size > 1].mean()) > 0.95
