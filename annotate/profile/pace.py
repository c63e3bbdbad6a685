"""How long annotators took, and how often they were much faster than others on the same item."""

from __future__ import annotations

import numpy as np

from annotate.annotations import Annotations, FloatArray, IntArray, Status
from annotate.profile.intervals import share
from annotate.profile.known import Estimate, Pace

FAST = 1 / 3  # of the item's median time
ENOUGH = 3  # people who have a time for the item, for its median to say something


def paces(data: Annotations) -> list[Pace]:
    """For each annotator their pace; compared among people only, a model's time is no reading."""
    item = data.table["item"].to_numpy()
    annotator = data.table["annotator"].to_numpy()
    seconds = data.table["seconds"].to_numpy(dtype=np.float64)
    timed = (data.table["status"] == Status.SUBMITTED).to_numpy() & (seconds >= 0)
    item, annotator, seconds = item[timed], annotator[timed], seconds[timed]
    human = (data.annotators["kind"] != "model").to_numpy(dtype=np.bool_)

    median, n = _medians(annotator, seconds, data.n_annotators)
    own = human[annotator]
    usual, times = _medians(item[own], seconds[own], data.n_items)
    compared = own & (times[item] >= ENOUGH)
    fast = compared & (seconds < FAST * usual[item])
    n_compared = np.bincount(annotator[compared], minlength=data.n_annotators)
    n_fast = np.bincount(annotator[fast], minlength=data.n_annotators)
    return [
        _pace(
            Estimate(float(median[a]), n=int(n[a])) if n[a] else Estimate(reason="No times."),
            int(n_fast[a]),
            int(n_compared[a]),
            int(n_fast.sum() - n_fast[a]),
            int(n_compared.sum() - n_compared[a]),
        )
        for a in range(data.n_annotators)
    ]


def _pace(median: Estimate, fast: int, of: int, peers_fast: int, peers_of: int) -> Pace:
    reason = "No item of theirs has times from three people."
    return Pace(
        median_seconds=median,
        fast=share(fast, of, reason),
        peers=peers_fast / peers_of if peers_of else float("nan"),
    )


def _medians(group: IntArray, values: FloatArray, size: int) -> tuple[FloatArray, IntArray]:
    """((size,) median of each group's values, NaN where it has none; (size,) how many)."""
    order = np.lexsort((values, group))
    ranked = values[order]
    n = np.bincount(group, minlength=size)
    start = np.cumsum(n) - n
    median = np.full(size, np.nan)
    some = n > 0
    low, high = start + (n - 1) // 2, start + n // 2
    median[some] = (ranked[low[some]] + ranked[high[some]]) / 2
    return median, n
