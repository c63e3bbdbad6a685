"""Who answered in Argilla: ids of users, and the files that name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.loading.formats.cells import id_of
from annotate.loading.formats.documents import Document

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_user_ids(document: Document) -> bool:
    """Whether it names users: a list of users with their ids, or names and ids in pairs."""
    records = document.sample
    if records and all("id" in one and "username" in one for one in records):
        return True
    pairs = document.json if isinstance(document.json, dict) else {}
    texts = [(name, value) for name, value in pairs.items() if isinstance(value, str)]
    return bool(texts) and len(texts) == len(pairs) and all(map(_holds_id, texts))


def names_of(helpers: Sequence[Document]) -> dict[str, str]:
    """Id -> name of each user."""
    found: dict[str, str] = {}
    for document in helpers:
        if isinstance(document.json, dict) and "username" not in document.json:
            for name, value in document.json.items():
                known, called = (value, name) if _UUID.fullmatch(value) else (name, value)
                found[known] = called
        else:
            found |= {id_of(one["id"]): id_of(one["username"]) for one in document.records}
    return {known: called for known, called in found.items() if called}


def _holds_id(pair: tuple[str, str]) -> bool:
    return any(_UUID.fullmatch(text) for text in pair)
