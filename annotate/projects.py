"""Files into projects: for the page and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotate.annotations import Annotations
from annotate.errors import DataError, LevelError, NotFoundError
from annotate.judgements import Record
from annotate.letters import give_a_round, labels_of
from annotate.loading import (
    Loaded,
    Problem,
    Report,
    Source,
    Table,
    add_gold,
    members_of,
    open_files,
    read,
)
from annotate.plan import How, Plan, planned, standing_in_words
from annotate.rounds import HandSet, set_by_hand
from annotate.workspace import Project, Upload, Version, Workspace

_UNDO = "undo"
_ROUNDS = "rounds"


def import_files(
    name: str,
    paths: Sequence[Path],
    how: How,
    options: Mapping[str, Any],
    tables: Sequence[Table] | None = None,
) -> Report:
    """Make a project of the files, or add them to the one of that name; what was understood.

    ``tables`` are the same files where they are open already. Nothing changes where the files
    cannot be used. NotFoundError where there is no such project to add to; WorkspaceError where
    a new one would take the name of one that exists.
    """
    workspace = Workspace()
    project = None if how is How.NEW else workspace.open(name)
    if tables is None:
        tables = open_files(paths)  # says well what is wrong with a file
    files = [member for path in paths for member in members_of(path)]
    uploads = [Upload(file.path, file.content) for file in files]
    if project is None:
        loaded = read(tables, **options)
        create(workspace, name, loaded, uploads)
        return loaded.report
    if how is How.GOLD:
        loaded = read_gold(project, tables, gold=options.get("gold"), item=options.get("item"))
    else:
        loaded = read_for(project, tables, options, how)
    return add(project, loaded, uploads, how)


def read_for(
    project: Project,
    files: Sequence[Source],
    options: Mapping[str, Any] | None = None,
    how: How = How.MORE,
) -> Loaded:
    """Read files that are to be added to a project: its questions and levels are known.

    LevelError where the options give a question of the project another level, unless the files
    take the place of its labels.
    """
    data = labels_of(project)
    given = dict(options or {})
    tables = open_files(files)
    columns = {name for table in tables for name in table.columns}
    known = [question for question in data.questions if question.name in columns]
    if not given.get("labels") and known:
        given["labels"] = [question.name for question in known]
    levels = dict(given.get("levels") or {})
    for question in known:
        level = levels.setdefault(question.name, question.level)
        if level != question.level and how is not How.CORRECTED:
            raise LevelError(
                f"In the project “{project.name}” question “{question.name}” is {question.level};"
                " what is added to it cannot have another level. Leave the level out, or make a"
                " new project."
            )
    given["levels"] = levels
    return read(tables, **given)


def create(workspace: Workspace, name: str, loaded: Loaded, uploads: Sequence[Upload]) -> Project:
    """A new project that holds what was loaded."""
    project = workspace.create(name)
    project.set_data(loaded.annotations, uploads, How.NEW, loaded.report.to_json())
    return project


def add(project: Project, loaded: Loaded, uploads: Sequence[Upload], how: How) -> Report:
    """Add what was loaded to a project, or put it in the place of its labels.

    For gold ``loaded`` is what ``read_gold`` gave. The report is that on the files, with what
    they change in the project.
    """
    plan = planned(labels_of(project), loaded, how)
    lines = standing_in_words(plan.effect(project.store.entries()), will=False)
    carry_out(project, plan, uploads)
    said = tuple(Problem("judgements", "problem", line) for line in lines)
    return replace(plan.report, problems=(*said, *plan.report.problems))


def carry_out(project: Project, plan: Plan, uploads: Sequence[Upload]) -> None:
    """Store what was planned."""
    project.set_data(plan.after, uploads, plan.how, plan.report.to_json())
    if not plan.before.rounds and plan.after.rounds:
        give_a_round(project, plan.after.rounds[0])


def read_gold(
    project: Project,
    files: Sequence[Source],
    *,
    gold: str | None = None,
    item: str | None = None,
) -> Loaded:
    """A project's data with the gold in the files, and what was understood; nothing is stored."""
    data = labels_of(project)
    if not files:
        raise DataError("There is no file to take the gold from.")
    reports = []
    for table in open_files(files):
        data, report = add_gold(data, table, gold=gold, item=item)
        reports.append(report)
    problems = tuple(problem for report in reports for problem in report.problems)
    return Loaded(data, replace(reports[-1], problems=problems))


def undo_import(project: Project) -> None:
    """Make the data of before the last import the current ones again; a second time takes it back.

    Nothing is deleted: every import stays among the versions, and so does what the reviewer did.
    NotFoundError where there was no import before.
    """
    versions = project.versions()
    if len(versions) < 2:
        raise NotFoundError(f"There is no import of “{project.name}” to go back to.")
    before = versions[1]
    data = project.data(before.content)
    if data is not None:
        project.set_data(data, _files_of(before), _UNDO, before.settings)


def set_rounds(project: Project, rounds: Sequence[HandSet]) -> None:
    """Give the labels of a project these rounds; ``undo_import`` takes it back.

    Letters that belonged to no round go to the first one; those of a round that is no longer there
    are kept, and come back with it. DataError and NotFoundError as ``set_by_hand``.
    """
    before = labels_of(project)
    after = set_by_hand(before, rounds)
    last = project.versions()[0]
    project.set_data(after, _files_of(last), _ROUNDS, last.settings)
    if not before.rounds:
        give_a_round(project, after.rounds[0])


def _files_of(version: Version) -> list[Upload]:
    return [Upload(upload.name, upload.path.read_bytes()) for upload in version.uploads]


def project_record(name: str) -> tuple[Annotations, Record, Path]:
    """A project's data, what was read in it, and the folder of its fitted models."""
    project = Workspace().open(name)
    return labels_of(project), project.store.record(), models_folder(project)


def models_folder(project: Project) -> Path:
    """Where the fitted models of a project are kept. What is there can always be made again."""
    return project.folder / "models"
