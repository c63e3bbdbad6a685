"""Annotations that were skipped, cancelled, rejected, left as drafts or discarded.

Their labels, where they have any, are not what their annotators said in the end. So they are
kept and shown, and count for nothing, unless the user says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, BoolArray, Status
from annotate.errors import ColumnError, DataError
from annotate.loading.problems import amount
from annotate.loading.table import Table
from annotate.loading.wording import status_named


class Unsubmitted(StrEnum):
    """What becomes of annotations that were not submitted."""

    ASIDE = "aside"
    COUNT = "count"
    DROP = "drop"


_WORDS = {
    Status.SKIPPED: ("skipped", "skipped"),
    Status.CANCELLED: ("cancelled", "cancelled"),
    Status.REJECTED: ("rejected", "rejected"),
    Status.DRAFT: ("a draft", "drafts"),
    Status.DISCARDED: ("discarded", "discarded"),
}


def rule_named(rule: Unsubmitted | str | None) -> Unsubmitted:
    """The rule of that name, aside if none is named; DataError lists the rules there are."""
    try:
        return Unsubmitted.ASIDE if rule is None else Unsubmitted(rule)
    except ValueError:
        known = ", ".join(one.value for one in Unsubmitted)
        raise DataError(
            f"There is no rule “{rule}” for annotations that were not submitted. The rules are"
            f" {known}."
        ) from None


def submitted_rows(table: Table, column: str | None) -> Table:
    """The table without the rows whose status says that they were not submitted.

    Raises ColumnError if no row is left.
    """
    if column is None:
        return table
    coded = table.coded(column)
    ended = np.array(
        [status_named(value) in (None, Status.SUBMITTED) for value in coded.values], dtype=np.bool_
    )
    kept = ended[coded.codes]
    if kept.all():
        return table
    if not kept.any():
        raise ColumnError(
            f"No row of “{table.name}” was submitted, as “{column}” has it. Count those that were"
            " not submitted, or keep them aside."
        )
    return table.taken(np.flatnonzero(kept))


def counting(data: Annotations) -> tuple[Annotations, BoolArray]:
    """The data with all annotations that hold a label submitted, and (N,) which became so."""
    waiting = ~(data.table["status"] == Status.SUBMITTED).to_numpy() & _labelled(data)
    if not waiting.any():
        return data, waiting
    status = data.table["status"].astype("str").mask(waiting, Status.SUBMITTED.value)
    known = pd.Categorical(status, categories=[one.value for one in Status])
    return replace(data, table=data.table.assign(status=known)), waiting


def message_aside(data: Annotations) -> tuple[str, BoolArray]:
    """What to say of the annotations that do not count, and (N,) which they are."""
    aside: BoolArray = ~(data.table["status"] == Status.SUBMITTED).to_numpy()
    labelled = int((aside & _labelled(data)).sum())
    of_them = f", {labelled:,} of them with labels" if labelled else ""
    return (
        f"{_told(data, aside)}{of_them}. They are kept and shown, and count for nothing.",
        aside,
    )


def message_counted(data: Annotations, counted: BoolArray) -> str:
    """What to say of those annotations of the data as they came that count all the same."""
    return f"{_told(data, counted)}, and their labels count, as you chose."


def message_dropped(n: int) -> str:
    """What to say of the rows that were left out."""
    were = "was" if n == 1 else "were"
    return f"{amount(n, 'row')} {were} not submitted, and left out, as you chose."


def _told(data: Annotations, where: BoolArray) -> str:
    """“5 annotations were not submitted (4 skipped, 1 a draft)”."""
    counts = data.table["status"][where].value_counts()
    parts = []
    for status, (one, many) in _WORDS.items():
        number = int(counts.get(status.value, 0))
        if number:
            parts.append(f"{number:,} {one if number == 1 else many}")
    total = int(where.sum())
    were = "was" if total == 1 else "were"
    return f"{amount(total, 'annotation')} {were} not submitted ({', '.join(parts)})"


def _labelled(data: Annotations) -> BoolArray:
    """(N,) which annotations hold a label of any question."""
    found = np.zeros(len(data.table), dtype=np.bool_)
    for labels in data.labels.values():
        found |= labels != MISSING
    return found
