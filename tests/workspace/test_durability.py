"""Killed processes, several processes, full and locked and read-only disks."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from annotate.errors import WorkspaceError
from annotate.workspace import (
    Conflict,
    Key,
    Kind,
    Project,
    Saved,
    Upload,
    Workspace,
    database,
    forget_engines,
)
from annotate.workspace.database import shared_engine
from tests.workspace.cases import annotations, change, note

WRITER = """
import sys
from pathlib import Path
from annotate.workspace import Change, Key, Kind, Project

store = Project(Path(sys.argv[1])).store
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{number}"
    text = name * 200
    [saved] = store.apply([Change(name, Key(Kind.NOTE, name), text, 0)])
    print(name, saved.revision, flush=True)
"""

COUNTER = """
import sys
from pathlib import Path
from annotate.workspace import Change, Key, Kind, Project, Saved

store, key = Project(Path(sys.argv[1])).store, Key(Kind.SETTING, question="count")
for number in range(int(sys.argv[3])):
    entry, tries = store.entry(key), 0
    while True:
        counted, base = (entry.value[0], entry.revision) if entry else (0, 0)
        # The name is there since two who say the same do not conflict.
        value = [counted + 1, sys.argv[2]]
        change = Change(f"{sys.argv[2]}-{number}-{tries}", key, value, base)
        [entry] = store.apply([change])
        tries += 1
        if isinstance(entry, Saved):
            break
"""

ROOT = Path(__file__).parents[2]


def started(script: str, project: Project, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(project.folder), name, str(count)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_nothing_confirmed_is_missing_after_the_process_was_killed(project: Project) -> None:
    confirmed: list[str] = []
    chance = random.Random(7)
    for round_number in range(4):
        with started(WRITER, project, f"r{round_number}", 100_000) as child:
            assert child.stdout is not None
            lines = child.stdout
            confirmed += [lines.readline() for _ in range(chance.randrange(1, 60))]
            child.send_signal(signal.SIGKILL)
            confirmed += [line for line in lines.read().splitlines(True) if line[-1] == "\n"]
    assert len(confirmed) > 4
    for line in confirmed:
        name, revision = line.split()
        entry = project.store.entry(Key(Kind.NOTE, name))
        assert entry is not None, f"{name} was confirmed and is gone"
        assert (entry.value, entry.revision) == (name * 200, int(revision))
    stored = {entry.key.item_id for entry in project.store.entries(Kind.NOTE)}
    assert stored == {event.key.item_id for event in project.store.history()}


def test_two_processes_that_write_at_once_lose_nothing(project: Project) -> None:
    count = 60
    children = [started(COUNTER, project, name, count) for name in ("one", "two")]
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    entry = project.store.entry(Key(Kind.SETTING, question="count"))
    assert entry is not None
    assert isinstance(entry.value, list)
    assert (entry.value[0], entry.revision) == (2 * count, 2 * count)


@contextmanager
def pragma(project: Project, statement: str) -> Iterator[None]:
    """All connections to the project run a statement first."""
    engine: Engine = shared_engine(project.folder / "project.db")

    def run(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", run)
    yield
    event.remove(engine, "connect", run)
    engine.dispose()


def pages(project: Project) -> int:
    connection = sqlite3.connect(project.folder / "project.db")
    [count] = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    return int(count)


def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_afterwards(
    project: Project,
) -> None:
    project.store.apply([change(note(), "before")])
    batch = [change(note("i2"), "small"), change(note("i3"), "x" * 200_000)]
    with (
        pragma(project, f"PRAGMA max_page_count = {pages(project) + 10}"),
        pytest.raises(WorkspaceError, match="the disk is full"),
    ):
        project.store.apply(batch)
    assert [entry.value for entry in project.store.entries()] == ["before"]
    assert len(project.store.history()) == 1
    assert all(isinstance(outcome, Saved) for outcome in project.store.apply(batch))
    forget_engines(project.folder)
    assert len(project.store.entries()) == 3


def test_while_the_disk_is_full_the_project_can_be_opened_and_read(
    workspace: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.store.apply([change(note(), "before")])
    monkeypatch.setattr("annotate.workspace.home._OPENED_AGAIN", timedelta(0))
    with pragma(project, "PRAGMA query_only = ON"):
        opened = Workspace(workspace.home).open(project.name)
        assert opened.store.record().notes == {"i1": "before"}
        with pytest.raises(WorkspaceError, match="may not be written"):
            opened.store.put(note(), "after")
    entry = project.store.entry(note())
    assert entry is not None
    assert entry.value == "before"


def test_a_database_that_another_program_holds_is_an_error_in_plain_words(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    forget_engines(project.folder)
    store = Project(project.folder).store
    holder = sqlite3.connect(project.folder / "project.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkspaceError, match="another program has been writing"):
        store.put(note(), "blocked")
    assert store.entries() == []  # reading goes on
    holder.execute("ROLLBACK")
    holder.close()
    assert store.put(note(), "free").revision == 1


def test_data_that_cannot_be_written_leave_the_data_of_before(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = project.set_data(annotations(), [Upload("a.csv", b"a")], "first", None)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotate.workspace.disk.os.fsync", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        project.set_data(annotations("other"), [Upload("b.csv", b"b")], "second", None)
    assert project.data_version == version
    assert [each.how for each in project.versions()] == ["first"]
    assert sorted(path.name for path in (project.folder / "data").iterdir()) == [version]
    assert len(list((project.folder / "uploads").iterdir())) == 1


def test_a_stale_window_is_told_so_across_processes(project: Project) -> None:
    assert project.store.entries() == []
    with started(WRITER, project, "other", 1) as child:
        child.communicate(timeout=60)
    [conflict] = project.store.apply([change(note("other-0"), "mine")])
    assert isinstance(conflict, Conflict)
    assert conflict.value == "other-0" * 200


def test_each_commit_is_forced_to_the_disk(project: Project) -> None:
    with database.writing(shared_engine(project.folder / "project.db")) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "fullfsync")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "fullfsync": 1}
