"""Exports that nobody can use for what this is for, with the sentence that says what to export."""

from __future__ import annotations

import re

from annotate.errors import FileFormatError
from annotate.loading.formats.documents import Document

_CONLL = re.compile(r"\s*(?:-DOCSTART-|#\s*sent_id|\S+ -X- _ (?:O|[BI]-))")


def refuse(document: Document) -> None:
    """Raise FileFormatError for CoNLL, which says neither who annotated nor what."""
    if document.header and _CONLL.match(document.head[:2000]):
        raise FileFormatError(
            f"“{document.name}” is CoNLL: words with their tags, without the ids of items and the"
            " names of annotators, so nobody can tell who marked what. Export the same project as"
            " JSON instead."
        )
