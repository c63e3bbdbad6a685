"""Who said what on a few items, looked up at once and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import (
    MISSING,
    Annotations,
    BoolArray,
    IntArray,
    Question,
    Status,
)
from annotate.ui.reader.beside import said_beside

Json = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows of the table that belong to some items, as columns.

    ``start`` and ``stop`` bound each item's rows within the columns; ``label`` and
    ``counts`` have one column a question.
    """

    start: dict[int, int]
    stop: dict[int, int]
    columns: Json
    label: dict[str, IntArray]
    counts: dict[str, BoolArray]

    def of(self, code: int, question: Question) -> list[Json]:
        """The label rows of one item and question, in the order of the file.

        Labels that count come with whether they differ from the majority. Annotations that
        were skipped, rejected and the like come too, with their status as the reason that
        they do not count; a repeated label that another one replaced does not.
        """
        rows = range(self.start[code], self.stop[code])
        labels, counts = self.label[question.name], self.counts[question.name]
        most = majority([int(labels[row]) for row in rows if counts[row]])
        return [
            self._row(row, question, most)
            for row in rows
            if counts[row] or self.columns["status"][row] != Status.SUBMITTED
        ]

    def _row(self, row: int, question: Question, most: int) -> Json:
        label = int(self.label[question.name][row])
        counts = bool(self.counts[question.name][row])
        seconds, time = self.columns["seconds"][row], self.columns["time"][row]
        return {
            "annotator": self.columns["annotator"][row],
            "kind": self.columns["kind"][row],
            "label": None if label == MISSING else question.answers[label],
            "shown": question.shown(label),
            "seconds": None if np.isnan(seconds) else float(seconds),
            "time": None if pd.isna(time) else time.strftime("%Y-%m-%d %H:%M"),
            "comment": self.columns["comment"][row],
            "status": self.columns["status"][row],
            "differs": counts and most not in (MISSING, label),
        }


def label_rows(data: Annotations, codes: Sequence[int], counted: dict[str, BoolArray]) -> Rows:
    """The rows of these items; a handful of array look-ups, whatever the size of the data."""
    each = [data.rows_of_item(code) for code in codes]
    stops = np.cumsum([len(rows) for rows in each]).tolist()
    starts = [0, *stops][:-1]
    rows = np.concatenate(each) if each else np.array([], dtype=np.int64)
    table = data.table[["annotator", "seconds", "time", "status"]].take(rows)
    annotator = table["annotator"].to_numpy()
    who = data.annotators.take(annotator)
    return Rows(
        start=dict(zip(codes, starts, strict=True)),
        stop=dict(zip(codes, stops, strict=True)),
        columns={
            "annotator": who["annotator_id"].tolist(),
            "kind": who["kind"].tolist(),
            "seconds": table["seconds"].to_numpy(dtype=np.float64),
            "time": table["time"].tolist(),
            "status": table["status"].tolist(),
            "comment": said_beside(data, rows),
        },
        label={question.name: data.labels[question.name][rows] for question in data.questions},
        counts={name: mask[rows] for name, mask in counted.items()},
    )


def majority(labels: Sequence[int]) -> int:
    """The label given more often than any other; -1 where two share the lead, or none is."""
    if not labels:
        return MISSING
    answers, counts = np.unique(labels, return_counts=True)
    leading = answers[counts == counts.max()]
    return int(leading[0]) if leading.size == 1 else MISSING
