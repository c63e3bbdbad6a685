"""A project's SQLite file as an engine: safe settings, and errors in plain words.

One engine a file and process, shared by all threads; each transaction takes a connection of
its own. Every commit is on the disk before it returns (WAL, ``synchronous=FULL``).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from annotate.errors import WorkspaceError

BUSY_SECONDS = 15.0
"""How long to wait for another process that is writing; a write takes milliseconds."""

_engines: dict[tuple[int, Path], Engine] = {}
_engines_lock = threading.Lock()


def shared_engine(path: Path) -> Engine:
    """The engine of this file, one for the whole process (and another after a fork)."""
    key = (os.getpid(), path.resolve())
    with _engines_lock:
        if key not in _engines:
            _engines[key] = _engine(key[1], lasting=True)
        return _engines[key]


@contextmanager
def passing_engine(path: Path, *, create: bool = False) -> Iterator[Engine]:
    """An engine that holds no file open afterwards; ``create`` makes the file if need be."""
    engine = _engine(path.resolve(), create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def forget_engines(under: Path) -> None:
    """Close the shared engines of the files below a folder."""
    folder = under.resolve()
    with _engines_lock:
        for key in [key for key in _engines if key[1].is_relative_to(folder)]:
            _engines.pop(key).dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one consistent state."""
    with _in_plain_words(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is on the disk afterwards, or nothing is.

    It takes the write lock at its start, so that what it reads cannot change before it writes.
    """
    immediate = engine.execution_options(immediate=True)
    with _in_plain_words(engine), immediate.begin() as connection:
        yield connection


def copy_database(engine: Engine, path: Path) -> None:
    """Write all that is committed to a new file, consistent though others go on writing."""
    with _in_plain_words(engine), engine.connect() as connection:
        source = connection.connection.driver_connection
        target = sqlite3.connect(path)
        try:
            if isinstance(source, sqlite3.Connection):  # always; SQLAlchemy does not say so
                source.backup(target)
        finally:
            target.close()


def _engine(path: Path, *, lasting: bool = False, create: bool = False) -> Engine:
    # A URI, since only there a missing file can be an error instead of a new, empty database.
    uri = f"{path.as_uri()}?mode={'rwc' if create else 'rw'}"
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: _connect(uri),
        **({} if lasting else {"poolclass": NullPool}),
    )
    event.listen(engine, "begin", _begin)
    if lasting:
        _watch_for_another_file(engine, path)
    return engine


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",  # macOS: past the drive's own cache
        "checkpoint_fullfsync = ON",
        "foreign_keys = ON",
        "trusted_schema = OFF",  # a project may come from someone else
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _begin(connection: Connection) -> None:
    # Python's sqlite3 begins transactions late and deferred; here that is done by hand.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _watch_for_another_file(engine: Engine, path: Path) -> None:
    """Leave connections whose file was deleted or replaced, or they would write to nowhere."""

    def remember(_: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _identity(path)

    def compare(_: DBAPIConnection, entry: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        if entry.info.get("file") != _identity(path):
            raise exc.DisconnectionError("the file is another one now")

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _in_plain_words(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise WorkspaceError(_explained(error, str(engine.url.database))) from error


def _explained(error: Exception, path: str) -> str:
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    known = _REASONS.get(code & 0xFF) if code is not None else None
    reason = known or f"the database answered: {cause}"
    return f"Nothing was saved or read in {path}: {reason}"


_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full. Free some space, then try again.",
    sqlite3.SQLITE_READONLY: "it may not be written. Check the permissions of the file and its"
    " folder.",
    sqlite3.SQLITE_PERM: "it may not be opened. Check the permissions of the file and its folder.",
    sqlite3.SQLITE_BUSY: "another program has been writing to it for too long. Try again, or"
    " close the other program.",
    sqlite3.SQLITE_LOCKED: "another program has been writing to it for too long. Try again, or"
    " close the other program.",
    sqlite3.SQLITE_CANTOPEN: "the file is missing or may not be opened. Check that the folder is"
    " there and that you may write to it.",
    sqlite3.SQLITE_IOERR: "the disk reported a failure. Check the disk and its free space, then"
    " try again.",
    sqlite3.SQLITE_CORRUPT: "the file is damaged. Restore it from an export or a backup.",
    sqlite3.SQLITE_NOTADB: "the file is no database. Restore it from an export or a backup.",
    sqlite3.SQLITE_TOOBIG: "the text is too long.",
}
