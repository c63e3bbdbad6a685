"""From a DataFrame to annotations, whatever the types of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import Annotations, Duplicates, FloatArray, IntArray, Level
from annotate.errors import ColumnError, DataError
from annotate.loading.assembly import assemble
from annotate.loading.cells import coded_series, refuse_odd_cells, text_of
from annotate.loading.coded import Coded
from annotate.loading.columns import Columns
from annotate.loading.given import refuse_unknown
from annotate.loading.levels import Options, levels_named, orders_named, rule_named
from annotate.loading.names import seconds_per_unit
from annotate.loading.problems import amount, listed, rows_text
from annotate.loading.table import Table
from annotate.loading.times import TimeArray

_WORTH_THREADS = 1 << 16  # rows


@dataclass(frozen=True, eq=False)
class FrameTable(Table):
    """A DataFrame seen as a table of text; only what is asked for is turned into text.

    Whole numbers are written without a decimal point even if missing values made them floats,
    so 1.0 and 1 are the same answer and the same id. Missing values are empty cells. Lists,
    tuples and sets become JSON arrays.
    """

    def coded(self, column: str) -> Coded:
        """A column as codes and distinct texts; computed once."""
        if column not in self._coded:
            self._coded[column] = coded_series(self.frame[column])
        return self._coded[column]

    def code_together(self, columns: Iterable[str]) -> None:
        """Code several columns at once, a thread for each: the work is done outside of Python."""
        if len(self) >= _WORTH_THREADS:
            with ThreadPoolExecutor() as threads:
                list(threads.map(self.coded, dict.fromkeys(columns)))

    def texts(self, column: str, rows: IntArray) -> pd.Series[str]:
        """The cells of a column at these rows (positions), as text."""
        coded = coded_series(self.frame[column].take(rows))
        return coded.texts.take(coded.codes).reset_index(drop=True)

    def times(self, column: str) -> TimeArray:
        """(N,) a column as points in time; as they are if it holds times already."""
        series = self.frame[column]
        if isinstance(series.dtype, pd.DatetimeTZDtype):
            series = series.dt.tz_convert("UTC").dt.tz_localize(None)
        if np.issubdtype(getattr(series.dtype, "type", object), np.datetime64):
            times: TimeArray = series.to_numpy().astype("datetime64[us]")
            return times
        return super().times(column)

    def seconds(self, column: str) -> FloatArray:
        """(N,) a column as durations; as they are if it holds numbers already."""
        series = self.frame[column]
        if pd.api.types.is_timedelta64_dtype(series.dtype):
            return np.asarray(series.dt.total_seconds(), dtype=np.float64)
        if not pd.api.types.is_numeric_dtype(series.dtype):
            return super().seconds(column)
        numbers = series.to_numpy(dtype=np.float64, na_value=np.nan) * seconds_per_unit(column)
        known: FloatArray = np.where(np.isfinite(numbers) & (numbers >= 0), numbers, np.nan)
        return known

    @property
    def row_numbers(self) -> IntArray:
        """(N,) zeros: a DataFrame is no file with rows to look up."""
        return np.zeros(len(self), dtype=np.int32)


def from_frame(
    frame: pd.DataFrame,
    item: str,
    annotator: str,
    labels: str | Sequence[str],
    *,
    levels: Mapping[str, Level | str] | None = None,
    orders: Mapping[str, Sequence[str]] | None = None,
    gold: str | Mapping[str, str] | None = None,
    round: str | None = None,  # noqa: A002 - the word of the command line and the column
    seconds: str | None = None,
    time: str | None = None,
    comment: str | None = None,
    kind: str | None = None,
    fields: Sequence[str] = (),
    extras: Sequence[str] = (),
    duplicates: Duplicates | str = Duplicates.LATEST,
) -> Annotations:
    """Annotations from a DataFrame with one row an annotation; its columns are named.

    ``fields`` are kept with the item, ``extras`` with the annotation, other columns are not
    looked at. An ordered categorical gives the order of an ordinal question. Raises ColumnError
    if a column is not there or an id is missing, LevelError if labels do not fit their level.
    """
    if not isinstance(frame, pd.DataFrame):
        raise DataError(
            f"A pandas DataFrame is needed, but a {type(frame).__name__} was given. Make one with"
            " pandas.DataFrame(…), or read files with annotate.load."
        )
    frame = frame.set_axis([str(name) for name in frame.columns], axis="columns")
    table = FrameTable(frame, "the DataFrame", "", "")
    named = _names(labels)
    one: dict[str, Any] = {
        "round": round,
        "seconds": seconds,
        "time": time,
        "comment": comment,
        "kind": kind,
    }
    found: dict[str, Any] = {
        role: table.find(str(name), role) for role, name in one.items() if name is not None
    }
    columns = Columns(
        item=table.find(str(item), "item"),
        annotator=table.find(str(annotator), "annotator"),
        labels=tuple(table.find(name, "label") for name in named),
        gold=_gold(table, gold, named),
        fields=tuple(table.find(name, "field") for name in _names(fields)),
        extras=tuple(table.find(name, "extra") for name in _names(extras)),
        **found,
    )
    _refuse_twice(table, columns)
    refuse_odd_cells(frame, columns)
    table.code_together((columns.item, columns.annotator, *columns.labels))
    for name, role in ((columns.item, "item"), (columns.annotator, "annotator")):
        _refuse_missing(table, name, role)
    given = levels_named(levels)
    scales = _scales(frame, columns.labels, given) | orders_named(orders)
    return assemble(table, columns, Options(given, scales, rule_named(duplicates))).annotations


def _names(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """One name or several; a DataFrame may call its columns by numbers."""
    if given is None:
        return ()
    several = isinstance(given, Iterable) and not isinstance(given, str)
    return tuple(str(name) for name in given) if several else (str(given),)


def _refuse_twice(table: Table, columns: Columns) -> None:
    refuse_unknown(table, columns)
    names = [name for _, name in columns.used]
    twice = sorted({name for name in names if table.columns.count(name) > 1})
    if twice:
        raise ColumnError(
            f"The DataFrame has more than one column called {listed(twice)}. Rename them first."
        )
    if not len(table):
        raise ColumnError("The DataFrame has no rows.")


def _gold(
    table: Table, gold: str | Mapping[str, str] | None, labels: tuple[str, ...]
) -> dict[str, str]:
    if gold is None:
        return {}
    if isinstance(gold, Mapping):
        return {str(q): table.find(str(name), "gold") for q, name in gold.items()}
    if len(labels) > 1:
        raise ColumnError(
            f"There are {len(labels)} questions, so say of which “{gold}” is the gold:"
            f' gold={{"{labels[0]}": "{gold}"}}.'
        )
    return {labels[0]: table.find(str(gold), "gold")} if labels else {}


def _refuse_missing(table: Table, column: str, role: str) -> None:
    coded = table.coded(column)
    if coded.blank.any():
        rows = np.flatnonzero(coded.blank[coded.codes])
        raise ColumnError(
            f"{amount(rows.size, 'row')} of the DataFrame {'has' if rows.size == 1 else 'have'} no"
            f" {role} in “{column}” (positions: {rows_text(rows[:5].tolist(), rows.size)})."
            " Drop those rows first, or fill in the ids."
        )


def _scales(
    frame: pd.DataFrame, labels: Sequence[str], levels: Mapping[str, Level]
) -> dict[str, tuple[str, ...]]:
    """The orders that ordered categoricals bring with them."""
    found = {}
    for name in labels:
        dtype = frame[name].dtype
        wanted = levels.get(name, Level.ORDINAL) is Level.ORDINAL
        if isinstance(dtype, pd.CategoricalDtype) and dtype.ordered and wanted:
            found[name] = tuple(text_of(pd.Index(dtype.categories)).tolist())
    return found
