"""Which cells of a column are alike, found for all of them at once.

Filling a hash table cell by cell is what coding a column costs: a look into far memory for each,
one after the other. Here every step is one array operation. A text is read as words of eight
bytes, hashed to a slot, and compared, all of it, with the first text that came to this slot.
Texts that share a slot by chance go around again with another hash.

Shapes: n cells, D distinct ones, W words of a text.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]

from annotate.annotations import BoolArray, IntArray

Words = npt.NDArray[np.uint64]

_BLOCK = 1 << 16  # cells at a time, so that what is computed of them stays in the cache
_SAMPLE = 1 << 12
_ROOM = 1 << 16  # slots that cost nothing, however few the cells
_WORD = 8  # bytes
_LONGEST = 6 * _WORD  # reading longer texts is the cost, whichever way it is done


Coding = tuple[IntArray, pd.Index]
"""The code of each cell (n,), in order of first appearance, and the distinct values (D,)."""


def alike(series: pd.Series) -> Coding | None:
    """Which cells of text or of whole numbers are the same; a missing text is an empty one.

    None where this would gain nothing, or where the column holds anything else.
    """
    if series.dtype == "str" and isinstance(series.array, pd.arrays.ArrowStringArray):
        column = _in_one(series)
        first = alike_texts(column) if _varied(column) else None
    elif isinstance(series.dtype, np.dtype) and series.dtype.kind in "iu":
        first = alike_integers(series.to_numpy())
    else:
        return None
    if first is None:
        return None
    codes, begins = _ranked(first)
    distinct = series.take(begins)
    return codes, pd.Index(distinct.fillna("") if distinct.dtype == "str" else distinct)


def holds(texts: pd.Series[str], character: str) -> bool:
    """Whether an ASCII character is in any of the texts."""
    return bool((_letters(_in_one(texts)) == ord(character)).any())


def _in_one(series: pd.Series) -> pa.LargeStringArray:
    """A column of text as one Arrow array, as it is in memory unless it is in several pieces."""
    column = pa.array(series, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _letters(texts: pa.LargeStringArray) -> npt.NDArray[np.uint8]:
    """The bytes of all texts one after another."""
    _, places, letters = texts.buffers()
    if not len(texts) or letters is None:
        return np.empty(0, dtype=np.uint8)
    ends = np.frombuffer(places, np.int64)[[texts.offset, texts.offset + len(texts)]]
    return np.frombuffer(letters, np.uint8)[ends[0] : ends[1]]


def _varied(column: pa.LargeStringArray) -> bool:
    """Whether most texts of a sample differ; a hash table of few stays in the cache anyway."""
    sample = column.take(np.arange(0, len(column), len(column) // _SAMPLE + 1))
    return bool(len(sample.unique()) > len(sample) // 2)


def alike_integers(numbers: IntArray) -> IntArray | None:
    """(n,) the first place with the same number; None where they are too far apart to be slots."""
    if not numbers.size:
        return None
    low, high = numbers.min(), numbers.max()
    span = int(high) - int(low) + 1
    if span > 4 * numbers.size + _ROOM:
        return None
    # The difference may not fit in a small signed type, but then it does in the unsigned one.
    slot = (numbers - low).view(f"u{numbers.dtype.itemsize}")
    return _first_in_slot(slot, span)


def alike_texts(texts: pa.LargeStringArray) -> IntArray | None:
    """(n,) the first place with the same text; None where texts are long, or hold a zero byte."""
    words = _words(texts.fill_null("") if texts.null_count else texts)
    if words is None:
        return None
    rng = np.random.default_rng(0)
    first = _first_hashed(words, rng)
    rows = np.flatnonzero(_differ(words, first))
    while rows.size:
        left = words[:, rows]
        found = _first_hashed(left, rng)
        first[rows] = rows[found]
        rows = rows[_differ(left, found)]
    return first


def _words(texts: pa.LargeStringArray) -> Words | None:
    """(W, n) the bytes of the texts as words, filled up with zeros, so that no text may hold one."""
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    if not 0 < longest <= _LONGEST or not _letters(texts).all():
        return None
    words = np.empty((-(-longest // _WORD), len(texts)), dtype=np.uint64)
    for block in _blocks(len(texts)):
        part = texts.slice(block.start, block.stop - block.start)
        padded = pc.ascii_rpad(part, len(words) * _WORD, padding="\0").buffers()[2]
        words[:, block] = np.frombuffer(padded, np.uint64).reshape(-1, len(words)).T
    return words


def _blocks(size: int) -> Iterator[slice]:
    for start in range(0, size, _BLOCK):
        yield slice(start, min(start + _BLOCK, size))


def _first_hashed(words: Words, rng: np.random.Generator) -> IntArray:
    """(n,) the first text with the same hash: the same text, or another one by chance."""
    bits = max(int(words.shape[1]).bit_length(), 8)
    factor = rng.integers(2**63, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return _first_in_slot(_slots(words, factor, bits), 1 << bits)


def _slots(words: Words, factor: np.uint64, bits: int) -> IntArray:
    """(n,) a number below 2**bits that is the same for the same words."""
    slots = np.empty(words.shape[1], dtype=np.int32)
    for block in _blocks(slots.size):
        hashed = words[0, block] * factor
        for word in words[1:, block]:
            hashed ^= hashed >> np.uint64(32)
            hashed ^= word
            hashed *= factor
        hashed >>= np.uint64(64 - bits)
        slots[block] = hashed
    return slots


def _first_in_slot(slot: IntArray, slots: int) -> IntArray:
    """(n,) the first place with the same slot."""
    first = np.empty(slots, dtype=np.int32)
    places = np.arange(slot.size, dtype=np.int32)
    # Of several values for one slot the last one written stays, so they go in from behind.
    for block in reversed(list(_blocks(slot.size))):
        first[slot[block][::-1]] = places[block][::-1]
    for block in _blocks(slot.size):
        places[block] = first[slot[block]]
    return places


def _differ(words: Words, others: IntArray) -> BoolArray:
    """(n,) whether each text is not the same as the one at the place in ``others``."""
    differ = np.zeros(others.size, dtype=np.bool_)
    for block in _blocks(others.size):
        for word in words:
            differ[block] |= word[block] != word[others[block]]
    return differ


def _ranked(first: IntArray) -> tuple[IntArray, IntArray]:
    """Codes (n,) in order of first appearance, and where each code comes first (D,)."""
    begins = first == np.arange(first.size, dtype=np.int32)
    rank = np.cumsum(begins, dtype=np.int32)
    rank -= 1
    return rank[first], np.flatnonzero(begins)
