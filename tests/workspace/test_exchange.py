"""A project as one file and back; and files made by someone who means harm."""

from __future__ import annotations

import json
import sqlite3
import stat
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from annotate.errors import WorkspaceError
from annotate.workspace import Key, Kind, Project, Upload, Workspace, forget_engines
from annotate.workspace.unpacking import unpack
from tests.workspace.cases import annotations, change, note, verdict


@pytest.fixture
def exported(workspace: Workspace, project: Project, tmp_path: Path) -> Path:
    """A project with two versions of data and some work in it, exported."""
    project.set_data(annotations(), [Upload("a.csv", b"a" * 5000)], "first", {"item": "id"})
    project.set_data(annotations("other"), [Upload("b.csv", b"b")], "second", None)
    project.store.apply([change(verdict(), "error"), change(note(), "a note 👍")])
    project.store.put(Key(Kind.LETTER, annotator_id="ann"), "Dear Ann, …")
    path = tmp_path / "project.annotate.zip"
    workspace.export(project.name, path)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Workspace:
    """The workspace of another person."""
    return Workspace(tmp_path / "elsewhere")


def test_an_imported_project_is_what_was_exported(
    project: Project, exported: Path, elsewhere: Workspace
) -> None:
    imported = elsewhere.import_file(exported)
    assert imported.name == project.name
    assert imported.store.entries() == project.store.entries()
    assert imported.store.history() == project.store.history()
    assert imported.data_version == project.data_version
    assert [version.how for version in imported.versions()] == ["second", "first"]
    for theirs, ours in zip(imported.versions(), project.versions(), strict=True):
        assert imported.data(theirs.content) is not None
        assert theirs.uploads[0].path.read_bytes() == ours.uploads[0].path.read_bytes()
    [saved] = imported.store.apply([change(note(), "goes on", base=1)])
    assert saved.revision == 2


def test_an_export_never_overwrites(workspace: Workspace, project: Project, exported: Path) -> None:
    before = exported.read_bytes()
    with pytest.raises(WorkspaceError, match="was not touched"):
        workspace.export(project.name, exported)
    assert exported.read_bytes() == before
    assert [path.name for path in exported.parent.iterdir() if path.is_file()] == [exported.name]


def test_an_export_to_nowhere_is_an_error_in_plain_words(
    workspace: Workspace, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(WorkspaceError, match="Exporting"):
        workspace.export(project.name, tmp_path / "missing" / "x.zip")


def test_an_export_while_others_write_is_one_state(
    workspace: Workspace, project: Project, elsewhere: Workspace, tmp_path: Path
) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            batch = [change(note(f"{number}{side}"), "x" * 3000) for side in "lr"]
            project.store.apply(batch)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        workspace.export(project.name, tmp_path / "busy.zip")
    finally:
        done.set()
        writer.join()
    entries = elsewhere.import_file(tmp_path / "busy.zip").store.entries()
    lefts = {entry.key.item_id[:-1] for entry in entries if entry.key.item_id.endswith("l")}
    assert len(entries) == 2 * len(lefts)


def test_a_name_that_is_taken_needs_another(
    workspace: Workspace, project: Project, exported: Path
) -> None:
    with pytest.raises(WorkspaceError, match="already a project"):
        workspace.import_file(exported)
    assert len(workspace.projects()) == 1
    assert workspace.import_file(exported, name="The copy").name == "The copy"
    assert workspace.open(project.name).folder == project.folder


def test_an_archived_project_comes_back_into_the_list(
    workspace: Workspace, project: Project, elsewhere: Workspace, tmp_path: Path
) -> None:
    workspace.archive(project.name)
    workspace.export(project.name, tmp_path / "archived.zip")
    elsewhere.import_file(tmp_path / "archived.zip")
    assert [info.archived for info in elsewhere.projects()] == [False]


Files = dict[str, bytes]


def contents(path: Path) -> Files:
    with ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def repack(path: Path, files: Files, *, honest: bool = True) -> None:
    """Write the files as an export; ``honest`` makes the manifest agree with them."""
    if honest:
        about = json.loads(files["manifest.json"])
        about["files"] = {
            name: {"size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
            if name != "manifest.json"
        }
        files["manifest.json"] = json.dumps(about).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)


def in_database(files: Files, folder: Path, *statements: str) -> Files:
    path = folder / "altered.db"
    path.write_bytes(files["project.db"])
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return files | {"project.db": path.read_bytes()}


def manifest(**parts: Any) -> Callable[[Files, Path], Files]:
    def alter(files: Files, _: Path) -> Files:
        about = json.loads(files["manifest.json"]) | parts
        return files | {"manifest.json": json.dumps(about).encode()}

    return alter


def database(*statements: str) -> Callable[[Files, Path], Files]:
    return lambda files, folder: in_database(files, folder, *statements)


def with_file(name: str, content: bytes = b"x") -> Callable[[Files, Path], Files]:
    return lambda files, _: files | {name: content}


def without(beginning: str) -> Callable[[Files, Path], Files]:
    return lambda files, _: {n: c for n, c in files.items() if not n.startswith(beginning)}


HOSTILE: dict[str, tuple[Callable[[Files, Path], Files], str]] = {
    "a path upwards": (with_file("../evil.txt"), "no project has"),
    "a path upwards inside data": (with_file("data/../../evil"), "no project has"),
    "an absolute path": (with_file("/etc/evil.txt"), "no project has"),
    "a Windows path": (with_file("C:\\evil.txt"), "no project has"),
    "a strange file": (with_file("uploads/evil.exe"), "no project has"),
    "a strange file in data": (with_file(f"data/{'a' * 32}/evil.pkl"), "no project has"),
    "no database": (without("project.db"), "holds no project.db"),
    "no data": (without("data/"), "is missing"),
    "no uploads": (without("uploads/"), "is missing"),
    "a newer format": (manifest(annotate_export=2), "newer version"),
    "no format": (manifest(annotate_export=None, files=None), "cannot be read|no project"),
    "not a database": (with_file("project.db", b"SQLite format 3\0 not"), "database"),
    "an empty database": (with_file("project.db", b""), "empty"),
    "a trigger": (
        database(
            "CREATE TRIGGER evil AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
        ),
        "not the tables",
    ),
    "a view in place of a table": (
        database("ALTER TABLE uploads RENAME TO u", "CREATE VIEW uploads AS SELECT * FROM u"),
        "not the tables",
    ),
    "no append-only history": (database("DROP TRIGGER history_is_never_deleted"), "not the tables"),
    "a newer database": (database("UPDATE alembic_version SET version_num = '9'"), "newer version"),
    "a path in the database": (
        database("UPDATE versions SET content = '../../../../etc'"),
        "was altered",
    ),
    "a path as an ending": (database("UPDATE uploads SET suffix = '/../../x'"), "was altered"),
    "an unknown kind": (database("UPDATE entries SET kind = 'evil'"), "no reviewer could"),
    "an unknown verdict": (
        database("UPDATE entries SET value = '\"evil\"' WHERE kind = 'verdict'"),
        "no reviewer could",
    ),
    "a value that is no JSON": (
        database("UPDATE entries SET value = '{' WHERE kind = 'note'"),
        "no reviewer could",
    ),
    "history that is no reading": (
        database(
            "INSERT INTO history VALUES (99, 'x', 'read', 'i', '', '', '[]', 1, 0, '', '')",
        ),
        "no reviewer could",
    ),
    "settings that are no JSON": (database("UPDATE versions SET settings = 'x'"), "no reviewer"),
    "a number for a time": (database("UPDATE versions SET made_at = x'00'"), "damaged in versions"),
    "no name": (database("UPDATE project SET name = ''"), "needs a name"),
    "no project": (database("DELETE FROM project"), "not imported"),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_file_that_means_harm_changes_nothing(
    exported: Path, elsewhere: Workspace, tmp_path: Path, harm: str
) -> None:
    alter, words = HOSTILE[harm]
    kept = elsewhere.create("Kept")
    repack(tmp_path / "evil.zip", alter(contents(exported), tmp_path))
    before = {path for path in tmp_path.rglob("*") if "Kept" not in str(path)}
    with pytest.raises(WorkspaceError, match=words):
        elsewhere.import_file(tmp_path / "evil.zip")
    forget_engines(elsewhere.home)
    after = {path for path in tmp_path.rglob("*") if not path.name.startswith("project.db-")}
    assert after <= before
    assert [info.name for info in elsewhere.projects(archived=None)] == [kept.name]


def test_what_differs_from_its_hash_is_refused(
    exported: Path, elsewhere: Workspace, tmp_path: Path
) -> None:
    files = contents(exported)
    name = next(name for name in files if name.startswith("uploads/"))
    files[name] = bytes([files[name][0] ^ 1]) + files[name][1:]
    repack(tmp_path / "altered.zip", files, honest=False)
    with pytest.raises(WorkspaceError, match="is not what was exported"):
        elsewhere.import_file(tmp_path / "altered.zip")
    files[name] += b"more"
    repack(tmp_path / "longer.zip", files, honest=False)
    with pytest.raises(WorkspaceError, match="not as large"):
        elsewhere.import_file(tmp_path / "longer.zip")


def test_files_that_are_not_listed_are_refused(
    exported: Path, elsewhere: Workspace, tmp_path: Path
) -> None:
    repack(tmp_path / "more.zip", contents(exported) | {"../evil": b"x"}, honest=False)
    with pytest.raises(WorkspaceError, match="differ"):
        elsewhere.import_file(tmp_path / "more.zip")


def test_a_link_in_the_file_is_refused(
    exported: Path, elsewhere: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "link.zip"
    with ZipFile(path, "w") as target:
        for name, content in contents(exported).items():
            entry = ZipInfo(name)
            if name.startswith("uploads/"):
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            target.writestr(entry, content)
    with pytest.raises(WorkspaceError, match="link"):
        elsewhere.import_file(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_twice_in_the_zip_is_refused(
    exported: Path, elsewhere: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "twice.zip"
    path.write_bytes(exported.read_bytes())
    with ZipFile(path, "a") as target:
        target.writestr("project.db", b"another")
    with pytest.raises(WorkspaceError, match="twice"):
        elsewhere.import_file(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    exported: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(WorkspaceError, match="at most 10,000 are taken"):
        unpack(exported, tmp_path / "out", most_bytes=10_000)
    assert list((tmp_path / "out").iterdir()) == []


def test_what_does_not_fit_on_the_disk_is_refused_before_it_is_unpacked(
    exported: Path, elsewhere: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr("annotate.workspace.unpacking.shutil.disk_usage", lambda _: Usage)
    with pytest.raises(WorkspaceError, match="the disk has 1,000"):
        elsewhere.import_file(exported)


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.99])
def test_a_file_that_was_cut_short_is_refused(
    exported: Path, elsewhere: Workspace, tmp_path: Path, kept: float
) -> None:
    content = exported.read_bytes()
    end = int(kept if kept > 1 else kept * len(content))
    (tmp_path / "cut.zip").write_bytes(content[:end])
    with pytest.raises(WorkspaceError, match="no zip file, or is damaged"):
        elsewhere.import_file(tmp_path / "cut.zip")


def test_a_damaged_byte_is_noticed_wherever_it_is(
    exported: Path, elsewhere: Workspace, tmp_path: Path
) -> None:
    content = exported.read_bytes()
    directory = content.index(b"PK\x01\x02")
    for place in [*range(0, directory, directory // 15), *range(directory, len(content), 37)]:
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        (tmp_path / "damaged.zip").write_bytes(damaged)
        try:
            imported = elsewhere.import_file(tmp_path / "damaged.zip", name=f"at {place}")
        except WorkspaceError:
            continue
        # A byte that nothing reads, such as a time in the zip: then all the rest is right.
        assert imported.store.record().notes == {"i1": "a note 👍"}
    assert all(not info.broken for info in elsewhere.projects())


def test_a_missing_file_is_said(elsewhere: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="Importing"):
        elsewhere.import_file(tmp_path / "nowhere.zip")
