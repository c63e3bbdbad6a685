"""Projects of a person: any name, no clash, one broken folder harms no other."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from annotate.annotations import Annotations
from annotate.errors import NotFoundError, WorkspaceError
from annotate.workspace import Project, Upload, Workspace, default_home, forget_engines
from tests.workspace.cases import annotations, note

STRANGE = [
    "👩🏽‍🔬 emoji",
    "../../x",
    "/etc/passwd",
    "CON",
    "nul.txt",
    "a" * 300,
    "…",
    "שלום",
    "C:\\x",
    "trailing.",
    "%s {name} '\"; --",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_project_may_have_any_name(workspace: Workspace, name: str) -> None:
    created = workspace.create(name)
    assert created.folder.parent == workspace.home / "projects"
    assert created.folder.name.isascii()
    assert len(created.folder.name) <= 50
    assert created.folder.name.replace("-", "").isalnum()
    assert workspace.open(name).name == name
    assert [info.name for info in workspace.projects()] == [name]


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "nul\0", "\ud800", "x" * 501])
def test_what_is_no_name_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(WorkspaceError, match="name"):
        workspace.create(name)
    assert workspace.projects() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tone", "TONE"), ("Tone", " tone "), ("a b", "a  b"), ("é", "e\u0301"), ("ﬁn", "FIN")],
)
def test_names_that_look_the_same_are_the_same(workspace: Workspace, one: str, other: str) -> None:
    made = workspace.create(one)
    with pytest.raises(WorkspaceError, match="already a project"):
        workspace.create(other)
    assert workspace.open(other).folder == made.folder


def test_names_with_the_same_letters_get_folders_of_their_own(workspace: Workspace) -> None:
    folders = {workspace.create(name).folder.name.casefold() for name in ("é", "è", "e", "E!")}
    assert len(folders) == 4


def test_a_project_that_is_not_there_is_said_with_those_that_are(workspace: Workspace) -> None:
    workspace.create("Here")
    with pytest.raises(NotFoundError, match=r"“There”.*“Here”"):
        workspace.open("There")


def test_a_renamed_project_keeps_its_folder_and_all_that_is_in_it(
    workspace: Workspace, project: Project
) -> None:
    project.store.put(note(), "kept")
    workspace.create("Other")
    workspace.rename(project.name, "Réplies")
    assert project.name == "Réplies"
    assert workspace.open("réplies").store.record().notes == {"i1": "kept"}
    with pytest.raises(NotFoundError):
        workspace.open("Tone of replies")
    with pytest.raises(WorkspaceError, match="already"):
        workspace.rename("Réplies", "OTHER")
    workspace.rename("Réplies", "RÉPLIES")
    assert project.name == "RÉPLIES"


def test_an_archived_project_is_out_of_the_list_and_can_come_back(
    workspace: Workspace, project: Project
) -> None:
    workspace.archive(project.name)
    assert workspace.projects() == []
    assert [info.name for info in workspace.projects(archived=True)] == [project.name]
    with pytest.raises(WorkspaceError, match="among the archived ones"):
        workspace.create(project.name)
    workspace.archive(project.name, archived=False)
    assert [info.archived for info in workspace.projects()] == [False]


def test_the_list_says_how_large_a_project_is_and_when_it_changed(
    workspace: Workspace, project: Project, data: Annotations
) -> None:
    [empty] = workspace.projects()
    assert (empty.n_items, empty.n_annotators, empty.n_labels, empty.broken) == (0, 0, 0, "")
    assert empty.changed == empty.created
    project.set_data(data, [], "test", None)
    [full] = workspace.projects()
    assert (full.n_items, full.n_annotators, full.n_labels) == (2, 2, 2)
    saved = project.store.put(note(), "x")
    [read] = workspace.projects()
    assert read.changed == saved.at > full.changed > empty.changed
    workspace.create("Newer")
    assert [info.name for info in workspace.projects()] == ["Newer", project.name]


def broken_no_database(folder: Path) -> None:
    (folder / "project.db").unlink()


def broken_empty(folder: Path) -> None:
    (folder / "project.db").write_bytes(b"")


def broken_text(folder: Path) -> None:
    (folder / "project.db").write_text("this is no database" * 100)


def broken_cut(folder: Path) -> None:
    os.truncate(folder / "project.db", 5000)


@pytest.mark.parametrize("breaking", [broken_no_database, broken_empty, broken_text, broken_cut])
def test_a_broken_project_is_listed_with_what_is_wrong_and_others_work(
    workspace: Workspace, project: Project, breaking: object
) -> None:
    assert callable(breaking)
    other = workspace.create("Other")
    forget_engines(project.folder)
    for log in project.folder.glob("project.db-*"):
        log.unlink()
    breaking(project.folder)
    [whole, broken] = sorted(workspace.projects(), key=lambda info: bool(info.broken))
    assert (whole.name, broken.name) == ("Other", project.folder.name)
    assert str(project.folder) in broken.broken
    other.store.put(note(), "works")
    with pytest.raises(WorkspaceError):
        workspace.open(project.folder.name)


def test_files_beside_the_projects_are_no_projects(workspace: Workspace, project: Project) -> None:
    (workspace.home / "projects" / ".DS_Store").write_text("x")
    (workspace.home / "projects" / "notes.txt").write_text("x")
    (workspace.home / "projects" / ".making-1").mkdir()
    assert len(workspace.projects(archived=None)) == 1


def test_a_project_folder_copied_by_hand_is_told_apart_by_its_folder(
    workspace: Workspace, project: Project
) -> None:
    forget_engines(project.folder)
    copy = project.folder.with_name("copy")
    shutil.copytree(project.folder, copy)
    fresh = Workspace(workspace.home)
    with pytest.raises(WorkspaceError, match="More than one folder"):
        fresh.open(project.name)
    fresh.rename("copy", "The copy")
    assert fresh.open("The copy").folder == copy
    assert fresh.open(project.name).folder == project.folder


def test_without_projects_nothing_is_made_on_the_disk(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "nowhere")
    assert workspace.projects() == []
    with pytest.raises(NotFoundError):
        workspace.open("x")
    assert list(tmp_path.iterdir()) == []


def test_the_home_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ANNOTATE_HOME", str(tmp_path / "mine"))
    assert Workspace().home == tmp_path / "mine"
    monkeypatch.delenv("ANNOTATE_HOME")
    assert default_home().name == "annotate"
    assert default_home().is_absolute()


def test_a_home_that_cannot_be_made_is_an_error_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkspaceError, match="Making the project"):
        Workspace(tmp_path / "file").create("x")


def test_data_and_uploads_come_back_and_earlier_ones_stay(
    project: Project, data: Annotations
) -> None:
    assert project.data() is None
    assert project.data_version is None
    assert project.uploads() == []
    files = [Upload("../a b.CSV", b"x,y"), Upload("noending", b"z"), Upload("again.csv", b"x,y")]
    first = project.set_data(data, files, "Imported a b.CSV", {"item": "x"})
    second = project.set_data(annotations("other"), [Upload("c.tsv", b"")], "Corrected", None)
    assert project.data_version == second != first
    assert [upload.name for upload in project.uploads()] == ["c.tsv"]
    older = project.versions()[1]
    assert (older.content, older.how, older.settings) == (first, "Imported a b.CSV", {"item": "x"})
    assert [upload.name for upload in older.uploads] == [file.name for file in files]
    assert [upload.path.read_bytes() for upload in older.uploads] == [b"x,y", b"z", b"x,y"]
    assert older.uploads[0].path.suffix == ".csv"
    restored = project.data(first)
    assert restored is not None
    assert restored.table["comment"].tolist() == data.table["comment"].tolist()
    with pytest.raises(NotFoundError, match="2 versions"):
        project.data("../../x")


def test_the_same_data_twice_are_one_folder(project: Project) -> None:
    versions = {project.set_data(annotations(), [], f"time {n}", None) for n in range(2)}
    assert len(versions) == 1
    assert len(list((project.folder / "data").iterdir())) == 1
    assert len(project.versions()) == 2


def test_damaged_data_are_noticed_and_importing_again_mends_them(project: Project) -> None:
    version = project.set_data(annotations(), [], "first", None)
    file = project.folder / "data" / version / "table.parquet"
    file.write_bytes(file.read_bytes()[:-8] + b"whatever")
    with pytest.raises(WorkspaceError, match="import it again"):
        project.data()
    assert project.set_data(annotations(), [], "again", None) == version
    assert project.data() is not None


def test_what_the_reviewer_did_survives_a_corrected_upload(project: Project) -> None:
    project.set_data(annotations(), [], "first", None)
    project.store.put(note("i2"), "about i2")
    corrected = annotations(items=("i1", "i2b"))
    project.set_data(corrected, [], "corrected", None)
    assert [entry.key.item_id for entry in project.store.unmatched(corrected)] == ["i2"]
    assert project.store.record().notes == {"i2": "about i2"}
