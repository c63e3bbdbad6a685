"""Ablations as the rows of tables and charts: plain frames, nothing drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate.ablation import Ablation, Ablations, FewerLabels, group_of, title_of
from annotate.agreement import Difference
from annotate.ui.ablations.words import change
from annotate.ui.text import decimal, percent

MOST = 60  # rows of a chart
SAME, RIGHT, NEAR = "same as with all labels", "right", "distance from the reference"


def as_table(table: Ablations, rows: Sequence[Ablation]) -> pd.DataFrame:
    """A row for each ablation, as the page shows it."""
    accuracy = table.measure == "accuracy"
    found = pd.DataFrame(
        {
            "About": [group_of(row.decisions[0]) for row in rows],
            "Taken back": [title_of(row.decisions) for row in rows],
            "Labels left": [row.n_labels for row in rows],
            "Alpha": [_number(row.agreement.first) for row in rows],
            "Change of alpha": [change(row.agreement) for row in rows],
            "Other answer": [int(row.flips.changed.size) for row in rows],
            "Lost": [int(row.flips.lost.size) for row in rows],
            "Gained": [int(row.flips.gained.size) for row in rows],
            "Against the reference": [change(row.reference, as_percent=accuracy) for row in rows],
        }
    )
    if all(math.isnan(row.reference.value) for row in rows):
        return found.drop(columns="Against the reference")
    return found


def _number(value: float) -> str:
    return decimal(value).replace("-", "−")


def as_whiskers(rows: Sequence[Ablation]) -> pd.DataFrame:
    """The changes of alpha as the rows of a chart, the largest first; undefined ones left out."""
    known = [row for row in rows if not math.isnan(row.agreement.value)]
    known.sort(key=lambda row: -abs(row.agreement.value))
    known = known[:MOST]
    return pd.DataFrame(
        {
            "name": [title_of(row.decisions) for row in known],
            "line": [str(row.decisions[0]) for row in known],
            "value": [row.agreement.value for row in known],
            "low": [_end(row.agreement, row.agreement.low) for row in known],
            "high": [_end(row.agreement, row.agreement.high) for row in known],
            "shown": [
                f"{change(row.agreement)}; {row.flips.items.size:,} items flip" for row in known
            ],
            "quiet": [_unsure(row.agreement) for row in known],
        }
    )


def _end(found: Difference, end: float | None) -> float:
    return found.value if end is None or math.isnan(end) else end


def _unsure(found: Difference) -> bool:
    return _end(found, found.low) <= 0 <= _end(found, found.high)


def reach(rows: pd.DataFrame) -> tuple[float, float]:
    """An axis about zero that holds all intervals."""
    most = float(np.max(np.abs(rows[["low", "high", "value"]].to_numpy()), initial=0.01))
    end = math.ceil(most * 105) / 100
    return -end, end


def as_steps(
    table: Ablations, curve: Sequence[FewerLabels]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The curve of labels as the rows of a chart, and the names of its lines."""
    known = not math.isnan(curve[-1].reference.first)
    if known and table.measure == "distance":
        rows = [
            _step(point.r, NEAR, -point.reference.first, f"{-point.reference.first:.2f}")
            for point in curve
        ]
        return pd.DataFrame(rows), (NEAR,)
    rows = [_step(point.r, SAME, point.same, percent(point.same)) for point in curve]
    if not known:
        return pd.DataFrame(rows), (SAME,)
    rows += [
        _step(point.r, RIGHT, point.reference.first, percent(point.reference.first))
        for point in curve
    ]
    return pd.DataFrame(rows), (RIGHT, SAME)


def _step(at: int, name: str, value: float, shown: str) -> dict[str, object]:
    words = f"{at}: {shown}"
    return {"at": at, "name": name, "value": value, "shown": words}


def labels_table(table: Ablations, curve: Sequence[FewerLabels], cost: float) -> pd.DataFrame:
    """A row for each number of labels."""
    accuracy = table.measure == "accuracy"
    found = pd.DataFrame(
        {
            "Labels an item": [point.r for point in curve],
            "Labels in all": [point.n_labels for point in curve],
            "Items with fewer": [point.n_short for point in curve],
            "Same consensus": [percent(point.same) for point in curve],
            "Right": [percent(point.reference.first) for point in curve],
            "Less than with all": [change(point.reference, as_percent=accuracy) for point in curve],
            "Reliability": [decimal(point.reliability) for point in curve],
            "Cost": [f"{cost * point.n_labels:,.2f}" for point in curve],
        }
    )
    drop = [] if cost > 0 else ["Cost"]
    if not accuracy or math.isnan(curve[-1].reference.first):
        drop += ["Right", "Less than with all"]
    return found.drop(columns=drop)
