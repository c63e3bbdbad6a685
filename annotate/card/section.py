"""A data card as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """``columns`` and rows of as many cells, all text; ``caption`` says what it holds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True)
class Section:
    """A heading, sentences below it, and tables."""

    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Card:
    """The whole card."""

    title: str
    sections: tuple[Section, ...]
