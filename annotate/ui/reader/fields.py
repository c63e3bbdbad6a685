"""How the fields of an item are shown: which is the text, which are a quiet line above it."""

from __future__ import annotations

from enum import StrEnum

from annotate.annotations import Annotations

SAMPLE = 200  # items looked at; enough to tell a text from a tag
LONGEST_META = 60  # characters; more does not fit into a line with others


class Role(StrEnum):
    """What a field is in the layout of an item."""

    MAIN = "main"
    BLOCK = "block"
    META = "meta"


def roles(data: Annotations) -> dict[str, Role]:
    """The role of each field: the longest on average is the text, short ones are meta."""
    sample = data.items.head(SAMPLE)
    lengths = {name: sample[name].str.len() for name in data.fields}
    if not lengths or sample.empty:
        return {}
    main = max(data.fields, key=lambda name: float(lengths[name].mean()))
    return {
        name: Role.MAIN
        if name == main
        else Role.META
        if float(lengths[name].quantile(0.95)) <= LONGEST_META
        else Role.BLOCK
        for name in data.fields
    }
