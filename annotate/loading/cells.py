"""Cells of any Python type as text: what a DataFrame may hold and a file may not."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from annotate.annotations import IntArray
from annotate.errors import ColumnError
from annotate.loading.alike import alike
from annotate.loading.coded import Coded
from annotate.loading.columns import Columns
from annotate.loading.problems import amount, rows_text
from annotate.loading.sets import written

_LOOKED_AT = 1000  # distinct values, to see whether a column holds tuples
_SEVERAL = (list, tuple, set, frozenset, np.ndarray)


def refuse_odd_cells(frame: pd.DataFrame, columns: Columns) -> None:
    """Raise ColumnError if ids, labels or gold hold mappings, nested lists, or lists and singles.

    Fields and extras may hold anything; they are only shown.
    """
    for name in (columns.item, columns.annotator, *columns.labels, *columns.gold.values()):
        cells = frame[name]
        # The C loop of pandas knows text and numbers; only what it calls mixed is looked at.
        if cells.dtype != object or pd.api.types.infer_dtype(cells, skipna=True) != "mixed":
            continue
        several = cells.map(lambda cell: isinstance(cell, _SEVERAL)).to_numpy(dtype=np.bool_)
        odd = cells.map(_is_nested).to_numpy(dtype=np.bool_)
        if odd.any():
            what = "a mapping, or a list within a list, which is no id and no answer"
            how = "Write plain values, or lists of plain values"
        elif several.any() and not several.all():
            odd = ~several & cells.notna().to_numpy()
            what = "a single value where others hold a list"
            how = "Write a list of one there, so that all are sets"
        else:
            continue
        rows = np.flatnonzero(odd)
        if rows.size:
            where = rows_text(rows[:5].tolist(), rows.size)
            raise ColumnError(
                f"{amount(rows.size, 'row')} of “{name}” in the DataFrame"
                f" {'holds' if rows.size == 1 else 'hold'} {what} (positions: {where}). {how}."
            )


def _is_nested(cell: object) -> bool:
    if isinstance(cell, np.ndarray):
        cell = cell.tolist()
    if isinstance(cell, list | tuple | set | frozenset):
        return any(isinstance(member, (*_SEVERAL, Mapping)) for member in cell)
    return isinstance(cell, Mapping)


def coded_series(series: pd.Series) -> Coded:
    """A column of any type as codes and distinct texts; missing values are empty."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes, uniques = _used(series.cat.codes.to_numpy(), series.cat.categories)
    else:
        codes, uniques = _factorized(series)
    texts = text_of(pd.Index(uniques))
    codes = codes.astype(np.int32, copy=False)
    missing = codes.size and codes.min() < 0
    if missing:
        codes = np.where(codes < 0, np.int32(len(texts)), codes)
        texts = pd.concat([texts, pd.Series([""], dtype="str")], ignore_index=True)
    # 1 and "1" in one column, or missing and empty ones
    if (missing or uniques.dtype == object) and not texts.is_unique:
        merged, kept = pd.factorize(texts)
        codes, texts = merged.astype(np.int32)[codes], pd.Series(kept)
    return Coded(codes, texts)


def _used(codes: IntArray, categories: pd.Index) -> tuple[IntArray, pd.Index]:
    """Codes and categories without those that no row has."""
    used = np.bincount(codes[codes >= 0], minlength=len(categories)) > 0
    if used.all():
        return codes, categories
    moved = np.append(np.cumsum(used) - 1, -1)  # -1, for a missing value, finds the last
    return moved[codes], categories[used]


def _factorized(series: pd.Series) -> tuple[IntArray, pd.Index]:
    """Codes and distinct values, lists, tuples, sets and arrays as JSON arrays."""
    found = alike(series)
    if found is not None:
        return found
    try:
        codes, uniques = pd.factorize(series)
        several = any(isinstance(value, tuple | frozenset) for value in uniques[:_LOOKED_AT])
    except TypeError:  # lists cannot be hashed
        several = True
    if several:
        codes, uniques = pd.factorize(series.map(_array))
    return codes, pd.Index(uniques)


def _array(cell: object) -> object:
    if isinstance(cell, set | frozenset):
        return written(str(member) for member in cell)
    if isinstance(cell, list | tuple | np.ndarray):
        return json.dumps([str(member) for member in cell], ensure_ascii=False)
    return cell if isinstance(cell, Hashable) else str(cell)


def text_of(uniques: pd.Index) -> pd.Series[str]:
    """Distinct values as text."""
    if uniques.dtype == "str" or pd.api.types.infer_dtype(uniques, skipna=False) == "string":
        return pd.Series(uniques, dtype="str")
    if pd.api.types.is_integer_dtype(uniques.dtype):
        return pd.Series(uniques).astype("str")
    values = uniques.tolist()
    if pd.api.types.is_float_dtype(uniques.dtype) and all(v.is_integer() for v in values):
        values = [int(value) for value in values]
    return pd.Series([str(value) for value in values], dtype="str")
