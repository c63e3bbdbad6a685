"""Who annotated in Label Studio: numbers, addresses, people spelled out, or deleted users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotate.loading.formats.cells import id_of
from annotate.loading.formats.documents import Document, Json, Record
from annotate.loading.problems import Problem, amount

GONE = "(deleted user)"


def is_users_file(document: Document) -> bool:
    """Whether it is the answer of ``/api/users``: a list of people with id and address."""
    people = document.records
    return bool(people) and all("id" in one and "email" in one for one in people)


def people_in(helpers: Sequence[Document]) -> People:
    """The people in the files of users."""
    records = [record for document in helpers for record in document.records]
    names = {id_of(record.get("id")): _name(record) for record in records}
    emails = {
        record["email"]: names[id_of(record.get("id"))]
        for record in records
        if isinstance(record.get("email"), str)
    }
    return People({**emails, **names})


def _name(record: Record) -> str:
    """The user name, else the address, else first and last name, else the number."""
    person = f"{record.get('first_name') or ''} {record.get('last_name') or ''}".strip()
    for name in (record.get("username"), record.get("email"), person):
        if isinstance(name, str) and name.strip():
            return name
    return id_of(record.get("id"))


@dataclass
class People:
    """Number or address -> name; counts what it could not name."""

    names: Mapping[str, str]
    gone: int = 0
    unnamed: set[str] = field(default_factory=set)

    def name(self, who: Json) -> str:
        """The annotator that ``completed_by`` or a cell of ``annotator`` means."""
        if isinstance(who, dict):
            known = self.names.get(id_of(who.get("id"))) or self.names.get(str(who.get("email")))
            return known or _name(who) or self._nobody()
        key = id_of(who)
        if key in ("", "None"):
            return self._nobody()
        if key not in self.names and key.isdigit():
            self.unnamed.add(key)
        return self.names.get(key, key)

    def _nobody(self) -> str:
        self.gone += 1
        return GONE

    def problems(self) -> list[Problem]:
        found = []
        if self.gone:
            message = (
                f"{amount(self.gone, 'annotation')} by users who were deleted in Label Studio; all"
                f" of them are “{GONE}” here, though they may be several people."
            )
            found.append(Problem("deleted_users", "problem", message, count=self.gone))
        if self.unnamed:
            message = (
                "Annotators are known by their numbers in Label Studio. To have their names, load"
                " the list of users (its address ends in /api/users) together with the export."
            )
            found.append(Problem("numbered_users", "note", message, count=len(self.unnamed)))
        return found
