"""What a list of projects shows, read without opening them for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from annotate.errors import WorkspaceError
from annotate.workspace import tables
from annotate.workspace.database import passing_engine, reading
from annotate.workspace.disk import explained
from annotate.workspace.migration import upgrade
from annotate.workspace.project import DATABASE


@dataclass(frozen=True)
class ProjectInfo:
    """One project in a list; times are UTC, ISO 8601.

    ``changed`` is the last change by a reviewer or import. Where a project cannot be read
    ``broken`` says why, its name is that of the folder, and all else is empty.
    """

    name: str
    folder: Path
    n_items: int = 0
    n_annotators: int = 0
    n_labels: int = 0
    created: str = ""
    opened: str = ""
    changed: str = ""
    archived: bool = False
    broken: str = ""


def listed(parent: Path) -> Iterator[ProjectInfo]:
    """Every project folder below ``parent``, whole or broken, in no order."""
    if not parent.is_dir():
        return
    for folder in parent.iterdir():
        if folder.is_dir() and not folder.name.startswith("."):
            yield looked_at(folder)


def looked_at(folder: Path) -> ProjectInfo:
    """What the list shows of the project in a folder, whatever state that is in."""
    try:
        with explained(f"Looking at {folder}"):
            if (folder / DATABASE).is_file():
                return _read(folder)
        broken = f"there is no {DATABASE} in it. Restore it from an export or a backup, or move"
        broken += " the folder away."
    except WorkspaceError as error:
        return ProjectInfo(name=folder.name, folder=folder, broken=str(error))
    except (TypeError, ValueError) as error:  # a value in the database that we never wrote
        broken = f"its database is damaged ({error}). Restore it from an export or a backup."
    broken = f"{folder} holds no project: {broken}"
    return ProjectInfo(name=folder.name, folder=folder, broken=broken)


def _read(folder: Path) -> ProjectInfo:
    with passing_engine(folder / DATABASE) as engine:
        upgrade(engine)
        with reading(engine) as connection:
            return _info(connection, folder)


def _info(connection: Connection, folder: Path) -> ProjectInfo:
    about = connection.execute(select(tables.project)).one()
    newest = tables.versions.c.seq.desc()
    version = connection.execute(select(tables.versions).order_by(newest).limit(1)).first()
    last = select(tables.history.c.at).order_by(tables.history.c.seq.desc()).limit(1)
    changed = connection.execute(last).scalar() or ""
    return ProjectInfo(
        name=about.name,
        folder=folder,
        n_items=version.n_items if version else 0,
        n_annotators=version.n_annotators if version else 0,
        n_labels=version.n_labels if version else 0,
        created=about.created_at,
        opened=about.opened_at,
        changed=max(changed, version.made_at if version else "", about.created_at),
        archived=about.archived_at is not None,
    )
