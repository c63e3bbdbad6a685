"""The roles of columns as the import page names them, and what was changed in them as options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate.loading.problems import ROLE_WORDS

FIELD, EXTRA, LABEL, GOLD = "about the item", "kept with the label", "label", "gold"
# The words of the page for the roles that one column has at most.
SINGLE = ROLE_WORDS | {"kind": "human or model"}
WORDS = (*list(SINGLE.values())[:2], LABEL, GOLD, FIELD, EXTRA, *list(SINGLE.values())[2:])


def roles_of(columns: Mapping[str, Any], names: list[str]) -> dict[str, str]:
    """Column -> the word for its role, in the order of the columns; ``columns`` as in a report."""
    found = {columns.get(role): word for role, word in SINGLE.items() if columns.get(role)}
    found |= dict.fromkeys(columns.get("labels", ()), LABEL)
    found |= dict.fromkeys(columns.get("gold", {}).values(), GOLD)
    found |= dict.fromkeys(columns.get("fields", ()), FIELD)
    return {name: found.get(name, EXTRA) for name in names}


def options_of(base: Mapping[str, str], edits: Mapping[str, str]) -> dict[str, Any]:
    """What was changed in the roles, as options of ``loading.read``; empty if nothing was.

    ``base`` and ``edits`` are column -> word. Of two columns with a role that one can have, the
    one that was given it last has it.
    """
    changed = {name: word for name, word in edits.items() if base.get(name) != word}
    if not changed:
        return {}
    final = {**base, **changed}
    options: dict[str, Any] = {}
    for role, word in SINGLE.items():
        given = [name for name, one in changed.items() if one == word]
        if given:
            options[role] = given[-1]
    touched = {*changed.values(), *(base.get(name, EXTRA) for name in changed)}
    if LABEL in touched:
        options["labels"] = [name for name, word in final.items() if word == LABEL]
    if FIELD in touched:
        options["fields"] = [name for name, word in final.items() if word == FIELD]
    if GOLD in changed.values():
        options["gold"] = next(name for name, word in changed.items() if word == GOLD)
    extras = [name for name, word in changed.items() if word == EXTRA]
    return options | ({"extras": extras} if extras else {})
