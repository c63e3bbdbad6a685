"""Files into projects, and letters out of them: for the page and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from annotate.annotations import Annotations
from annotate.errors import DataError, LevelError, NotFoundError
from annotate.judgements import Record
from annotate.loading import (
    Loaded,
    Report,
    Source,
    Table,
    add_gold,
    add_labels,
    members_of,
    merge_notes,
    open_files,
    read,
)
from annotate.workspace import Key, Kind, Project, Upload, Workspace

_UNDO = "undo"
LETTER_STATES = ("draft", "ready", "sent")


class How(StrEnum):
    """What files become: a new project, or an addition to one."""

    NEW = "new"
    ROUND = "round"
    MORE = "more"
    GOLD = "gold"


@dataclass(frozen=True)
class Letters:
    """The letters of one round: annotator id -> text, and -> state."""

    round: str
    texts: dict[str, str]
    states: dict[str, str]

    def state(self, annotator_id: str) -> str:
        """“none” where nothing was written and nothing was said about it."""
        return self.states.get(annotator_id) or ("draft" if annotator_id in self.texts else "none")


def import_files(
    name: str,
    paths: Sequence[Path],
    how: How,
    options: Mapping[str, Any],
    tables: Sequence[Table] | None = None,
) -> Report:
    """Make a project of the files, or add them to the one of that name; what was understood.

    ``tables`` are the same files where they are open already. Nothing changes where the files cannot be used. NotFoundError where there is no such
    project to add to; WorkspaceError where a new one would take the name of one that exists.
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
        set_gold(project, loaded, uploads)
        return loaded.report
    return add(project, read_for(project, tables, options), uploads, how)


def read_for(
    project: Project, files: Sequence[Source], options: Mapping[str, Any] | None = None
) -> Loaded:
    """Read files that are to be added to a project: its questions and levels are known.

    LevelError where the options give a question of the project another level.
    """
    data = _data(project)
    given = dict(options or {})
    tables = open_files(files)
    columns = {name for table in tables for name in table.columns}
    known = [question for question in data.questions if question.name in columns]
    if not given.get("labels") and known:
        given["labels"] = [question.name for question in known]
    levels = dict(given.get("levels") or {})
    for question in known:
        if levels.setdefault(question.name, question.level) != question.level:
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
    """Add labels to a project: as its next round, or more of what is there.

    The report is that on the files, with what they change in the project.
    """
    data = _data(project)
    report = report_on_adding(data, loaded, how)
    added = add_labels(data, loaded.annotations, round=_round_of(data, loaded, how))
    project.set_data(added, uploads, how, report.to_json())
    if not data.rounds and added.rounds:
        _give_letters_a_round(project, added.rounds[0])
    return report


def report_on_adding(data: Annotations, loaded: Loaded, how: How) -> Report:
    """The report on files, with what they would change in the data that are there."""
    notes = merge_notes(data, loaded.annotations, round=_round_of(data, loaded, how))
    return replace(loaded.report, problems=(*loaded.report.problems, *notes))


def _round_of(data: Annotations, loaded: Loaded, how: How) -> str | None:
    """The name of the round that labels are added as; None where they say it themselves."""
    if how is not How.ROUND or set(loaded.annotations.rounds) - set(data.rounds):
        return None
    return _next_round(data.rounds)


def _give_letters_a_round(project: Project, first: str) -> None:
    """Letters of before there were rounds belong to the round that the labels of then became."""
    for kind in (Kind.LETTER, Kind.LETTER_STATE):
        for entry in project.store.entries(kind):
            if entry.key.question == "" and entry.value:
                project.store.put(
                    Key(kind, annotator_id=entry.key.annotator_id, question=first), entry.value
                )


def read_gold(
    project: Project,
    files: Sequence[Source],
    *,
    gold: str | None = None,
    item: str | None = None,
) -> Loaded:
    """A project's data with the gold in the files, and what was understood; nothing is stored."""
    data = _data(project)
    if not files:
        raise DataError("There is no file to take the gold from.")
    reports = []
    for table in open_files(files):
        data, report = add_gold(data, table, gold=gold, item=item)
        reports.append(report)
    problems = tuple(problem for report in reports for problem in report.problems)
    return Loaded(data, replace(reports[-1], problems=problems))


def set_gold(project: Project, loaded: Loaded, uploads: Sequence[Upload]) -> None:
    """Store a project's data with the gold that ``read_gold`` put there."""
    project.set_data(loaded.annotations, uploads, How.GOLD, loaded.report.to_json())


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
        files = [Upload(upload.name, upload.path.read_bytes()) for upload in before.uploads]
        project.set_data(data, files, _UNDO, before.settings)


def current_round(data: Annotations) -> str:
    """The round that letters are written for: the last one; empty where there are none."""
    return data.rounds[-1] if data.rounds else ""


def letter_key(annotator_id: str, round_name: str) -> Key:
    """Where the text of a letter is kept."""
    return Key(Kind.LETTER, annotator_id=annotator_id, question=round_name)


def state_key(annotator_id: str, round_name: str) -> Key:
    """Where the state of a letter is kept."""
    return Key(Kind.LETTER_STATE, annotator_id=annotator_id, question=round_name)


def letters_of(project: Project, round_name: str) -> Letters:
    """The letters of a round as they are saved."""
    found: dict[Kind, dict[str, str]] = {Kind.LETTER: {}, Kind.LETTER_STATE: {}}
    for kind, kept in found.items():
        for entry in project.store.entries(kind):
            if isinstance(entry.value, str) and entry.value and entry.key.question == round_name:
                kept[entry.key.annotator_id] = entry.value
    return Letters(round_name, found[Kind.LETTER], found[Kind.LETTER_STATE])


def project_letters(name: str) -> tuple[Annotations, Record, Letters]:
    """A project's data, what was read in it, and the letters of its last round."""
    project = Workspace().open(name)
    data = _data(project)
    return data, project.store.record(), letters_of(project, current_round(data))


def project_record(name: str) -> tuple[Annotations, Record, Path]:
    """A project's data, what was read in it, and the folder of its fitted models."""
    project = Workspace().open(name)
    return _data(project), project.store.record(), models_folder(project)


def models_folder(project: Project) -> Path:
    """Where the fitted models of a project are kept. What is there can always be made again."""
    return project.folder / "models"


def _next_round(rounds: Sequence[str]) -> str:
    """A name for the round after these, in their style: 3 after 1 and 2, else “round 3”."""
    number = max(len(rounds), 1) + 1
    return str(number) if rounds and all(name.isdigit() for name in rounds) else f"round {number}"


def _data(project: Project) -> Annotations:
    data = project.data()
    if data is None:
        raise NotFoundError(
            f"The project “{project.name}” holds no labels yet. Import a file into it first."
        )
    return data
