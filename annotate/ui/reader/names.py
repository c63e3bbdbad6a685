"""The names that a reviewer has made up: what is offered while they type."""

from __future__ import annotations

from collections import Counter
from typing import Any

from annotate.guideline import rules_of
from annotate.workspace import Kind, Store

Json = dict[str, Any]


def names_of(store: Store) -> Json:
    """Error types, proposed changes and tags, the most used first; phrases; rules."""
    guideline = store.entries(Kind.GUIDELINE)
    text = guideline[0].value if guideline else None
    return {
        "error_types": _used(store, Kind.ERROR_TYPE),
        "proposals": _used(store, Kind.PROPOSAL),
        "tags": _used(store, Kind.TAG),
        "phrases": [
            {"name": entry.key.question, "text": entry.value}
            for entry in store.entries(Kind.PHRASE)
            if entry.value
        ],
        "rules": [
            {"number": rule.number, "text": rule.text}
            for rule in rules_of(text if isinstance(text, str) else "")
        ],
    }


def _used(store: Store, kind: Kind) -> list[str]:
    """What is there under a kind; a tag is named by its key, the others by their value."""
    found = (
        entry.key.question if kind is Kind.TAG else entry.value
        for entry in store.entries(kind)
        if entry.value
    )
    return [name for name, _ in Counter(str(name) for name in found).most_common()]
