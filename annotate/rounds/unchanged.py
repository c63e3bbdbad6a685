"""Items that come again: practice items and hidden repeats for the next round, and their return.

A repeat shows whether somebody answers the same item as they did; a practice item, whose answer is
trusted, whether they answer it right. Both go out as plain items of the next round. They are recognised by
their id when they come back, or by their text where the annotation tool gave them another id.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.errors import DataError
from annotate.habits.inconsistent import same_items
from annotate.judgements import Record, reference
from annotate.rounds.shares import Change, combined
from annotate.rounds.split import Split

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Repeats:
    """Items that an annotator labelled on both sides.

    n, of    how often the answer was the same, of how many pairs of annotator and item
    share    with its interval
    """

    n: int
    of: int
    share: Change


def repeats(data: Annotations, question: str, split: Split) -> Repeats:
    """How often annotators answer an item after as they did before; equal texts are one item."""
    same_as = same_items(data)
    keys = []
    for rows in (split.before, split.after):
        labels = data.coded(question, rows)
        visit = labels.annotator.astype(np.int64) * max(data.n_items, 1) + same_as[labels.item]
        order = np.argsort(visit, kind="stable")
        last = (
            np.append(np.diff(visit[order]) != 0, True) if visit.size else np.empty(0, dtype=bool)
        )
        keys.append((visit[order][last], labels.label[order][last]))
    both, first, second = np.intersect1d(keys[0][0], keys[1][0], return_indices=True)
    n = int((keys[0][1][first] == keys[1][1][second]).sum())
    share = combined([(1.0, n / both.size, both.size)]) if both.size else combined([(1.0, 0.0, 0)])
    return Repeats(n, int(both.size), share)


def hidden(
    data: Annotations,
    question: str,
    number: int,
    record: Record | None = None,
    *,
    practice: bool = False,
    seed: int = 0,
) -> IntArray:
    """Items to send again, drawn by chance: any with two labels, or for practice any with a reference.

    Among practice items as many of each answer as can be. DataError where there are none.
    """
    trusted = reference(data, question, record)
    m = np.bincount(data.coded(question).item, minlength=data.n_items)
    some = np.flatnonzero(trusted != MISSING) if practice else np.flatnonzero(m >= 2)
    if not some.size:
        raise DataError(
            f"No item has a trusted answer to “{question}” yet: rule on some, or import gold."
            if practice
            else f"No item has two labels of “{question}”, so none is worth asking again."
        )
    mixed = np.random.default_rng(seed).permutation(some)
    if practice:
        answer = trusted[mixed]
        order = np.argsort(answer, kind="stable")
        start = np.searchsorted(answer[order], answer[order])
        turn = np.empty(mixed.size, dtype=np.int64)
        turn[order] = np.arange(mixed.size) - start
        mixed = mixed[np.argsort(turn, kind="stable")]
    return np.sort(mixed[:number])


def as_csv(data: Annotations, items: IntArray) -> str:
    """The items with their fields, for an annotation tool; no label, no gold, nothing that tells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["item_id", *data.fields])
    for row in data.items.iloc[items][["item_id", *data.fields]].itertuples(index=False):
        writer.writerow([_cell(str(value)) for value in row])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
