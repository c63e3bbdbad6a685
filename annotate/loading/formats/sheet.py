"""From rows of a tool's export to a table whose columns are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from annotate.annotations import Level
from annotate.errors import FileFormatError
from annotate.loading.columns import Columns
from annotate.loading.formats.documents import Document
from annotate.loading.formats.rows import Answer, Row
from annotate.loading.goldlike import is_goldlike
from annotate.loading.items import free_name
from annotate.loading.known import Known
from annotate.loading.names import gold_of, says
from annotate.loading.numbers import number
from annotate.loading.problems import FileSummary, Problem, listed
from annotate.loading.sets import written
from annotate.loading.table import Table

_FREE_OF_NUMBERS = (Level.NOMINAL, Level.SET)
_ROUNDS = 100  # a batch of which there are more is no round


@dataclass(frozen=True)
class Sheet:
    """The rows of an export with what its tool says about the questions.

    levels  question -> level that the tool fixes; a question with several answers at once is a
            set whatever is said here, and steps or quantities that are no numbers have no level
    item    the name of the item ids in the export, annotator  of the annotators
    """

    tool: str
    documents: Sequence[Document]
    rows: Sequence[Row]
    levels: Mapping[str, Level] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    item: str = "item_id"
    annotator: str = "annotator"

    def table(self) -> Table:
        """The table; FileFormatError where nobody answered anything."""
        return _Columns(self).table()


def names_in(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    """All keys, in order of first appearance."""
    return list(dict.fromkeys(name for mapping in mappings for name in mapping))


class _Columns:
    """The columns of a sheet in the making; each has a name of its own."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.rows = sheet, sheet.rows
        self.cells: dict[str, list[str]] = {}
        self.levels: dict[str, Level] = {}

    def table(self) -> Table:
        questions = [self._question(name) for name in names_in(row.answers for row in self.rows)]
        texts = self._several(lambda row: row.texts)
        spans = self._several(lambda row: _as_json(row.spans))
        if not (questions or texts or spans):
            raise FileFormatError(_empty(self.sheet))
        comment = next((name for name in texts if says("comment", name) == 2), None)
        columns = Columns(
            item=self._column(self.sheet.item, [row.item for row in self.rows]),
            annotator=self._column(self.sheet.annotator, [row.annotator for row in self.rows]),
            labels=tuple(questions),
            gold=self._gold(),
            seconds=self._role("seconds"),
            time=self._role("time"),
            comment=comment,
            kind=self._role("kind", usual="human"),
            status=self._role("status", usual="submitted"),
            texts=texts,
            spans=spans,
            fields=self._several(lambda row: row.fields),
            extras=self._several(lambda row: row.extras),
        )
        return self._made(self._with_round(self._with_golden_fields(columns)))

    def _made(self, columns: Columns) -> Table:
        numbers = [row.number for row in self.rows]
        documents, size = self.sheet.documents, len(self.rows)
        names = [document.member.path for document in documents]
        notes = _about_spans(columns)
        return Table(
            pd.DataFrame(self.cells, dtype="str"),
            names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more",
            "UTF-8",
            self.sheet.tool,
            first_row=1,
            numbers=np.array(numbers, dtype=np.int32) if all(numbers) else None,
            files=(FileSummary(listed_files(names), "UTF-8", "", size, self.sheet.tool),),
            problems=(*self.sheet.problems, *notes),
            known=Known(self.sheet.tool, columns, self.levels, self._orders()),
        )

    def _column(self, name: str, cells: list[str]) -> str:
        kept = free_name(name.strip() or "unnamed", self.cells)
        self.cells[kept] = cells
        return kept

    def _several(self, part: Callable[[Row], Mapping[str, str]]) -> tuple[str, ...]:
        parts = [part(row) for row in self.rows]
        return tuple(
            self._column(name, [one.get(name, "") for one in parts]) for name in names_in(parts)
        )

    def _role(self, role: str, usual: str = "") -> str | None:
        cells = [getattr(row, role) for row in self.rows]
        return self._column(role, cells) if any(cell != usual for cell in cells) else None

    def _question(self, name: str) -> str:
        answers = [row.answers.get(name, "") for row in self.rows]
        several = any(not isinstance(one, str) and len(one) > 1 for one in answers)
        cells = [_cell(one, several) for one in answers]
        kept = self._column(name, cells)
        level = Level.SET if several else self.sheet.levels.get(name)
        if level in _FREE_OF_NUMBERS or (level and _are_numbers(cells)):
            self.levels[kept] = level
        return kept

    def _gold(self) -> dict[str, str]:
        found = {}
        for name in names_in(row.gold for row in self.rows):
            several = self.levels.get(name) is Level.SET
            cells = [_cell(row.gold.get(name, ""), several) for row in self.rows]
            if name in self.cells:
                found[name] = self._column(f"gold_{name}", cells)
        return found

    def _orders(self) -> dict[str, tuple[str, ...]]:
        return {
            name: order
            for name, order in self.sheet.orders.items()
            if self.levels.get(name) is Level.ORDINAL and set(self.cells[name]) <= {*order, ""}
        }

    def _with_golden_fields(self, columns: Columns) -> Columns:
        """The columns with the fields that are named for gold as gold: never shown with items."""
        questions = columns.labels
        golden = [name for name in columns.fields if is_goldlike(name, questions)]
        gold = dict(columns.gold)
        for name in golden:
            of = gold_of(name, questions) or (questions[0] if len(questions) == 1 else None)
            if of is not None:
                gold.setdefault(of, name)
        left = tuple(name for name in golden if name not in gold.values())
        fields = tuple(name for name in columns.fields if name not in golden)
        return replace(columns, gold=gold, fields=fields, extras=(*columns.extras, *left))

    def _with_round(self, columns: Columns) -> Columns:
        """The columns with the round, where a field of the items is called so."""
        for name in columns.fields:
            different = set(self.cells[name]) - {""}
            if says("round", name) == 2 and 1 <= len(different) <= _ROUNDS:
                fields = tuple(other for other in columns.fields if other != name)
                return replace(columns, round=name, fields=fields)
        return columns


def _cell(answer: Answer, several: bool) -> str:
    if isinstance(answer, str):
        return written([answer]) if several and answer else answer
    if several:
        return written(answer) if answer else ""
    return answer[0] if answer else ""


def _are_numbers(cells: Sequence[str]) -> bool:
    return all(number(cell) is not None for cell in set(cells) - {""})


def _as_json(spans: Mapping[str, Sequence[object]]) -> dict[str, str]:
    return {name: json.dumps(some, ensure_ascii=False) for name, some in spans.items() if some}


def listed_files(names: Sequence[str]) -> str:
    """The names of files, the first few of many."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4:,} more" if len(names) > 4 else "")


def _empty(sheet: Sheet) -> str:
    names = listed([document.member.path for document in sheet.documents])
    return (
        f"{names} {'is an export' if len(sheet.documents) == 1 else 'are exports'} of {sheet.tool}"
        " in which nobody answered anything. Export it again when there are annotations."
    )


def _about_spans(columns: Columns) -> tuple[Problem, ...]:
    if not columns.spans:
        return ()
    message = (
        f"{listed(columns.spans)} {'marks' if len(columns.spans) == 1 else 'mark'} parts of the"
        " items. The marks are kept with each annotation; agreement on them is not computed yet."
    )
    return (Problem("spans_kept", "note", message),)
