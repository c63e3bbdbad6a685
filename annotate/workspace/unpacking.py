"""An exported project taken in: nothing of the file is trusted before it was checked."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import struct
import zlib
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import Connection, Table, Text, func, select, text

from annotate.errors import WorkspaceError
from annotate.workspace import tables
from annotate.workspace.changes import Change, RefusedError
from annotate.workspace.database import passing_engine, reading
from annotate.workspace.manifest import MANIFEST, Packed, files_in
from annotate.workspace.migration import create, upgrade
from annotate.workspace.project import DATABASE
from annotate.workspace.rules import checked
from annotate.workspace.store import entry_of
from annotate.workspace.versions import all_versions, data_path

MOST_BYTES = 16 << 30
"""Unpacked. Ten million labels with their uploads stay below a tenth of it."""

_LARGEST_MANIFEST = 16 << 20
_MOST_FILES = 50_000
_CHUNK = 1 << 20
# What reading a zip file comes to where a byte of it is wrong.
_DAMAGED = (BadZipFile, EOFError, NotImplementedError, ValueError, struct.error, zlib.error)


def unpack(path: Path, folder: Path, *, most_bytes: int = MOST_BYTES) -> str:
    """Put the project in that file into an empty folder; its name.

    WorkspaceError says what is wrong with the file. Then the folder holds rubbish, and the
    caller throws it away.
    """
    try:
        with ZipFile(path) as source:
            files = _listed(source)
            _refuse_too_large(files, folder, most_bytes)
            for inside, packed in files.items():
                _unpack_one(source, inside, packed, folder / inside)
        return _checked_database(folder)
    except _DAMAGED as error:
        raise WorkspaceError(
            f"{path} was not imported: it is no zip file, or is damaged ({error}). Export the"
            " project again, or copy the file again. Nothing was changed."
        ) from error
    except WorkspaceError as error:
        raise WorkspaceError(f"{path} was not imported: {error}. Nothing was changed.") from error


def _listed(source: ZipFile) -> dict[str, Packed]:
    """The files that the manifest lists, which are exactly those in the zip."""
    entries = source.infolist()
    if len(entries) > _MOST_FILES:
        raise WorkspaceError(f"it holds {len(entries):,} files, and no project has so many")
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or MANIFEST not in names:
        raise WorkspaceError("it is no exported project, or the same file is in it twice")
    for entry in entries:
        _refuse_strange(entry)
    manifest = source.getinfo(MANIFEST)
    if manifest.file_size > _LARGEST_MANIFEST:
        raise WorkspaceError("its list of contents is too long")
    files = files_in(source.read(MANIFEST))
    if names != {MANIFEST, *files}:
        strange = sorted(names.symmetric_difference({MANIFEST, *files}))[0]
        raise WorkspaceError(f"its list of contents and its files differ ({strange[:80]})")
    return files


def _refuse_strange(entry: ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise WorkspaceError(f"it holds a link or another special file ({entry.filename[:80]})")
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise WorkspaceError("it is encrypted, or packed in a way that exports are not")


def _refuse_too_large(files: dict[str, Packed], folder: Path, most_bytes: int) -> None:
    needed = sum(packed.size for packed in files.values())
    free = shutil.disk_usage(folder).free
    if needed > most_bytes:
        raise WorkspaceError(
            f"unpacked it would be {needed:,} bytes, and at most {most_bytes:,} are taken"
        )
    if needed > free:
        raise WorkspaceError(f"unpacked it needs {needed:,} bytes and the disk has {free:,}")


def _unpack_one(source: ZipFile, inside: str, packed: Packed, target: Path) -> None:
    if source.getinfo(inside).file_size != packed.size:
        raise WorkspaceError(f"{inside} is not as large as the list of contents says")
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open(inside) as file, target.open("xb") as written:
        sha256 = _copied(file, written, packed.size)
    if sha256 != packed.sha256:
        raise WorkspaceError(f"{inside} is not what was exported; the file was altered or damaged")


def _copied(file: IO[bytes], written: IO[bytes], size: int) -> str:
    """Copy at most ``size`` bytes and one chunk; the hash of what was there."""
    digest = hashlib.sha256()
    while size >= 0 and (chunk := file.read(_CHUNK)):
        written.write(chunk)
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _checked_database(folder: Path) -> str:
    """The name of the project, once its database is known to hold nothing but a project."""
    with passing_engine(folder / DATABASE) as engine:
        upgrade(engine)
        with reading(engine) as connection:
            if connection.execute(text("PRAGMA quick_check")).scalar() != "ok":
                raise WorkspaceError("its database is damaged")
            if _schema(connection) != _schema_of_new(folder):
                raise WorkspaceError("its database has not the tables of a project")
            for table in tables.metadata.sorted_tables:
                _refuse_other_types(connection, table)
            _refuse_what_nobody_did(connection)
            _refuse_missing(connection, folder)
            return str(connection.execute(select(tables.project.c.name)).scalar_one())


def _schema(connection: Connection) -> set[tuple[str, ...]]:
    """What every table, index, trigger and view is made of."""
    # But Alembic words its own table as it likes, in each version of it.
    words = "CASE name WHEN 'alembic_version' THEN '' ELSE coalesce(sql, '') END"
    query = text(f"SELECT type, name, tbl_name, {words} FROM sqlite_master")  # noqa: S608 - ours
    return {tuple(row) for row in connection.execute(query)}


def _schema_of_new(folder: Path) -> set[tuple[str, ...]]:
    """Triggers and views run by themselves: a project has those of a new one and no others."""
    path = folder / "new.db"
    with passing_engine(path, create=True) as engine:
        create(engine)
        with reading(engine) as connection:
            schema = _schema(connection)
    for file in folder.glob(f"{path.name}*"):
        file.unlink()
    return schema


def _refuse_other_types(connection: Connection, table: Table) -> None:
    """SQLite puts any value into any column; the program counts on what the column says."""
    for column in table.columns:
        permitted = ["text" if isinstance(column.type, Text) else "integer"]
        permitted += ["null"] if column.nullable else []
        strange = select(column).where(func.typeof(column).not_in(permitted)).limit(1)
        if connection.execute(strange).first() is not None:
            raise WorkspaceError(f"its database is damaged in {table.name}")


def _refuse_what_nobody_did(connection: Connection) -> None:
    try:
        for table in (tables.entries, tables.history):
            rows = connection.execution_options(yield_per=1000).execute(select(table))
            for row in rows:
                said = entry_of(row)
                checked(Change("import", said.key, said.value, said.revision, said.reviewer))
        for settings in connection.execute(select(tables.versions.c.settings)).scalars():
            json.loads(settings)
    except (ValueError, RecursionError, RefusedError) as error:
        raise WorkspaceError(
            f"its database holds what no reviewer could have done ({error})"
        ) from error


def _refuse_missing(connection: Connection, folder: Path) -> None:
    for version in all_versions(connection, folder):
        wanted = [data_path(folder, version.content), *(each.path for each in version.uploads)]
        for path in wanted:
            if not path.exists():
                raise WorkspaceError(f"{path.relative_to(folder)} is missing from it")
