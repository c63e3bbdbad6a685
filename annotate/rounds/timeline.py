"""The rounds of a data set in their order: how many labels, by whom, when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, Annotations


@dataclass(frozen=True)
class RoundOf:
    """One round; ``since`` and ``until`` are the first and the last label, "" where unknown."""

    name: str
    n_labels: int
    n_items: int
    n_annotators: int
    since: str
    until: str


def timeline(data: Annotations) -> tuple[RoundOf, ...]:
    """Every round of the data; none where the data know none."""
    rounds, times = data.table["round"].to_numpy(), data.table["time"].to_numpy()
    counted = np.zeros(len(data.table), dtype=np.int64)
    for question in data.questions:
        counted += data.labels[question.name] != MISSING
    found = []
    for code, name in enumerate(data.rounds):
        rows = (rounds == code) & (counted > 0)
        known = times[rows][~np.isnat(times[rows])].astype("datetime64[s]")
        ends = (str(known.min()), str(known.max())) if known.size else ("", "")
        found.append(
            RoundOf(
                name,
                int(counted[rows].sum()),
                int(np.unique(data.table["item"].to_numpy()[rows]).size),
                int(np.unique(data.table["annotator"].to_numpy()[rows]).size),
                *ends,
            )
        )
    return tuple(found)
