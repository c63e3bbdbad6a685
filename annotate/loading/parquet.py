"""Parquet files: their columns as text, within bounds on what they unpack to."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from annotate.errors import FileFormatError
from annotate.loading.heading import refuse_many_columns, table_of
from annotate.loading.problems import shortened
from annotate.loading.rows import CELLS_MOST
from annotate.loading.spelled import refuse_long_cell, spelled
from annotate.loading.table import Table

_TEXT_MOST = 1 << 31  # characters of one column
_INDEX = re.compile(r"__index_level_\d+__")


def parquet_table(content: bytes, name: str) -> Table:
    """The table in a Parquet file; missing values are empty cells.

    Whole numbers are written without a point even where missing values made them floats, lists
    and structures as JSON. Raises FileFormatError for a damaged file, or one that unpacks to
    more than a table of labels can be.
    """
    try:
        table = _read(content, name)
        names = [column for column in table.column_names if not _is_index(table, column)]
        texts = {at: _texts(table[column], name) for at, column in enumerate(names)}
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise FileFormatError(
            f"“{name}” is a Parquet file that cannot be read ({shortened(str(error))}). It may have"
            " been cut off while copying; get it again, or save the table as CSV."
        ) from None
    frame = pd.DataFrame(texts, index=range(table.num_rows))
    return table_of([str(column) for column in names], frame, name=name, encoding="Parquet")


def _read(content: bytes, name: str) -> pa.Table:
    file = pq.ParquetFile(pa.py_buffer(content))
    about = file.metadata
    refuse_many_columns(about.num_columns, name)
    if about.num_rows * max(about.num_columns, 1) > CELLS_MOST:
        raise FileFormatError(
            f"“{name}” has over {CELLS_MOST:,} cells. Keep only the columns of the labels, or split"
            " it."
        )
    # Texts stay in the dictionary that they are packed in, so that a few bytes that say “the
    # same again, a million times” fill no memory before their length is known.
    schema = file.schema_arrow
    words = [field.name for field in schema if pa.types.is_string(field.type) or _large(field.type)]
    table = pq.ParquetFile(pa.py_buffer(content), read_dictionary=words).read()
    table.validate(full=True)  # damaged texts may be no UTF-8
    return table


def _large(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind))


def _is_index(table: pa.Table, column: str) -> bool:
    """Whether a column is the row number that pandas wrote beside its columns."""
    return bool(_INDEX.fullmatch(column)) and pa.types.is_integer(table[column].type)


def _texts(column: pa.ChunkedArray, name: str) -> pd.Series[str]:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = _unpacked(column, name)
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts = column
    elif pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        texts = column.cast(pa.large_string())
    elif pa.types.is_floating(kind) and _all_whole(column):
        texts = column.cast(pa.int64()).cast(pa.large_string())
    elif pa.types.is_floating(kind):
        texts = pa.chunked_array(
            [[repr(v) if v == v else "" for v in column.fill_null(float("nan")).to_pylist()]]  # noqa: PLR0124
        )
    else:
        texts = pa.chunked_array([[spelled(value) for value in column.to_pylist()]])
    longest = pc.max(pc.utf8_length(texts)).as_py() if len(texts) else 0
    refuse_long_cell(longest or 0, name)
    filled: pd.Series[str] = pc.fill_null(texts.cast(pa.large_string()), "").to_pandas()
    return filled.astype("str")


def _all_whole(column: pa.ChunkedArray) -> bool:
    whole = pc.equal(pc.floor(column), column)
    small = pc.less_equal(pc.abs(column), 2.0**53)
    return bool(pc.all(pc.and_(whole, small)).as_py())


def _unpacked(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """Texts out of their dictionaries, if that is not more than a memory holds."""
    total = 0
    for chunk in column.chunks:
        lengths = pc.utf8_length(chunk.dictionary.cast(pa.large_string()))
        total += pc.sum(lengths.take(chunk.indices)).as_py() or 0
    if total > _TEXT_MOST:
        raise FileFormatError(
            f"“{name}” unpacks to over {_TEXT_MOST >> 30} GB of text in one column. Split it, or"
            " leave that column out."
        )
    return column.cast(pa.large_string())
