"""crowd-kit: comparisons of pairs, in which the label is the one that won."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.annotations import Level
from annotate.loading.formats.documents import Document
from annotate.loading.formats.rows import Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.formats.tabular import headers, rows_in
from annotate.loading.table import Table

TITLE = "crowd-kit, pairs"
_PEOPLE = ("worker", "performer")
_OWN = frozenset({*_PEOPLE, "left", "right", "label"})


def claims(document: Document) -> bool:
    """Whether it has the columns of comparisons."""
    names = set(document.header)
    return {"left", "right", "label"} <= names and bool(names & set(_PEOPLE))


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table: a pair is an item, and the answer is which side won.

    As names of winners the answers would be as many categories as there are things compared,
    of which two at most can be chosen; left and right are what was really asked.
    """
    rows = []
    names = headers(documents)
    who = next(name for name in _PEOPLE if name in names)
    for number, cells in rows_in(documents):
        left, right, label = cells["left"], cells["right"], cells["label"]
        side = "left" if label == left else "right" if label == right else label
        row = Row(f"{left} | {right}", cells[who], number=number)
        row.fields = {"left": left, "right": right}
        row.extras = {name: cells[name] for name in names if name not in _OWN}
        row.answers["winner"] = side
        rows.append(row)
    levels = {"winner": Level.NOMINAL}
    return Sheet(TITLE, documents, rows, levels=levels, item="pair").table()
