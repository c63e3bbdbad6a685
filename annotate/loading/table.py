"""A table of text as it is in the file, before anyone says what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import pandas as pd

from annotate.annotations import FloatArray, IntArray
from annotate.errors import ColumnError
from annotate.loading.coded import Coded
from annotate.loading.delimiter import NAMES
from annotate.loading.known import Known
from annotate.loading.names import seconds_per_unit
from annotate.loading.problems import ROWS_KEPT, FileSummary, Problem, Severity, listed
from annotate.loading.times import TimeArray, read_seconds, read_times


@dataclass(frozen=True, eq=False)
class Table:
    """The cells of one file, or of several with the same columns, as text.

    frame      (N rows) every column text, exactly as in the file; nothing is missing
    first_row  the spreadsheet row of the first row below the header
    numbers    (N,) the spreadsheet row of each row, where they do not simply count up
    file       (N,) position in ``files`` of the file that each row is from, if several
    problems   what was odd about the file itself
    source     the one file that was given, where this is one of several tables in it
    known      what each column is, where the file is an export of a tool that says so
    """

    frame: pd.DataFrame
    name: str
    encoding: str
    delimiter: str
    first_row: int = 2
    numbers: IntArray | None = None
    file: IntArray | None = None
    files: tuple[FileSummary, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""
    known: Known | None = None
    _coded: dict[str, Coded] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(self.frame.columns)

    @property
    def row_numbers(self) -> IntArray:
        """(N,) the row of each as a spreadsheet counts, header = 1."""
        if self.numbers is not None:
            return self.numbers
        return np.arange(self.first_row, self.first_row + len(self), dtype=np.int32)

    def coded(self, column: str) -> Coded:
        """A column as codes and distinct values; computed once."""
        if column not in self._coded:
            codes, texts = pd.factorize(self.frame[column])
            self._coded[column] = Coded(codes.astype(np.int32), pd.Series(texts))
        return self._coded[column]

    def texts(self, column: str, rows: IntArray) -> pd.Series[str]:
        """The cells of a column at these rows (positions)."""
        coded = self._coded.get(column)
        if coded is not None:  # far fewer texts to take from than there are cells
            return coded.texts.take(coded.codes[rows]).reset_index(drop=True)
        return _rows_of(self.frame[[column]], rows)[column].reset_index(drop=True)

    def times(self, column: str) -> TimeArray:
        """(N,) a column as points in time; NaT where a cell is none."""
        coded = self.coded(column)
        return read_times(coded.values)[coded.codes]

    def seconds(self, column: str) -> FloatArray:
        """(N,) a column as durations in seconds; NaN where a cell is none.

        The ending of the column's name says the unit: ``_ms``, ``_min``, else seconds.
        """
        coded = self.coded(column)
        return read_seconds(coded.values, seconds_per_unit(column))[coded.codes]

    def taken(self, rows: IntArray) -> Self:
        """The same table with only these rows (positions)."""
        return replace(
            self,
            frame=_rows_of(self.frame, rows).reset_index(drop=True),
            numbers=self.row_numbers[rows],
            file=None if self.file is None else self.file[rows],
            _coded={},
        )

    def problem(self, code: str, severity: Severity, message: str, rows: IntArray) -> Problem:
        """A problem seen at these rows (positions)."""
        shown = np.sort(rows)[:ROWS_KEPT]
        files: tuple[str, ...] = ()
        if self.file is not None:
            files = tuple(self.files[at].name for at in self.file[shown])
        numbers = tuple(self.row_numbers[shown].tolist())
        return Problem(code, severity, message, numbers, int(rows.size), files)

    def summaries(self) -> tuple[FileSummary, ...]:
        """How each file was read."""
        if self.files:
            return self.files
        delimiter = NAMES.get(self.delimiter, self.delimiter)
        return (FileSummary(self.name, self.encoding, delimiter, len(self)),)

    def find(self, name: str, role: str) -> str:
        """The column of that name; differences in case and blanks are forgiven if unambiguous.

        ColumnError lists the columns that exist.
        """
        if name in self.columns:
            return name
        alike = [c for c in self.columns if c.strip().casefold() == name.strip().casefold()]
        if len(alike) == 1:
            return alike[0]
        raise ColumnError(
            f"“{self.name}” has no column “{name}” to take as {role}."
            f" Its columns are {listed(self.columns, most=40)}."
        )


def _rows_of(frame: pd.DataFrame, rows: IntArray) -> pd.DataFrame:
    """The rows at these positions; those in one piece without a copy, which long texts feel."""
    if rows.size and rows[-1] - rows[0] == rows.size - 1 and bool((np.diff(rows) == 1).all()):
        return frame.iloc[int(rows[0]) : int(rows[-1]) + 1]
    return frame.take(rows)


def append(tables: Sequence[Table]) -> Table:
    """Tables of one structure as one; a column that some do not have is empty for those."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    absent = [name for name in frame.columns if any(name not in t.columns for t in tables)]
    frame[absent] = frame[absent].fillna("")
    sizes = [len(table) for table in tables]
    first = tables[0]
    return Table(
        frame,
        ", ".join(table.name for table in tables),
        first.encoding,
        first.delimiter,
        numbers=np.concatenate([table.row_numbers for table in tables]),
        file=np.repeat(np.arange(len(tables), dtype=np.int16), sizes),
        files=tuple(summary for table in tables for summary in table.summaries()),
        problems=tuple(problem for table in tables for problem in table.problems),
    )
