"""All projects of a person, and what may be done to one as a whole.

    <home>/lock                        held while the list of projects changes
    <home>/projects/<folder>/          one project each (see ``project``)

The home is the user's data folder, or what ``ANNOTATE_HOME`` says.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Engine, insert, select, update

from annotate.errors import NotFoundError, WorkspaceError
from annotate.workspace import tables
from annotate.workspace.database import passing_engine, reading, shared_engine, writing
from annotate.workspace.disk import alone, explained, folder_in_making, settle
from annotate.workspace.listing import ProjectInfo, listed
from annotate.workspace.migration import create
from annotate.workspace.names import checked_name, free_folder, same_name
from annotate.workspace.project import DATABASE, Project
from annotate.workspace.store import now

_OPENED_AGAIN = timedelta(minutes=10)
"""A page opens its project at every click; that is noted no more often than this."""


def default_home() -> Path:
    """Where projects are kept where nothing else is asked for."""
    given = os.environ.get("ANNOTATE_HOME")
    if given:
        return Path(given).expanduser()
    return platformdirs.user_data_path("annotate", appauthor=False)


class Workspace:
    """The projects below one home. Names are told apart without regard to capitals.

    Where two folders hold projects of one name, as after copying one by hand, the name of
    the folder says which is meant.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = (home or default_home()).resolve()
        self._projects = self.home / "projects"
        self._folders: dict[str, Path] = {}  # where a name was found last

    def projects(self, archived: bool | None = False) -> list[ProjectInfo]:
        """The projects, the last used first; the archived ones instead, or all with None.

        A project that cannot be read is listed as well and says what is wrong with it.
        """
        with explained("Listing the projects"):
            found = listed(self._projects)
            chosen = [info for info in found if archived is None or info.archived == archived]
        return sorted(chosen, key=lambda info: max(info.opened, info.changed), reverse=True)

    def create(self, name: str) -> Project:
        """A new, empty project; WorkspaceError where the name is taken or is none."""
        name = checked_name(name)
        with explained(f"Making the project “{name}”"), folder_in_making(self._projects) as making:
            with passing_engine(making / DATABASE, create=True) as engine:
                create(engine)
                at = now()
                _write(engine, insert(tables.project), id=1, name=name, created_at=at, opened_at=at)
            return self._settled(making, name)

    def open(self, name: str) -> Project:
        """The project of that name; NotFoundError names those that there are."""
        project = self._remembered(name) or Project(self._find(name).folder)
        self._folders[name] = project.folder
        _note_opening(shared_engine(project.folder / DATABASE))
        return project

    def rename(self, old: str, new: str) -> None:
        """Give a project another name; its folder stays where it is."""
        new = checked_name(new)
        with alone(self.home):
            info = self._find(old)
            self._refuse_taken(new, besides=info.folder)
            _write(_engine(info), update(tables.project), name=new)

    def archive(self, name: str, archived: bool = True) -> None:
        """Take a project out of the list, or put it back; nothing of it changes."""
        at = now() if archived else None
        _write(_engine(self._find(name)), update(tables.project), archived_at=at)

    def export(self, name: str, path: Path) -> None:
        """Write a project to one new file, consistent though others go on working in it."""
        project = Project(self._find(name).folder)
        with explained(f"Exporting the project “{name}”"):
            from annotate.workspace.packing import pack  # pandas takes a second to import

            pack(project, path)

    def import_file(self, path: Path, name: str | None = None) -> Project:
        """The project in an exported file, as a new one, under its own or another name.

        WorkspaceError where the file is not whole, not one of ours, or made by a newer
        program, or where the name is taken; then nothing has changed.
        """
        wanted = None if name is None else checked_name(name)
        with explained(f"Importing {path}"), folder_in_making(self._projects) as making:
            from annotate.workspace.unpacking import unpack  # likewise

            own = checked_name(unpack(path, making))
            chosen = wanted or own
            self._refuse_taken(chosen)
            with passing_engine(making / DATABASE) as engine:
                _write(
                    engine, update(tables.project), name=chosen, opened_at=now(), archived_at=None
                )
            return self._settled(making, chosen)

    def _settled(self, making: Path, name: str) -> Project:
        with alone(self.home):
            self._refuse_taken(name)
            folder = free_folder(self._projects, name)
            settle(making, folder)
        return Project(folder)

    def _remembered(self, name: str) -> Project | None:
        """The project where it was last time, without looking through all of them."""
        folder = self._folders.get(name)
        if folder is None or not (folder / DATABASE).is_file():
            return None
        project = Project(folder)
        return project if same_name(project.name, name) else None

    def _find(self, name: str) -> ProjectInfo:
        projects = self.projects(archived=None)
        whole = [info for info in projects if not info.broken]
        found = [info for info in whole if same_name(info.name, name)]
        found = [info for info in found if info.folder.name == name] or found
        found = found or [info for info in projects if info.folder.name == name]
        if len(found) == 1:
            return found[0]
        if found:
            folders = ", ".join(info.folder.name for info in found)
            raise WorkspaceError(
                f"More than one folder holds a project called “{name}”: {folders}. Use the name of"
                " the folder, and rename one of them."
            )
        known = ", ".join(f"“{info.name}”" for info in whole[:10]) or "none"
        more = f" and {len(whole) - 10} more" if len(whole) > 10 else ""
        raise NotFoundError(f"There is no project “{name}” in {self.home}. There: {known}{more}.")

    def _refuse_taken(self, name: str, besides: Path | None = None) -> None:
        for info in self.projects(archived=None):
            if same_name(info.name, name) and info.folder != besides:
                archived = " among the archived ones" if info.archived else ""
                raise WorkspaceError(
                    f"There is already a project “{info.name}”{archived}. Choose another name;"
                    " nothing was changed."
                )


def _engine(info: ProjectInfo) -> Engine:
    return shared_engine(info.folder / DATABASE)


def _write(engine: Engine, statement: Any, **values: object) -> None:
    with writing(engine) as connection:
        connection.execute(statement.values(**values))


def _note_opening(engine: Engine) -> None:
    with reading(engine) as connection:
        last = connection.execute(select(tables.project.c.opened_at)).scalar_one()
    if datetime.now(UTC) - datetime.fromisoformat(last) > _OPENED_AGAIN:
        # On a full or read-only disk a project can still be read; the time is not worth failing.
        with suppress(WorkspaceError):
            _write(engine, update(tables.project), opened_at=now())
