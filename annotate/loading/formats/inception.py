"""INCEpTION: the “diagnosis” table of its agreement page, a column an annotator."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.loading.formats.documents import Document
from annotate.loading.formats.rows import Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.formats.tabular import headers, rows_in
from annotate.loading.table import Table

TITLE = "INCEpTION"
_OWN = ("Type", "Collection", "Document", "Layer", "Feature", "Position")
_ASIDE = frozenset({*_OWN, "Flags"})
_NOTHING = frozenset({"", "<no annotation>", "<no label>"})


def claims(document: Document) -> bool:
    """Whether it begins with the columns of the table."""
    return set(_OWN) <= set(document.header)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table: a place in a document is an item, a feature of a layer a question."""
    numbered = list(rows_in(documents))
    people = [name for name in headers(documents) if name not in _ASIDE]
    collections = {cells["Collection"] for _, cells in numbered}
    rows: dict[tuple[str, str], Row] = {}
    for number, cells in numbered:
        parts = ("Collection", "Document", "Position")[len(collections) < 2 :]
        item = " ".join(cells[part] for part in parts if cells[part])
        fields = {part: cells[part] for part in ("Collection", "Document", "Position", "Type")}
        question = ".".join(part for part in (cells["Layer"], cells["Feature"]) if part)
        for person in people:
            if cells.get(person, "").strip() not in _NOTHING:
                row = rows.setdefault(
                    (item, person), Row(item, person, fields=fields, number=number)
                )
                row.answers[question] = cells[person]
    return Sheet(TITLE, documents, list(rows.values()), item="place").table()
