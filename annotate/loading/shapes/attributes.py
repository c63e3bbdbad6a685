"""A table about the annotators, such as their age, joined to the labels that they gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING
from annotate.loading.names import says
from annotate.loading.problems import Problem
from annotate.loading.table import Table

_KNOWN = 0.5  # of the annotators with labels, that the table must know


def with_attributes(tables: Sequence[Table]) -> list[Table]:
    """The tables, those about annotators as columns of those with their labels."""
    found = list(tables)
    for table in tables:
        key = _key(table)
        if key is None:
            continue
        others = [other for other in found if other is not table]
        joined = [_joined(other, table, key) for other in others]
        if any(new is not old for new, old in zip(joined, others, strict=True)):
            found = joined
    return found


def _key(table: Table) -> str | None:
    """The column of annotators, if the table has one row for each and speaks of no item."""
    if any(says("item", name) == 2 for name in table.columns):
        return None
    for name in table.columns:
        coded = table.coded(name)
        if says("annotator", name) == 2 and len(coded.values) == len(table) > 1:
            return name
    return None


def _joined(labels: Table, about: Table, key: str) -> Table:
    who = next((n for n in labels.columns if says("annotator", n) == 2 and n != "kind"), None)
    if who is None or len(labels) <= len(about):
        return labels
    coded = labels.coded(who)
    rows = pd.Index(about.frame[key]).get_indexer(pd.Index(coded.texts))
    if (rows != MISSING).mean() < _KNOWN:
        return labels
    added = {}
    for name in about.columns:
        if name != key and name not in labels.columns:
            cells = np.append(about.frame[name].to_numpy(dtype=object), "")
            added[name] = pd.array(cells[rows][coded.codes].tolist(), dtype="str")
    note = Problem("attributes_joined", "note", f"{about.name} tells of the annotators: {key}.")
    frame = labels.frame.assign(**added)
    return replace(labels, frame=frame, problems=(*labels.problems, note), _coded={})
