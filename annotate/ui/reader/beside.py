"""What an annotator said beside the labels: comments, answers in free text, marked parts."""

from __future__ import annotations

import json
from typing import Any

from annotate.annotations import Annotations, IntArray

_MARKS_SHOWN = 12


def said_beside(data: Annotations, rows: IntArray) -> list[str]:
    """For each row of the table (n,) what was said beside its labels, a line for each thing."""
    table = data.table.take(rows)
    lines: list[list[str]] = [[text] if text else [] for text in table["comment"].tolist()]
    for name, column in data.texts.items():
        if column != "comment":
            for line, text in zip(lines, table[column].tolist(), strict=True):
                line.extend([f"{name}: {text}"] if text else [])
    for name, column in data.spans.items():
        for line, text in zip(lines, table[column].tolist(), strict=True):
            line.extend([f"{name}: {marks(text)}"] if text else [])
    return ["\n".join(line) for line in lines]


def marks(text: str) -> str:
    """Marked parts in words: “fast” ASPECT, 4–9 OPINION."""
    parts = [_mark(one) for one in json.loads(text)]
    more = len(parts) - _MARKS_SHOWN
    return ", ".join(parts[:_MARKS_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _mark(one: Any) -> str:
    """One marked part: its text if it is known, else where it is, and its label."""
    if not isinstance(one, dict):
        return str(one)
    start, end = (one.get(name, one.get(f"{name}_offset")) for name in ("start", "end"))
    known = one.get("text")
    where = f"“{known}”" if known else f"{start}–{end}" if start is not None else ""
    label = one.get("label", one.get("labels", one.get("type", "")))
    named = ", ".join(map(str, label)) if isinstance(label, list) else str(label)
    return f"{where} {named}".strip() or json.dumps(one, ensure_ascii=False)
