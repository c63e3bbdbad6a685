"""What is marked in the texts: parts that annotators marked, and what a search found.

Places are counted as browsers count, in UTF-16 units.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]

from annotate.annotations import Annotations

Json = dict[str, Any]
MOST = 200
"""Parts of one item that are marked; more would mark everything."""


def spans_of(data: Annotations, code: int, texts: dict[str, str], main: str) -> list[Json]:
    """The marked parts of an item: where, as what, by whom, and by how many of those who marked.

    A part that says its own text is looked for in the field that has it there; any other is
    taken to be in the ``main`` one.
    """
    rows = data.rows_of_item(code)
    who = [data.annotator_ids[one] for one in data.table["annotator"].to_numpy()[rows]]
    found: list[Json] = []
    for asked, column in data.spans.items():
        cells = data.table[column].take(rows).tolist()
        marked = [(name, cell) for name, cell in zip(who, cells, strict=True) if cell]
        for (field, start, end, label), names in _by_part(marked, texts, main).items():
            before = _units(texts[field][:start])
            found.append(
                {
                    "field": field,
                    "start": before,
                    "end": before + _units(texts[field][start:end]),
                    "text": texts[field][start:end],
                    "label": label or asked,
                    "who": names,
                    "of": len({name for name, _ in marked}),
                }
            )
    return found[:MOST]


def _by_part(
    marked: Iterable[tuple[str, str]], texts: dict[str, str], main: str
) -> dict[tuple[str, int, int, str], list[str]]:
    parts: dict[tuple[str, int, int, str], list[str]] = {}
    for name, cell in marked:
        for one in json.loads(cell):
            part = _part(one, texts, main)
            if part is not None and name not in parts.setdefault(part, []):
                parts[part].append(name)
    return parts


def _part(one: Any, texts: dict[str, str], main: str) -> tuple[str, int, int, str] | None:
    if not isinstance(one, dict):
        return None
    start, end = ends_of(one)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return None
    said = one.get("text")
    field = next((name for name, text in texts.items() if text[start:end] == said), main)
    if end > len(texts.get(field, "")):
        return None
    return field, start, end, label_of(one)


def ends_of(one: Mapping[str, Any]) -> tuple[Any, Any]:
    """Where a marked part begins and ends, whatever its tool calls that; None where it does not say."""
    start, end = (one.get(name, one.get(f"{name}_offset")) for name in ("start", "end"))
    return start, end


def label_of(one: Mapping[str, Any]) -> str:
    """What a part is marked as, or a relation is; "" where it does not say."""
    label = one.get("label", one.get("labels", one.get("type", "")))
    return ", ".join(map(str, label)) if isinstance(label, list) else str(label)


def hits(pattern: str, texts: Sequence[str], most: int = 50) -> list[str]:
    """The distinct texts that a regular expression found, for the browser to mark.

    RE2 takes time in proportion to the text, whatever the pattern: the browser's own would not.
    """
    opening, closing = "\ue000", "\ue001"  # private characters: in no text that means anything
    try:
        marked = pc.replace_substring_regex(
            pa.array(list(texts)), f"(?i)({pattern})", f"{opening}\\1{closing}"
        ).to_pylist()
    except pa.ArrowInvalid:
        return []
    found = [part.split(closing)[0] for text in marked for part in text.split(opening)[1:] if part]
    return [one for one in dict.fromkeys(found) if one][:most]


def _units(text: str) -> int:
    return len(text) if text.isascii() else int(np.frombuffer(text.encode("utf-16-le"), "u2").size)
