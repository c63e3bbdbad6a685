"""From the shapes that people keep labels in to the long table: one row an annotation.

    melting      a column for each annotator, or for each annotator and question -> rows
    side_by_side which columns those are
    one_hot      a column for each category -> one set question
    per_file     a file or sheet for each annotator -> a column of annotators
    flags        “skipped: true” -> a status
    attributes   a table about the annotators -> columns of their labels

A table that is long already, or that a tool wrote and ``formats`` knows, stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate.loading.shapes.attributes import with_attributes
from annotate.loading.shapes.flags import with_status
from annotate.loading.shapes.melting import melted
from annotate.loading.shapes.one_hot import joined
from annotate.loading.shapes.per_file import with_annotators
from annotate.loading.table import Table
from annotate.progress import step


def shaped(tables: Sequence[Table], given: Mapping[str, Any] | None = None) -> list[Table]:
    """The tables with one row an annotation; doing it twice changes nothing more.

    ``given`` are the roles that the user named: what they name is there already, and left alone.
    """
    if any(table.known for table in tables):
        return list(tables)
    step(0.4, "Looking at the columns")
    roles = {role: name for role, name in (given or {}).items() if name}
    found = [joined(melted(table, roles), roles) for table in tables]
    named = [with_status(table, roles) for table in with_annotators(found, roles)]
    return with_attributes(named) if len(named) > 1 else named
