"""The data of a project: every import kept, uploads and parsed labels named by content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from annotate.annotations import Annotations
from annotate.errors import WorkspaceError
from annotate.workspace import tables
from annotate.workspace.changes import JsonValue
from annotate.workspace.disk import explained, folder_in_making, settle, write_whole

_CONTENT = re.compile(r"[0-9a-f]{32}")
_UPLOAD = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?")


@dataclass(frozen=True)
class Upload:
    """A file that somebody gave, as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class StoredUpload:
    """A file as it came, kept at ``path``."""

    name: str
    size: int
    sha256: str
    path: Path


@dataclass(frozen=True)
class Version:
    """One import: what it made, when and how, and from which uploads.

    ``content`` names the data and is the key for anything computed from them; two imports
    that came to the same data have the same one. ``how`` is one sentence, ``settings`` what
    the reader of the file was told.
    """

    content: str
    made_at: str
    how: str
    settings: JsonValue
    n_items: int
    n_annotators: int
    n_labels: int
    uploads: tuple[StoredUpload, ...]


def keep_data(folder: Path, data: Annotations) -> str:
    """Write the data below a project's folder; the name of their content."""
    from annotate.workspace.parquet import is_whole, save  # pyarrow takes a moment to import

    with explained("Saving the data"), folder_in_making(folder / "data") as making:
        content = save(data, making)
        final = data_path(folder, content)
        if not is_whole(final, content):
            if final.exists():
                final.rename(making.with_name(f"{making.name}-damaged"))
            try:
                settle(making, final)
            except OSError:
                # Another process may have saved the same data at the same moment.
                if not is_whole(final, content):
                    raise
    return content


def keep_upload(folder: Path, upload: Upload) -> dict[str, object]:
    """Write an upload below a project's folder; its row in the table of uploads."""
    sha256 = hashlib.sha256(upload.content).hexdigest()
    ending = Path(upload.name.replace("\\", "/")).suffix.lower()
    suffix = ending if re.fullmatch(r"\.[a-z0-9]{1,10}", ending) else ""
    with explained(f"Keeping the file {upload.name}"):
        write_whole(upload_path(folder, sha256 + suffix), upload.content)
    return {"sha256": sha256, "suffix": suffix, "size": len(upload.content)}


def add_version(
    connection: Connection,
    data: Annotations,
    about: Mapping[str, object],
    uploads: Sequence[tuple[str, Mapping[str, object]]],
) -> None:
    """Note an import; ``uploads`` are names with their rows as ``keep_upload`` gave them."""
    counts = {
        "n_items": data.n_items,
        "n_annotators": data.n_annotators,
        "n_labels": data.n_labels,
    }
    made = connection.execute(insert(tables.versions).values(**about, **counts))
    version = made.lastrowid
    for position, (name, row) in enumerate(uploads):
        connection.execute(insert_or_update(tables.uploads).values(row).on_conflict_do_nothing())
        connection.execute(
            insert(tables.sources).values(
                version=version, position=position, sha256=row["sha256"], name=name
            )
        )


def newest_content(connection: Connection) -> str | None:
    """The content of the last import; None where there was none."""
    query = select(tables.versions.c.content).order_by(tables.versions.c.seq.desc()).limit(1)
    content: str | None = connection.execute(query).scalar()
    return content


def all_versions(connection: Connection, folder: Path) -> list[Version]:
    """Every import, the newest first."""
    query = select(tables.versions).order_by(tables.versions.c.seq.desc())
    return [_version(connection, folder, row) for row in connection.execute(query).all()]


def data_path(folder: Path, content: str) -> Path:
    """Where the data of that content are; WorkspaceError where it is no name of content."""
    return folder / "data" / _safe(_CONTENT, content)


def upload_path(folder: Path, file_name: str) -> Path:
    """Where an upload is; WorkspaceError where the name is not one that uploads get."""
    return folder / "uploads" / _safe(_UPLOAD, file_name)


def _safe(pattern: re.Pattern[str], name: str) -> str:
    # The database may have come from someone else, so its names may be paths.
    if not pattern.fullmatch(name):
        raise WorkspaceError(
            f"The project's database names a file that no project has ({name[:80]}), so it was"
            " altered or is damaged. Restore it from an export or a backup."
        )
    return name


def _version(connection: Connection, folder: Path, row: Row[Any]) -> Version:
    joined = select(tables.sources.c.name, tables.uploads).join(
        tables.uploads, tables.uploads.c.sha256 == tables.sources.c.sha256
    )
    chosen = joined.where(tables.sources.c.version == row.seq).order_by(tables.sources.c.position)
    uploads = tuple(
        StoredUpload(
            upload.name,
            upload.size,
            upload.sha256,
            upload_path(folder, upload.sha256 + upload.suffix),
        )
        for upload in connection.execute(chosen)
    )
    return Version(
        row.content,
        row.made_at,
        row.how,
        json.loads(row.settings),
        row.n_items,
        row.n_annotators,
        row.n_labels,
        uploads,
    )
