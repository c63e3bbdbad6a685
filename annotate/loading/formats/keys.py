"""Which field of the items is their id, where the tool has a number of its own for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.loading.formats.cells import id_of
from annotate.loading.formats.documents import Json
from annotate.loading.names import is_item_id, says

_LONGEST = 100


def own_key(items: Sequence[Mapping[str, Json]]) -> str | None:
    """The field that the researcher tells items by: named so, there for each, and never twice.

    The tool's own number is better than a field that two items share, so then it is None.
    """
    if not items:
        return None
    named = [name for name in items[0] if is_item_id(name)]
    for name in sorted(named, key=lambda name: -says("item", name)):
        ids = [id_of(item.get(name)) for item in items]
        short = all(one.strip() and len(one) <= _LONGEST and "\n" not in one for one in ids)
        if short and len(set(ids)) == len(ids):
            return name
    return None
