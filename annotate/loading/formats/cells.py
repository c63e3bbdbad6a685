"""Values of JSON as the text of cells."""

from __future__ import annotations

import json
from collections.abc import Iterable

from annotate.loading.formats.documents import Json


def text_of(value: Json) -> str:
    """A value as text: strings as they are, nothing as empty, lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def id_of(value: Json) -> str:
    """An id as text: strings and whole numbers; empty for what is no id."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def listed_in(value: Json) -> list[Json]:
    """The members of a list; what is no list as the only member, nothing as none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def object_in(value: Json) -> dict[str, Json]:
    """The object that a value is; an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def objects_in(value: Json) -> list[dict[str, Json]]:
    """The objects in a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_of(values: Iterable[Json]) -> list[str]:
    """Each value as text, without those that are empty."""
    return [text for text in map(text_of, values) if text]
