"""The roles that the user gave to columns by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotate.errors import ColumnError
from annotate.loading.columns import OPTIONAL, Columns
from annotate.loading.problems import listed
from annotate.loading.table import Table


@dataclass(frozen=True)
class Given:
    """The roles that the user named, as columns that exist."""

    item: str | None = None
    annotator: str | None = None
    labels: tuple[str, ...] = ()
    gold: str | Mapping[str, str] | None = None
    fields: tuple[str, ...] | None = None
    extras: tuple[str, ...] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> set[str]:
        """All columns that were named."""
        gold = self.gold.values() if isinstance(self.gold, Mapping) else [self.gold]
        several = (*self.labels, *(self.fields or ()), *(self.extras or ()), *self.roles.values())
        return {name for name in (self.item, self.annotator, *gold, *several) if name}


def given(
    table: Table,
    *,
    item: str | None,
    annotator: str | None,
    labels: str | Sequence[str] | None,
    gold: str | Mapping[str, str] | None,
    fields: Sequence[str] | None,
    extras: Sequence[str] | None,
    roles: Mapping[str, str | None],
) -> Given:
    """The roles that were named, as columns of the table; None means not named.

    Raises ColumnError for a name that no column has, for a role there is not, and for a column
    with two roles.
    """
    unknown = [role for role in roles if role not in OPTIONAL]
    if unknown:
        raise ColumnError(
            f"There is no role {listed(unknown)} for a column. The roles are item, annotator,"
            f" labels, gold, fields, extras, {', '.join(OPTIONAL)}."
        )
    named = (labels,) if isinstance(labels, str) else tuple(labels or ())
    golden: str | Mapping[str, str] | None = None
    if isinstance(gold, Mapping):
        golden = {question: table.find(name, "gold") for question, name in gold.items()}
    elif gold:
        golden = table.find(gold, "gold")
    found = Given(
        item=table.find(item, "item") if item else None,
        annotator=table.find(annotator, "annotator") if annotator else None,
        labels=tuple(dict.fromkeys(table.find(name, "label") for name in named)),
        gold=golden,
        fields=None if fields is None else tuple(table.find(name, "field") for name in fields),
        extras=None if extras is None else tuple(table.find(name, "extra") for name in extras),
        roles={role: table.find(name, role) for role, name in roles.items() if name},
    )
    _refuse_two_roles(found)
    return found


def _refuse_two_roles(found: Given) -> None:
    pairs = [("item", found.item), ("annotator", found.annotator)]
    pairs += [("label", name) for name in found.labels]
    pairs += list(found.roles.items())
    refuse_two_roles([(role, name) for role, name in pairs if name])


def refuse_two_roles(pairs: Sequence[tuple[str, str]]) -> None:
    """Raise ColumnError if two roles (role, column) have the same column."""
    first: dict[str, str] = {}
    for role, name in pairs:
        if name in first:
            raise ColumnError(
                f"Column “{name}” was named both as {first[name]} and as {role}."
                " A column can have one role; name another for one of them."
            )
        first[name] = role


def corrected(known: Columns, given: Given) -> Columns:
    """The columns as the tool has them, but for the roles that the user named."""
    columns = _without(known, given.taken)
    roles: dict[str, Any] = {role: given.roles[role] for role in OPTIONAL if role in given.roles}
    roles["item"] = given.item or columns.item
    roles["annotator"] = given.annotator or columns.annotator
    roles["labels"] = given.labels or columns.labels
    if isinstance(given.gold, Mapping):
        roles["gold"] = dict(given.gold)
    elif given.gold:
        roles["gold"] = dict.fromkeys(roles["labels"], given.gold)
    if given.fields is not None:
        roles["fields"] = given.fields
    if given.extras is not None:
        roles["extras"] = given.extras
    return replace(columns, **roles)


def _without(columns: Columns, taken: set[str]) -> Columns:
    """The columns without those that are given another role."""
    kept: dict[str, Any] = {
        name: tuple(column for column in getattr(columns, name) if column not in taken)
        for name in ("labels", "fields", "extras", "texts", "spans")
    }
    kept["gold"] = {
        question: column
        for question, column in columns.gold.items()
        if column not in taken and question in kept["labels"]
    }
    kept |= {role: None for role in OPTIONAL if getattr(columns, role) in taken}
    return replace(columns, **kept)


def refuse_unknown(table: Table, columns: Columns) -> None:
    """Raise ColumnError if a role is given to a column that the table does not have, or to none."""
    for role, name in columns.used:
        if name not in table.columns:
            table.find(f"{name}", role)
    if not (columns.labels or columns.texts or columns.spans):
        raise ColumnError(
            f"No column of “{table.name}” was chosen as a label. Its columns are"
            f" {listed(table.columns, most=40)}. Choose at least one."
        )
    refuse_two_roles(columns.used)
