"""Counting and sorting integer codes: what group-bys are made of.

Codes are small whole numbers from 0 up. Where their range allows, they index an array; where it
does not, they are sorted. Neither ever makes a table much larger than the codes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from annotate.annotations import FloatArray, IntArray

EXACT = 2**53  # the integers up to here are floats without loss
_ROOM = 65_536  # a table of so many numbers costs nothing, however few the codes


def summed(code: IntArray, values: FloatArray, size: int) -> FloatArray:
    """(size,) the sum of the values that go with each code."""
    return np.bincount(code, values, minlength=size).astype(np.float64, copy=False)


def ranked(code: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Ranks of the codes, the distinct codes in order, and how often each occurs."""
    span = int(code.max(initial=0)) + 1 if int(code.min(initial=0)) >= 0 else EXACT
    if span <= 4 * code.size + _ROOM:
        often = np.bincount(code, minlength=span)
        distinct = np.flatnonzero(often)
        rank = np.zeros(span, dtype=np.int64)
        rank[distinct] = np.arange(distinct.size)
        return rank[code], distinct, often[distinct]
    rank, distinct = pd.factorize(code.astype(np.int64, copy=False), sort=True)
    return rank, distinct, np.bincount(rank, minlength=len(distinct))


def tallied(key: IntArray, span: int) -> tuple[IntArray, IntArray]:
    """The distinct keys in order and how often each occurs; keys are below ``span``."""
    if span <= 4 * key.size + _ROOM:
        often = np.bincount(key, minlength=span)
        distinct = np.flatnonzero(often)
        return distinct, often[distinct]
    small = key.size and int(key.max()) < 2**31  # half the bytes sort in half the time
    ordered = np.sort(key.astype(np.int32) if small else key)
    start = starts(ordered)
    return ordered[start].astype(np.int64), np.diff(start, append=ordered.size)


def starts(ordered: IntArray) -> IntArray:
    """Where in sorted codes each distinct one comes first."""
    first = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return np.flatnonzero(first)


def position(keys: IntArray, wanted: IntArray, span: int) -> IntArray:
    """Where in the sorted ``keys`` each wanted key is; all are there, and below ``span``."""
    if span <= 4 * wanted.size + _ROOM:
        place = np.zeros(span, dtype=np.int64)
        place[keys] = np.arange(keys.size)
        return place[wanted]
    return np.searchsorted(keys, wanted)


def merged(
    keys: IntArray, counts: IntArray, portions: list[IntArray], span: int
) -> tuple[IntArray, IntArray]:
    """Keys already counted and portions of new ones, all below ``span``, as one count."""
    new, often = tallied(np.concatenate([np.empty(0, np.int32), *portions]), span)
    if not keys.size:
        return new, often
    if span <= 4 * (keys.size + new.size) + _ROOM:
        both = np.zeros(span, dtype=np.int64)
        both[keys] = counts
        both[new] += often
        distinct = np.flatnonzero(both)
        return distinct, both[distinct]
    distinct, rank = np.unique(np.concatenate([keys, new]), return_inverse=True)
    return distinct, np.bincount(rank, np.concatenate([counts, often])).astype(np.int64)


def sorted_order(group: IntArray) -> IntArray:
    """A stable sort of codes: sorting (code, position) as one number is the fastest way."""
    if (group[1:] >= group[:-1]).all():
        return np.arange(group.size)
    bits = int(group.size).bit_length()
    if int(group.max(initial=0)).bit_length() + bits > 62:
        return np.argsort(group, kind="stable")
    packed = (group.astype(np.int64) << bits) | np.arange(group.size)
    packed.sort()
    return packed & ((1 << bits) - 1)


def within_groups(group: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """Positions of every two members of one group, from sorted ``group`` codes.

    One portion for each distance between the two, so no portion is longer than the whole.
    """
    one = np.arange(group.size)
    for lag in range(1, group.size):
        one = one[: np.searchsorted(one, group.size - lag)]
        one = one[group[one] == group[one + lag]]
        if not one.size:
            return
        yield one, one + lag
