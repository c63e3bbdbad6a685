"""What an annotator said beside the labels: comments, answers in free text, marked parts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from annotate.annotations import Annotations, IntArray
from annotate.ui.reader.marked import ends_of, label_of

_MARKS_SHOWN = 12


def said_beside(data: Annotations, rows: IntArray) -> list[str]:
    """For each row of the table (n,) what was said beside its labels, a line for each thing."""
    table = data.table.take(rows)
    lines: list[list[str]] = [[text] if text else [] for text in table["comment"].tolist()]
    for name, column in data.texts.items():
        if column != "comment":
            for line, text in zip(lines, table[column].tolist(), strict=True):
                line.extend([f"{name}: {text}"] if text else [])
    marked = {name: table[column].tolist() for name, column in data.spans.items()}
    for at, line in enumerate(lines):
        cells = {name: cell for name, column in marked.items() if (cell := column[at])}
        known = _by_id(cells.values())
        line.extend(f"{name}: {marks(cell, known)}" for name, cell in cells.items())
    return ["\n".join(line) for line in lines]


def marks(text: str, known: Mapping[str, str] | None = None) -> str:
    """Marked parts in words: “fast” ASPECT, 4–9 OPINION; “fast” → “ship” ABOUT for a relation.

    ``known`` says what the parts are called whose ids a relation holds.
    """
    parts = [_mark(one, known or {}) for one in json.loads(text)]
    more = len(parts) - _MARKS_SHOWN
    return ", ".join(parts[:_MARKS_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _by_id(cells: Iterable[str]) -> dict[str, str]:
    """Id of a marked part -> its text, or where it is."""
    parts = [one for cell in cells for one in json.loads(cell) if isinstance(one, dict)]
    return {str(one["id"]): where for one in parts if "id" in one and (where := _where(one))}


def _where(one: Mapping[str, Any]) -> str:
    start, end = ends_of(one)
    text = one.get("text")
    return f"“{text}”" if text else f"{start}–{end}" if start is not None else ""


def _mark(one: Any, known: Mapping[str, str]) -> str:
    """One marked part: its text if it is known, else where it is, and its label."""
    if not isinstance(one, dict):
        return str(one)
    where = _where(one)
    if "from_id" in one and "to_id" in one:
        ends = (str(one[name]) for name in ("from_id", "to_id"))
        where = " → ".join(known.get(end, end) for end in ends)
    return f"{where} {label_of(one)}".strip() or json.dumps(one, ensure_ascii=False)
