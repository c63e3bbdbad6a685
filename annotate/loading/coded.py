"""A column as integer codes into its distinct texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Coded:
    """Codes (N,) into the distinct texts (D,), which come in order of first appearance."""

    codes: IntArray
    texts: pd.Series[str]

    @cached_property
    def values(self) -> tuple[str, ...]:
        """(D,) the distinct texts."""
        return tuple(self.texts.tolist())

    @cached_property
    def counts(self) -> IntArray:
        """(D,) how many rows hold each text."""
        return np.bincount(self.codes, minlength=len(self.texts))

    @cached_property
    def blank(self) -> BoolArray:
        """(D,) which texts are nothing but blanks."""
        return (self.texts.str.strip() == "").to_numpy(dtype=np.bool_)

    @cached_property
    def filled_rows(self) -> IntArray:
        """The rows whose cell is not blank."""
        if not self.blank.any():
            return np.arange(self.codes.size)
        return np.flatnonzero(~self.blank[self.codes])

    def taken(self, rows: IntArray) -> Coded:
        """The same column at these rows only, with only the texts that occur there."""
        if rows.size == self.codes.size and bool((rows == np.arange(rows.size)).all()):
            return self
        used, codes = np.unique(self.codes[rows], return_inverse=True)
        order = np.argsort(first_of_group(codes, np.arange(codes.size), used.size))
        rank = np.empty(used.size, dtype=np.int32)
        rank[order] = np.arange(used.size, dtype=np.int32)
        return Coded(rank[codes], self.texts.take(used[order]).reset_index(drop=True))

    def rows_of(self, values: set[str] | frozenset[str]) -> IntArray:
        """The rows that hold one of these texts."""
        wanted = np.array([value in values for value in self.values], dtype=np.bool_)
        return np.flatnonzero(wanted[self.codes])


def first_of_group(groups: IntArray, rows: IntArray, n_groups: int) -> IntArray:
    """(G,) the first of ``rows`` in each group; -1 where a group has none."""
    first = np.full(n_groups, MISSING, dtype=np.int64)
    first[groups[rows[::-1]]] = rows[::-1]
    return first


@dataclass(frozen=True)
class Settled:
    """One text for each group of rows, and the rows that say something else.

    row      (G,) a row that holds the text; -1 where all cells of a group are blank
    differ   the rows with another text
    groups   how many groups hold more than one text
    """

    row: IntArray
    differ: IntArray
    groups: int


def settled(coded: Coded, groups: IntArray, n_groups: int) -> Settled:
    """The text of each group: the most frequent one, the smallest if several are."""
    rows = coded.filled_rows
    row = first_of_group(groups, rows, n_groups)
    differ = rows[coded.codes[rows] != coded.codes[row[groups[rows]]]]
    if not differ.size:
        return Settled(row, differ, 0)
    torn = np.unique(groups[differ])
    inside = rows[np.isin(groups[rows], torn)]
    row[torn] = _most_frequent(coded, groups, inside)
    differ = inside[coded.codes[inside] != coded.codes[row[groups[inside]]]]
    return Settled(row, differ, int(torn.size))


def _most_frequent(coded: Coded, groups: IntArray, rows: IntArray) -> IntArray:
    """For each group among ``rows``, in order of their codes, a row with its commonest text."""
    codes, dense = np.unique(coded.codes[rows], return_inverse=True)
    rank = coded.texts.iloc[codes].rank(method="first").to_numpy().astype(np.int64)
    key = groups[rows].astype(np.int64) * codes.size + dense
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    group = groups[rows[first]]
    order = np.lexsort((rank[dense[first]], -counts, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    chosen: IntArray = rows[first[order[starts]]]
    return chosen
