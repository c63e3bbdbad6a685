"""Files into projects, and letters out of them: for the page and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from annotate.annotations import Annotations
from annotate.errors import DataError, NotFoundError
from annotate.judgements import Record
from annotate.loading import Loaded, Report, Source, add_gold, add_labels, open_table, opened, read
from annotate.workspace import Key, Kind, Project, Upload, Workspace

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


def import_files(name: str, paths: Sequence[Path], how: How, options: Mapping[str, Any]) -> Report:
    """Make a project of the files, or add them to the one of that name; what was understood.

    Nothing changes where the files cannot be used. NotFoundError where there is no such
    project to add to; WorkspaceError where a new one would take the name of one that exists.
    """
    uploads = [Upload(path.name, path.read_bytes()) for path in paths]
    workspace = Workspace()
    if how is How.NEW:
        loaded = read(paths, **options)
        create(workspace, name, loaded, uploads)
        return loaded.report
    project = workspace.open(name)
    if how is How.GOLD:
        return set_gold(project, uploads, gold=options.get("gold"), item=options.get("item"))
    loaded = read_for(project, paths, options)
    add(project, loaded, uploads, how)
    return loaded.report


def read_for(
    project: Project, files: Sequence[Source], options: Mapping[str, Any] | None = None
) -> Loaded:
    """Read files that are to be added to a project: its questions and levels are known."""
    data = _data(project)
    given = dict(options or {})
    tables = [opened(file) for file in files]
    columns = {name for table in tables for name in table.columns}
    known = [question for question in data.questions if question.name in columns]
    if not given.get("labels") and known:
        given["labels"] = [question.name for question in known]
    levels = {question.name: question.level for question in known}
    given["levels"] = levels | dict(given.get("levels") or {})
    return read(tables, **given)


def create(workspace: Workspace, name: str, loaded: Loaded, uploads: Sequence[Upload]) -> Project:
    """A new project that holds what was loaded."""
    project = workspace.create(name)
    project.set_data(loaded.annotations, uploads, How.NEW, loaded.report.to_json())
    return project


def add(project: Project, loaded: Loaded, uploads: Sequence[Upload], how: How) -> None:
    """Add labels to a project: as its next round, or more of what is there."""
    data = _data(project)
    named = _next_round(data.rounds) if how is How.ROUND else None
    if set(loaded.annotations.rounds) - set(data.rounds):
        named = None  # the file says itself which round it is
    added = add_labels(data, loaded.annotations, round=named)
    project.set_data(added, uploads, how, loaded.report.to_json())


def set_gold(
    project: Project,
    uploads: Sequence[Upload],
    *,
    gold: str | None = None,
    item: str | None = None,
) -> Report:
    """Add the gold in the files to a project's data; what was understood."""
    data = _data(project)
    reports = []
    for upload in uploads:
        table = open_table(upload.content, upload.name)
        data, report = add_gold(data, table, gold=gold, item=item)
        reports.append(report)
    if not reports:
        raise DataError("There is no file to take the gold from.")
    project.set_data(data, uploads, How.GOLD, reports[-1].to_json())
    return reports[-1]


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
