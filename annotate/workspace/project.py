"""One project: a folder with its database, the files as they came, and the parsed data.

project.db             what the reviewer did, and the list of imports
uploads/               the files as they came, named by their SHA-256
data/<content>/        the parsed data of each import, named by content
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, select

from annotate.annotations import Annotations
from annotate.errors import NotFoundError, WorkspaceError
from annotate.workspace import tables
from annotate.workspace.changes import JsonValue
from annotate.workspace.database import reading, shared_engine, writing
from annotate.workspace.migration import upgrade
from annotate.workspace.rules import stored_json
from annotate.workspace.store import Store, now
from annotate.workspace.versions import (
    StoredUpload,
    Upload,
    Version,
    add_version,
    all_versions,
    data_path,
    keep_data,
    keep_upload,
    newest_content,
)

DATABASE = "project.db"


class Project:
    """An open project; cheap to make, safe to share between threads.

    ``folder`` is where it lives and ``store`` what the reviewer did. Nothing is kept in
    memory but the connection, so that what another window changed is seen at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / DATABASE).is_file():
            raise WorkspaceError(
                f"{folder} holds no project: there is no {DATABASE} in it. Restore it from an"
                " export or a backup."
            )
        self._engine: Engine = shared_engine(folder / DATABASE)
        upgrade(self._engine)
        self.store = Store(self._engine)

    @property
    def name(self) -> str:
        """The display name, as it is now."""
        with reading(self._engine) as connection:
            return str(connection.execute(select(tables.project.c.name)).scalar_one())

    @property
    def data_version(self) -> str | None:
        """What names the current data, as a key for caches; None before the first import."""
        with reading(self._engine) as connection:
            return newest_content(connection)

    def data(self, version: str | None = None) -> Annotations | None:
        """The current data, or those of an earlier version; None before the first import.

        They are read from the disk at each call and checked against their name: keep them
        by ``data_version``.
        """
        content = self._known(version) if version is not None else self.data_version
        if content is None:
            return None
        from annotate.workspace.parquet import restore  # pyarrow takes a moment to import

        return restore(data_path(self.folder, content), expected_hash=content)

    def set_data(
        self,
        annotations: Annotations,
        uploads: Sequence[Upload] = (),
        how: str = "",
        settings: JsonValue = None,
    ) -> str:
        """Make these the project's data; their version.

        What the reviewer did stays, also what no longer matches (``store.unmatched``), and so
        do the data of before (``versions``). Where this fails, nothing has changed.
        """
        about = stored_json(settings, "The settings of the import")
        rows = [(upload.name, keep_upload(self.folder, upload)) for upload in uploads]
        content = keep_data(self.folder, annotations)
        with writing(self._engine) as connection:
            version = {"content": content, "made_at": now(), "how": how, "settings": about}
            add_version(connection, annotations, version, rows)
        return content

    def versions(self) -> list[Version]:
        """Every import, the newest first."""
        with reading(self._engine) as connection:
            return all_versions(connection, self.folder)

    def uploads(self) -> list[StoredUpload]:
        """The files that the current data were made from, in their order."""
        versions = self.versions()
        return list(versions[0].uploads) if versions else []

    def _known(self, version: str) -> str:
        known = {each.content for each in self.versions()}
        if version not in known:
            raise NotFoundError(
                f"The project has no data of version {version}; it has {len(known)} versions."
            )
        return version
