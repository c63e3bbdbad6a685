"""Label Studio: which of its exports a document is.

The list of tasks (JSON, snapshots) says everything; the flat exports (JSON_MIN, CSV, TSV) less.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotate.loading.formats import label_studio_flat, label_studio_tasks
from annotate.loading.formats.documents import Document
from annotate.loading.table import Table

TITLE = "Label Studio"


def claims(document: Document) -> bool:
    """Whether it is one of the exports."""
    return label_studio_tasks.claims(document) or label_studio_flat.claims(document)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:
    """One table of all annotations; flat exports are left aside where tasks are there too."""
    tasks = [document for document in documents if label_studio_tasks.claims(document)]
    if tasks:
        return label_studio_tasks.read(tasks, helpers).table()
    return label_studio_flat.read(documents, helpers).table()
