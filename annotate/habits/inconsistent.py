"""Who answers otherwise when the same item, or the same text, comes again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from annotate.annotations import Annotations, BoolArray, Duplicates, IntArray
from annotate.habits.candidates import Candidates
from annotate.habits.excess import beyond
from annotate.habits.known import LEAST, Kind
from annotate.habits.rushes import lengths
from annotate.tally import sorted_order

CORRECTION = 5 * 60  # seconds within which a second label is a correction of the first
TEXT = 40  # characters from which equal items are the same item twice, not alike by chance
TIMES, MORE = 1.5, 0.15


def inconsistent(data: Annotations, question: str, same_as: IntArray) -> Candidates | None:
    """A candidate for each annotator with repeats; None where nobody or one alone has any.

    ``same_as`` is what ``same_items`` says.
    """
    every = data.with_duplicates(Duplicates.ALL)
    labels, rows = every.coded(question), np.flatnonzero(every.counted(question))
    times = data.table["time"].to_numpy().astype("datetime64[s]")[rows]
    visit = labels.annotator.astype(np.int64) * max(data.n_items, 1) + same_as[labels.item]
    order = np.lexsort((rows, times, visit))
    visit, label, item = visit[order], labels.label[order], labels.item[order]
    seconds = times[order]
    again: BoolArray = visit[1:] == visit[:-1]
    gap = (seconds[1:] - seconds[:-1]).astype("timedelta64[s]")
    apart = np.isnat(gap) | (gap > np.timedelta64(CORRECTION, "s"))
    again = again & apart
    who = (visit[1:] // max(data.n_items, 1))[again]
    differs: BoolArray = (label[1:] != label[:-1])[again]
    of = np.bincount(who, minlength=data.n_annotators)
    n = np.bincount(who[differs], minlength=data.n_annotators)
    found = np.flatnonzero(of >= LEAST)
    rest = of.sum() - of[found]
    if not (rest >= LEAST).any():
        return None
    peers = (n.sum() - n[found]) / np.maximum(rest, 1)
    rate = (peers * rest + 0.5) / (rest + 1)
    by_annotator = sorted_order(who)
    items = item[1:][again][by_annotator]

    def cases(at: int) -> IntArray:
        mine = who[by_annotator] == found[at]
        return np.unique(items[mine & differs[by_annotator]])

    return Candidates(
        kind=Kind.INCONSISTENT,
        question=labels.question,
        annotator=found,
        n=n[found],
        of=of[found],
        peers=peers,
        p=beyond(n[found], of[found], rate, rate * (1 - rate) / (rest + 2)),
        tried=np.ones(found.size, dtype=np.int64),
        worth=(n[found] >= TIMES * peers * of[found])
        & (n[found] - peers * of[found] >= MORE * of[found]),
        tested=found.size,
        cases=cases,
    )


def same_items(data: Annotations) -> IntArray:
    """(I,) the first item with the same fields, where there is text enough to tell; else itself."""
    alone = np.arange(data.n_items)
    if not data.fields:
        return alone
    code = pd.util.hash_pandas_object(data.items[list(data.fields)], index=False).to_numpy()
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return np.where(lengths(data) >= TEXT, first[place], alone)
