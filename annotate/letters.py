"""The letters of a project as they are saved: where they are kept, and their states."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.guideline import Rule, rules_of
from annotate.judgements import Record
from annotate.workspace import Key, Kind, Project, Workspace

LETTER_STATES = ("draft", "ready", "sent", "answered", "closed")


@dataclass(frozen=True)
class Letters:
    """The letters of one round: annotator id -> text, and -> state."""

    round: str
    texts: dict[str, str]
    states: dict[str, str]

    def state(self, annotator_id: str) -> str:
        """“none” where nothing was written and nothing was said about it."""
        return self.states.get(annotator_id) or ("draft" if annotator_id in self.texts else "none")


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
    data = labels_of(project)
    return data, project.store.record(), letters_of(project, current_round(data))


def rules_of_project(project: Project) -> tuple[Rule, ...]:
    """The rules of the project's guideline, for letters that cite them."""
    entry = project.store.entry(Key(Kind.GUIDELINE))
    return rules_of(entry.value) if entry and isinstance(entry.value, str) else ()


def give_a_round(project: Project, first: str) -> None:
    """Letters of before there were rounds belong to the round that the labels of then became."""
    for kind in (Kind.LETTER, Kind.LETTER_STATE, Kind.REPLY):
        for entry in project.store.entries(kind):
            if entry.key.question == "" and entry.value:
                project.store.put(
                    Key(kind, annotator_id=entry.key.annotator_id, question=first), entry.value
                )


def labels_of(project: Project) -> Annotations:
    """The project's labels; NotFoundError where it holds none."""
    data = project.data()
    if data is None:
        raise NotFoundError(
            f"The project “{project.name}” holds no labels yet. Import a file into it first."
        )
    return data
