"""A whole project as one file."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from annotate.errors import WorkspaceError
from annotate.workspace.database import copy_database, passing_engine, reading, shared_engine
from annotate.workspace.disk import MAKING, sha256_of, sync
from annotate.workspace.manifest import MANIFEST, Packed, manifest_text
from annotate.workspace.parquet import FILES
from annotate.workspace.project import DATABASE, Project
from annotate.workspace.store import now
from annotate.workspace.versions import all_versions, data_path

_CHUNK = 1 << 20


def pack(project: Project, path: Path) -> None:
    """Write the project to a new zip file; WorkspaceError where there is one already."""
    if path.exists():
        raise WorkspaceError(
            f"{path} is there already and was not touched. Choose another name, or move it away."
        )
    part = path.with_name(f"{MAKING}{secrets.token_hex(8)}")
    try:
        with tempfile.TemporaryDirectory(prefix="annotate-") as folder:
            snapshot = Path(folder) / DATABASE
            copy_database(shared_engine(project.folder / DATABASE), snapshot)
            _write_zip(part, project.name, _files(project, snapshot))
        sync(part)
        path.touch(exist_ok=False)  # whoever is first has the name
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _files(project: Project, snapshot: Path) -> dict[str, Path]:
    """What goes in, as the copy of the database knows it; files named by content never change."""
    with passing_engine(snapshot) as engine, reading(engine) as connection:
        versions = all_versions(connection, project.folder)
    files: dict[str, Path] = {}
    for version in versions:
        folder = data_path(project.folder, version.content)
        files |= {f"data/{version.content}/{name}": folder / name for name in FILES}
        files |= {f"uploads/{upload.path.name}": upload.path for upload in version.uploads}
    return {DATABASE: snapshot, **dict(sorted(files.items()))}


def _write_zip(part: Path, name: str, files: dict[str, Path]) -> None:
    with ZipFile(part, "x", ZIP_DEFLATED) as target:
        listed: dict[str, Packed] = {}
        for inside, source in files.items():
            listed[inside] = Packed(source.stat().st_size, sha256_of(source))
            _add(target, inside, source)
        target.writestr(MANIFEST, manifest_text(name, now(), listed))


def _add(target: ZipFile, inside: str, source: Path) -> None:
    entry = ZipInfo.from_file(source, inside, strict_timestamps=False)
    # Parquet is compressed already.
    entry.compress_type = ZIP_STORED if inside.endswith(".parquet") else ZIP_DEFLATED
    with source.open("rb") as file, target.open(entry, "w", force_zip64=True) as packed:
        while chunk := file.read(_CHUNK):
            packed.write(chunk)
