"""Databases of every age: the first schema opens, an older one is copied, a newer one refused."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from annotate.errors import WorkspaceError
from annotate.workspace import Project, Workspace, forget_engines
from annotate.workspace.database import passing_engine, reading, writing
from annotate.workspace.migration import SCRIPTS, create, upgrade
from annotate.workspace.tables import SCHEMA, metadata
from tests.workspace.cases import change, note, verdict

FIRST = Path(__file__).parent / "first_schema.sql"
"""A database as the first release made it. A migration that was released is never altered."""

SECOND = """
from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{before}"


def upgrade():
    op.add_column("entries", sa.Column("extra", sa.Text, nullable=False, server_default="new"))
    {then}
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project folder of the first release, with what a reviewer did in it."""
    folder = tmp_path / "old"
    folder.mkdir()
    connection = sqlite3.connect(folder / "project.db")
    connection.executescript(FIRST.read_text("utf-8"))
    connection.close()
    return folder


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Our migrations and one more, as the next release may have."""
    copy = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9999_more.py").write_text(SECOND.format(before=SCHEMA, then=""))
    return copy


def columns_of_entries(folder: Path) -> set[str]:
    connection = sqlite3.connect(folder / "project.db")
    found = {row[1] for row in connection.execute("PRAGMA table_info(entries)")}
    connection.close()
    return found


def test_a_project_of_the_first_release_opens_with_all_that_was_done(old: Path) -> None:
    project = Project(old)
    assert project.name == "First ✨"
    assert project.store.record().notes == {"i1": "a note\nof two lines"}
    assert [event.value for event in project.store.history()] == ["a note\nof two lines", "a note"]
    [saved] = project.store.apply([change(note(), "third", base=2)])
    assert saved.revision == 3
    forget_engines(old)


def test_the_first_migration_still_makes_what_was_released(old: Path, tmp_path: Path) -> None:
    with passing_engine(tmp_path / "new.db", create=True) as engine:
        create(engine, newest="0001")
    query = (
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE name <> 'alembic_version' ORDER BY name"
    )
    released = sqlite3.connect(old / "project.db")
    made = sqlite3.connect(tmp_path / "new.db")
    assert made.execute(query).fetchall() == released.execute(query).fetchall()
    released.close()
    made.close()


def test_the_tables_in_the_program_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    with passing_engine(tmp_path / "new.db", create=True) as engine:
        create(engine)
        with reading(engine) as connection:
            for table in metadata.sorted_tables:
                rows = connection.exec_driver_sql(f"PRAGMA table_info({table.name})")
                made = {row.name: (row.type, bool(row.notnull or row.pk)) for row in rows}
                assert made == {
                    column.name: (str(column.type), not column.nullable) for column in table.columns
                }


def test_the_program_names_the_newest_script() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [SCHEMA]


def test_an_older_database_is_upgraded_and_a_copy_of_it_kept(old: Path, scripts: Path) -> None:
    with passing_engine(old / "project.db") as engine:
        upgrade(engine, scripts=scripts, newest="9999")
    assert "extra" in columns_of_entries(old)
    copy = sqlite3.connect(old / "project.db.0001")
    assert copy.execute("SELECT value FROM entries").fetchall() == [('"a note\\nof two lines"',)]
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    copy.close()


def test_a_migration_that_fails_leaves_the_old_schema(old: Path, scripts: Path) -> None:
    broken = SECOND.format(before=SCHEMA, then='op.execute("INSERT INTO nowhere VALUES (1)")')
    (scripts / "versions" / "9999_more.py").write_text(broken)
    with (
        passing_engine(old / "project.db") as engine,
        pytest.raises(WorkspaceError, match="nowhere"),
    ):
        upgrade(engine, scripts=scripts, newest="9999")
    assert "extra" not in columns_of_entries(old)
    assert Project(old).name == "First ✨"
    forget_engines(old)


def test_two_that_open_an_old_project_at_once_upgrade_it_once(old: Path, scripts: Path) -> None:
    problems: list[WorkspaceError] = []

    def work() -> None:
        try:
            with passing_engine(old / "project.db") as engine:
                upgrade(engine, scripts=scripts, newest="9999")
        except WorkspaceError as error:
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert "extra" in columns_of_entries(old)


def test_a_newer_database_is_refused_unchanged(workspace: Workspace, project: Project) -> None:
    project.store.apply([change(verdict(), "error")])
    forget_engines(project.folder)
    with passing_engine(project.folder / "project.db") as engine, writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceError, match=r"newer version of Annotate.*Upgrade"):
        Project(project.folder)
    [info] = workspace.projects()
    assert "Upgrade Annotate" in info.broken
    assert {path.name for path in project.folder.iterdir()} <= {
        "project.db",
        "project.db-wal",
        "project.db-shm",
    }


def test_migrations_say_nothing_on_the_way(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.WARNING):
        workspace.create("quiet")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
