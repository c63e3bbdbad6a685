"""Columns such as “skipped: true”, as the status of the annotation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import Status
from annotate.loading.names import plain, says
from annotate.loading.table import Table

_TRUE = frozenset({"true", "1", "yes", "y", "x"})
_FALSE = frozenset({"false", "0", "no", "n", ""})
_STATUS = {
    **dict.fromkeys(("skipped", "skip"), Status.SKIPPED),
    **dict.fromkeys(("cancelled", "canceled"), Status.CANCELLED),
    "rejected": Status.REJECTED,
    "draft": Status.DRAFT,
    "discarded": Status.DISCARDED,
}


def with_status(table: Table, given: Mapping[str, Any]) -> Table:
    """The table with a column “status” in the place of truth values that tell one."""
    if given.get("status") or any(says("status", name) == 2 for name in table.columns):
        return table
    for name in table.columns:
        status = _STATUS.get(plain(name).removeprefix("is_").removeprefix("was_"))
        words = [value.strip().casefold() for value in table.coded(name).values] if status else []
        if status and set(words) <= _TRUE | _FALSE:
            there = np.array([word in _TRUE for word in words], dtype=np.bool_)
            codes = there[table.coded(name).codes]
            texts = np.where(codes, status.value, Status.SUBMITTED.value)
            rest = table.frame.drop(columns=[name])
            frame = rest.assign(status=pd.array(texts.tolist(), dtype="str"))
            return replace(table, frame=frame, _coded={})
    return table
