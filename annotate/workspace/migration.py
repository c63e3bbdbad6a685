"""Bringing a project's database to the schema of this program.

The scripts in ``migrations/versions`` are run by Alembic, in one transaction under the write
lock, so that two processes cannot both do it and a crash leaves the old schema.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from annotate.errors import WorkspaceError
from annotate.workspace.database import copy_database, reading, writing
from annotate.workspace.disk import sync
from annotate.workspace.tables import SCHEMA

SCRIPTS = Path(__file__).parent / "migrations"


def create(engine: Engine, *, newest: str = SCHEMA) -> None:
    """Make all tables in a new, empty database."""
    with writing(engine) as connection:
        _run(connection, None, SCRIPTS, newest)


def upgrade(engine: Engine, *, scripts: Path = SCRIPTS, newest: str = SCHEMA) -> None:
    """Run the migrations that the database lacks; hardly more than a look where it lacks none.

    Before anything is changed, a copy of the file is put beside it, named after the schema
    it has (``project.db.0001``). WorkspaceError where the database was made by a newer
    program or is not one of ours.
    """
    with reading(engine) as connection:
        if schema_version(connection) == newest:
            return
    with writing(engine) as connection:
        version = schema_version(connection)
        if version != newest:  # another process may have been quicker
            _run(connection, version, scripts, newest)


def schema_version(connection: Connection) -> str:
    """The migration that the database stands at."""
    if not inspect(connection).has_table("alembic_version"):
        raise WorkspaceError(
            f"{connection.engine.url.database} is no project: its database is empty or of another"
            " program. Restore the project from an export or a backup."
        )
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _run(connection: Connection, version: str | None, scripts: Path, newest: str) -> None:
    # Alembic takes a moment to import and is hardly ever needed.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory(str(scripts))
    if version is not None:
        if version not in {script.revision for script in directory.walk_revisions()}:
            raise WorkspaceError(
                f"The project in {connection.engine.url.database} was made by a newer version of"
                f" Annotate (its schema is {version}, this program knows {newest}). Upgrade"
                " Annotate to open it; nothing was changed."
            )
        _keep_copy(connection.engine, version)
    context = MigrationContext.configure(
        connection, opts={"fn": lambda revision, _: directory._upgrade_revs(newest, revision)}
    )
    with Operations.context(context):
        context.run_migrations()


def _keep_copy(engine: Engine, version: str) -> None:
    """A copy of what is committed, read past the write lock that is held."""
    path = Path(str(engine.url.database))
    part = path.with_name(f"{path.name}.{version}.part")
    part.unlink(missing_ok=True)
    copy_database(engine, part)
    sync(part)
    part.replace(path.with_name(f"{path.name}.{version}"))
    sync(path.parent)
