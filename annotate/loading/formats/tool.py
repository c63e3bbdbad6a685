"""What there is to know of a tool whose exports are understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotate.loading.formats.documents import Document
from annotate.loading.table import Table


def _nothing(_: Document) -> bool:
    return False


@dataclass(frozen=True)
class Tool:
    """How the exports of one tool are recognised and read.

    name    on the command line
    title   in sentences
    claims  whether a document is an export of it, by its content
    read    one table from all documents that it claims, and those that only help
    helps   whether a document says more about an export, such as the names of users
    """

    name: str
    title: str
    claims: Callable[[Document], bool]
    read: Callable[[Sequence[Document], Sequence[Document]], Table]
    helps: Callable[[Document], bool] = _nothing
