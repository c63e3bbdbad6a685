"""What a written text is made of, whatever it is written out as: HTML, PDF or DOCX.

Nodes hold plain text and never markup; each writer escapes it in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks alike; a line break in it is meant.

    ``href`` is where a link leads, to the web or a mailbox alone; empty for no link.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False
    href: str = ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 6; the first level is the document's title."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """Text."""

    runs: Runs


@dataclass(frozen=True)
class Listing:
    """A list; ``start`` is the first number, None for bullets."""

    start: int | None
    items: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Quotation:
    """What somebody else said."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Verbatim:
    """Text whose blanks and line breaks count."""

    text: str


@dataclass(frozen=True)
class Table:
    """Cells by row; the first row names the columns. Every row is as long as it."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A line between two parts."""


Node: TypeAlias = Heading | Paragraph | Listing | Quotation | Verbatim | Table | Rule


def text_of(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)
