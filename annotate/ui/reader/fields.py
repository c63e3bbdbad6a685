"""How the fields of an item are shown: which kind, where, in which order, under which title.

Guessed from the data, and changed once for a project: what is stored is only what was chosen,
so a field that comes with a later upload is guessed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from annotate.annotations import Annotations
from annotate.ui.reader.kinds import FieldKind, guessed, sides

SAMPLE = 200  # items looked at; enough to tell a text from a tag
LONGEST_META = 60  # characters; more does not fit into a line with others
SETTING = "display"
"""The name of the setting that holds what was chosen."""


class Role(StrEnum):
    """What a field is in the layout of an item."""

    MAIN = "main"
    BLOCK = "block"
    META = "meta"
    HIDDEN = "hidden"

    @property
    def words(self) -> str:
        """The role as a reader chooses it."""
        return _ROLES[self]


_ROLES = {
    Role.MAIN: "the text",
    Role.BLOCK: "a block of its own",
    Role.META: "in the line above",
    Role.HIDDEN: "not shown",
}
_LONG = frozenset({FieldKind.PLAIN, FieldKind.MARKDOWN, FieldKind.CHAT, FieldKind.HTML})


@dataclass(frozen=True)
class Field:
    """One field of the items as it is shown."""

    name: str
    kind: FieldKind = FieldKind.PLAIN
    role: Role = Role.BLOCK
    title: str = ""

    @property
    def heading(self) -> str:
        return self.title or self.name


@dataclass(frozen=True)
class Display:
    """How a project shows its items.

    ``fetch`` allows images, sounds and videos to be fetched from where their address leads;
    ``folder`` is where files beside the data are looked for, "" for nowhere.
    """

    fields: tuple[Field, ...]
    fetch: bool = False
    folder: str = ""

    def to_setting(self) -> dict[str, Any]:
        """What is stored of it."""
        chosen = [
            {"name": one.name, "kind": one.kind.value, "role": one.role.value, "title": one.title}
            for one in self.fields
        ]
        return {"fields": chosen, "fetch": self.fetch, "folder": self.folder}


def display_of(data: Annotations, setting: object = None) -> Display:
    """What was chosen for these data, and a guess for each field that nothing is known of.

    A setting that is none, or of another version of the program, chooses nothing.
    """
    chosen = setting if isinstance(setting, Mapping) else {}
    guesses = {one.name: one for one in guess(data)}
    known = [_chosen(one, guesses) for one in _listed(chosen.get("fields"))]
    fields = {one.name: one for one in known if one is not None}
    folder = chosen.get("folder")
    return Display(
        tuple(
            (fields | {name: one for name, one in guesses.items() if name not in fields}).values()
        ),
        chosen.get("fetch") is True,
        folder if isinstance(folder, str) else "",
    )


def guess(data: Annotations) -> tuple[Field, ...]:
    """The fields in the order of the data: the longest text is the text, short ones are meta."""
    sample = data.items.head(SAMPLE)
    if not data.fields or sample.empty:
        return ()
    lengths = {name: sample[name].str.len() for name in data.fields}
    kinds = {name: guessed(name, sample[name]) for name in data.fields}
    for pair in sides(data.fields):
        if all(kinds[name] in _LONG and float(lengths[name].mean()) >= 20 for name in pair):
            kinds |= dict.fromkeys(pair, FieldKind.COMPARE)
    texts = [name for name in data.fields if kinds[name] in _LONG] or list(data.fields)
    main = max(texts, key=lambda name: float(lengths[name].mean()))
    return tuple(
        Field(
            name, kinds[name], _role(kinds[name], name == main, float(lengths[name].quantile(0.95)))
        )
        for name in data.fields
    )


def _role(kind: FieldKind, is_main: bool, long: float) -> Role:
    if is_main:
        return Role.MAIN
    short = kind in (FieldKind.PLAIN, FieldKind.LINK) and long <= LONGEST_META
    return Role.META if short else Role.BLOCK


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _chosen(one: object, guesses: Mapping[str, Field]) -> Field | None:
    if not isinstance(one, Mapping) or one.get("name") not in guesses:
        return None
    field, title = guesses[one["name"]], one.get("title")
    kind, role = str(one.get("kind")), str(one.get("role"))
    return replace(
        field,
        kind=FieldKind(kind) if kind in tuple(FieldKind) else field.kind,
        role=Role(role) if role in tuple(Role) else field.role,
        title=title if isinstance(title, str) else "",
    )
