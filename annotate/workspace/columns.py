"""One pandas column to Arrow and back, equal in every value and in its type."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

_PERMITTED = re.compile(
    r"str|object|string\[(python|pyarrow)\]|bool|boolean|u?int(8|16|32|64)|U?Int(8|16|32|64)"
    r"|float(16|32|64)|Float(32|64)|timedelta64\[(s|ms|us|ns)\]"
    r"|datetime64\[(s|ms|us|ns)(, [A-Za-z0-9_+:/-]+)?\]"
)


def to_arrow(series: pd.Series[Any]) -> tuple[dict[str, Any], Any]:
    """What the column is, as JSON, and its values as an Arrow array.

    A categorical column becomes its codes, and its categories go into the JSON. An object
    column may hold text and what is missing. ValueError for anything else.
    """
    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        about, categories = to_arrow(pd.Series(dtype.categories))
        about |= {"categories": categories.to_pylist(), "ordered": bool(dtype.ordered)}
        return about, pa.array(series.cat.codes.to_numpy())
    name = _name(dtype)
    if not _PERMITTED.fullmatch(name):
        raise ValueError(f"it is of type {name}")
    text = pa.string() if name == "object" else None
    return {"dtype": name}, pa.array(series, type=text, from_pandas=True)


def from_arrow(about: dict[str, Any], values: Any) -> pd.Series[Any]:
    """The column again. What is missing in an object column comes back as None."""
    name = about["dtype"]
    if not _PERMITTED.fullmatch(name):
        raise ValueError(f"a column of type {name} is not known")
    if "categories" in about:
        categories = pd.Index(about["categories"], dtype=name)
        dtype = pd.CategoricalDtype(categories, ordered=about["ordered"])
        return pd.Series(pd.Categorical.from_codes(values.to_numpy(), dtype=dtype))
    if name == "object":
        return pd.Series(values.to_pylist(), dtype=object)
    wanted: Any = pd.api.types.pandas_dtype(name)
    plain = isinstance(wanted, np.dtype)
    column: pd.Series[Any] = pd.Series(
        values.to_numpy() if plain else wanted.__from_arrow__(values), dtype=wanted
    )
    return column


def _name(dtype: Any) -> str:
    if isinstance(dtype, pd.StringDtype) and dtype.na_value is pd.NA:
        return f"string[{dtype.storage}]"
    return str(dtype)
