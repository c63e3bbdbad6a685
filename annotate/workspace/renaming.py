"""Another name for what a reviewer named, everywhere at once; two names become one that way."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from annotate.workspace.changes import Change, Key, Kind, Saved
from annotate.workspace.store import Store


def rename(store: Store, kind: Kind, names: Collection[str], name: str, reviewer: str = "") -> int:
    """Call everything that has one of the ``names`` by ``name``; how many entries that changed.

    All of it is one transaction, and each change is in the history. What somebody else changed
    in the same moment keeps what they said. A tag is named by its key, the rest by their value.
    """
    changes: list[Change] = []
    by_key = {entry.key: entry for entry in store.entries(kind)}
    for entry in by_key.values():
        old = entry.key.question if kind is Kind.TAG else entry.value
        if not entry.value or old not in names or old == name:
            continue
        if kind is Kind.TAG:
            key = Key(kind, entry.key.item_id, question=name)
            base = by_key[key].revision if key in by_key else 0
            changes.append(Change(str(uuid.uuid4()), key, True, base, reviewer))
        value = None if kind is Kind.TAG else name
        changes.append(Change(str(uuid.uuid4()), entry.key, value, entry.revision, reviewer))
    saved = [one for one in store.apply(changes) if isinstance(one, Saved)]
    return len({one.key for one in saved if kind is not Kind.TAG or one.value is None})
