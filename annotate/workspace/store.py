"""The store of one project: what the reviewer did, kept so that it is never lost."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, insert, select, tuple_
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from annotate.annotations import Annotations
from annotate.judgements import Read, Record
from annotate.workspace.changes import Change, Entry, Event, JsonValue, Key, Kind, Outcome, Saved
from annotate.workspace.database import reading, writing
from annotate.workspace.deciding import Accepted, decide
from annotate.workspace.record import every_read, record, unmatched
from annotate.workspace.rules import checked, encoded
from annotate.workspace.tables import entries, history

AT_ONCE = 500
"""Keys or ids in one query; SQLite takes 32,766 parameters, older ones 999."""

Something = TypeVar("Something")


class Store:
    """Current values by key, and the history of all changes to them.

    Everything may be called from several threads and processes at once. Each call is one
    transaction. What cannot be stored or read is a WorkspaceError, and then nothing of the
    call was written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def apply(self, changes: Sequence[Change]) -> list[Outcome]:
        """Store what one client did, in its order; the outcome of each change, in order.

        Once this returns, every ``Saved`` is on the disk. Sending a change again is safe: it
        is recognised by its id and has the same outcome. The rules of conflicts and of
        several changes to one key are in ``deciding``. RefusedError, a WorkspaceError, names
        the first change that breaks the rules of its kind; then nothing was written.
        """
        asked = [checked(change) for change in changes]
        if not asked:
            return []
        with writing(self._engine) as connection:
            at = now()
            current = _current(connection, {change.key for change in asked})
            known = _known(connection, {change.id for change in asked})
            outcomes, accepted = decide(asked, current, known, at)
            _write(connection, accepted, at)
        return outcomes

    def put(self, key: Key, value: JsonValue, reviewer: str = "") -> Saved:
        """Store a value whatever is there now: for what the program itself decides."""
        with writing(self._engine) as connection:
            at = now()
            current = _current(connection, {key})
            base = current[key].revision if key in current else 0
            change = checked(Change(str(uuid.uuid4()), key, value, base, reviewer))
            outcomes, accepted = decide([change], current, {}, at)
            _write(connection, accepted, at)
        saved = outcomes[0]
        return Saved(change.id, key, saved.value, saved.revision, saved.at)

    def entry(self, key: Key) -> Entry | None:
        """The current value at a key; None where nothing was ever stored there."""
        found = self._entries(select(entries).where(*_at(entries, key)))
        return found[0] if found else None

    def entries(
        self,
        kind: Kind | None = None,
        *,
        item_ids: Collection[str] | None = None,
        annotator_id: str | None = None,
    ) -> list[Entry]:
        """The current values, also those taken back (None), whose revision a client needs."""
        query = select(entries)
        if kind is not None:
            query = query.where(entries.c.kind == kind)
        if annotator_id is not None:
            query = query.where(entries.c.annotator_id == annotator_id)
        if item_ids is None:
            return self._entries(query)
        queries = [query.where(entries.c.item_id.in_(ids)) for ids in _portions(set(item_ids))]
        return self._entries(*queries)

    def history(self, key: Key | None = None, limit: int | None = None) -> list[Event]:
        """The changes that were accepted, the newest first; of one key, or of all."""
        query = select(history).order_by(history.c.seq.desc()).limit(limit)
        return self._events(query if key is None else query.where(*_at(history, key)))

    def item_history(self, item_id: str, limit: int = 200) -> list[Event]:
        """What was done on an item, the newest first."""
        query = select(history).where(history.c.item_id == item_id)
        return self._events(query.order_by(history.c.seq.desc()).limit(limit))

    def previous(self, key: Key) -> Event | None:
        """The event whose value an undo brings back; None where nothing was there before."""
        entry = self.entry(key)
        if entry is None or entry.revision == 1:
            return None
        made = history.c.revision == entry.revision - 1
        found = self._events(
            select(history).where(*_at(history, key), made).order_by(history.c.seq).limit(1)
        )
        return found[0] if found else None

    def record(self) -> Record:
        """Everything the reviewer did, as the profile and the letters take it."""
        with reading(self._engine) as connection:
            return record(connection)

    def reads(self) -> tuple[Read, ...]:
        """Every reading of every item in its order, also the second and third of one item."""
        with reading(self._engine) as connection:
            return every_read(connection)

    def unmatched(self, data: Annotations) -> list[Entry]:
        """What the reviewer did on items, annotators, questions or rounds not in these data.

        It is kept and matches again once the data do. What was taken back is not listed.
        """
        return unmatched(self.entries(), data)

    def _entries(self, *queries: Select[Any]) -> list[Entry]:
        with reading(self._engine) as connection:
            return [entry_of(row) for query in queries for row in connection.execute(query)]

    def _events(self, query: Select[Any]) -> list[Event]:
        with reading(self._engine) as connection:
            return [_event(row) for row in connection.execute(query)]


def now() -> str:
    """The time in UTC, ISO 8601; always as long, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _portions(some: Iterable[Something]) -> Iterable[list[Something]]:
    several = list(some)
    return (several[start : start + AT_ONCE] for start in range(0, len(several), AT_ONCE))


def _parts(key: Key) -> dict[str, str]:
    return {
        "kind": str(key.kind),
        "item_id": key.item_id,
        "annotator_id": key.annotator_id,
        "question": key.question,
    }


def _at(table: Table, key: Key) -> list[Any]:
    return [table.c[name] == part for name, part in _parts(key).items()]


def _key(row: Row[Any]) -> Key:
    return Key(Kind(row.kind), row.item_id, row.annotator_id, row.question)


def entry_of(row: Row[Any]) -> Entry:
    """A row of ``entries`` as an entry; a row of ``history`` as it was the entry then."""
    return Entry(_key(row), json.loads(row.value), row.revision, row.at, row.reviewer)


def _event(row: Row[Any]) -> Event:
    value = json.loads(row.value)
    return Event(row.seq, row.id, _key(row), value, row.revision, row.base, row.at, row.reviewer)


def _current(connection: Connection, keys: set[Key]) -> dict[Key, Entry]:
    columns = [entries.c[name] for name in ("kind", "item_id", "annotator_id", "question")]
    found: dict[Key, Entry] = {}
    for portion in _portions(keys):
        among = tuple_(*columns).in_([tuple(_parts(key).values()) for key in portion])
        for row in connection.execute(select(entries).where(among)):
            found[_key(row)] = entry_of(row)
    return found


def _known(connection: Connection, ids: set[str]) -> dict[str, tuple[Saved, int]]:
    found: dict[str, tuple[Saved, int]] = {}
    for portion in _portions(ids):
        for row in connection.execute(select(history).where(history.c.id.in_(portion))):
            event = _event(row)
            saved = Saved(event.id, event.key, event.value, event.revision, event.at)
            found[event.id] = (saved, event.base)
    return found


def _write(connection: Connection, accepted: Sequence[Accepted], at: str) -> None:
    if not accepted:
        return
    lines = [_line(one, at) for one in accepted]
    connection.execute(insert(history), lines)
    newest = {
        one.change.key: {column.name: line[column.name] for column in entries.c}
        for one, line in zip(accepted, lines, strict=True)
        if one.is_new
    }
    if newest:
        query = insert_or_update(entries)
        changed = {name: query.excluded[name] for name in ("value", "revision", "at", "reviewer")}
        update = query.on_conflict_do_update(index_elements=entries.primary_key, set_=changed)
        connection.execute(update, list(newest.values()))


def _line(one: Accepted, at: str) -> dict[str, object]:
    change = one.change
    return {
        **_parts(change.key),
        "id": change.id,
        "value": encoded(change.value),
        "revision": one.revision,
        "base": change.base,
        "at": at,
        "reviewer": change.reviewer,
    }
