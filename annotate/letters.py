"""The letters of a project as they are saved: texts, states, plans, templates and language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.feedback import Casebook, Evidence, draft, gather, languages, prepare
from annotate.feedback.blocks import examples, practices
from annotate.feedback.choice import Choice
from annotate.feedback.draft import form_of
from annotate.feedback.language import DEFAULT
from annotate.feedback.template import problems
from annotate.guideline import Rule, rules_of
from annotate.workspace import LETTER_STATES, Entry, JsonValue, Key, Kind, Project, Workspace

SENT = LETTER_STATES[LETTER_STATES.index("sent") :]
"""The states of a letter that is with its reader: sent, and what comes after."""
LANGUAGE = Key(Kind.SETTING, question="letter-language")
REPLY_TO = Key(Kind.SETTING, question="letter-reply-to")


@dataclass(frozen=True)
class Plan:
    """What one letter is to hold; without a language of its own it has the project's."""

    language: str = ""
    choice: Choice = field(default_factory=Choice)

    def to_json(self) -> JsonValue:
        """As it is kept in the store."""
        return {"language": self.language, **self.choice.to_json()}


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


def plan_key(annotator_id: str, round_name: str) -> Key:
    """Where it is kept what a letter is to hold."""
    return Key(Kind.LETTER_PLAN, annotator_id=annotator_id, question=round_name)


def template_key(form: str, language: str) -> Key:
    """Where a project keeps its own template: for a form, "letter" or "patch", in a language."""
    return Key(Kind.TEMPLATE, question=f"{form}.{language}")


def letters_of(project: Project, round_name: str) -> Letters:
    """The letters of a round as they are saved."""
    found: dict[Kind, dict[str, str]] = {Kind.LETTER: {}, Kind.LETTER_STATE: {}}
    for kind, kept in found.items():
        for entry in project.store.entries(kind):
            if isinstance(entry.value, str) and entry.value and entry.key.question == round_name:
                kept[entry.key.annotator_id] = entry.value
    return Letters(round_name, found[Kind.LETTER], found[Kind.LETTER_STATE])


def plan_of(project: Project, annotator_id: str, round_name: str) -> Plan:
    """What a letter is to hold, as it was chosen."""
    entry = project.store.entry(plan_key(annotator_id, round_name))
    value = entry.value if entry else None
    if not isinstance(value, dict):
        return Plan()
    return Plan(str(value["language"]), Choice.from_json(value))


def project_language(project: Project) -> str:
    """The language of the project's letters."""
    said = _text(project.store.entry(LANGUAGE))
    return said if said in languages() else DEFAULT


def template_of(project: Project, form: str, language: str) -> str | None:
    """The project's own template; None where it has none, or took it back."""
    return _text(project.store.entry(template_key(form, language))) or None


def _text(entry: Entry | None) -> str:
    return entry.value if entry is not None and isinstance(entry.value, str) else ""


@dataclass(frozen=True)
class Drafting:
    """All that the draft of a project's letters depends on beside its labels and record."""

    project: Project
    book: Casebook
    round: str
    reviewer: str = ""

    def language(self, annotator_id: str) -> str:
        """The language of one letter."""
        chosen = plan_of(self.project, annotator_id, self.round).language
        return chosen if chosen in languages() else project_language(self.project)

    def evidence(self, annotator_id: str) -> Evidence:
        """What the letter rests on, as it was chosen."""
        return gather(
            self.book, annotator_id, plan_of(self.project, annotator_id, self.round).choice
        )

    def draft(self, annotator_id: str, evidence: Evidence | None = None) -> str:
        """The letter as it would be without a word of the reviewer's own.

        By the project's template, but for one that cannot be used: ``refused`` says why.
        """
        evidence = evidence or self.evidence(annotator_id)
        language = self.language(annotator_id)
        template = template_of(self.project, form_of(evidence), language)
        return draft(
            evidence,
            reviewer=self.reviewer,
            reply_to=_text(self.project.store.entry(REPLY_TO)),
            round_name=self.round,
            language=language,
            template=None if template and problems(template) else template,
        )

    def refused(self, form: str, language: str) -> str:
        """Why the project's template cannot be used; empty where it can, or there is none."""
        template = template_of(self.project, form, language)
        told = " ".join(f"Line {one.line}: {one.message}" for one in problems(template or ""))
        return (
            f"The project’s template cannot be used. {told} Until then drafts are made by the"
            " language’s own."
            if told
            else ""
        )


def changed_since(project: Project, annotator_id: str, round_name: str, text: str) -> list[str]:
    """The items shown in a letter about which something was said after the letter was saved.

    Empty where it was never saved: then the draft is made anew each time.
    """
    letter = project.store.entry(letter_key(annotator_id, round_name))
    if letter is None or not letter.value:
        return []
    shown = {block.item_id for block in examples(text)}
    shown |= {block.item_id for block in practices(text)}
    told = project.store.entries(item_ids=shown) if shown else []
    return sorted({each.key.item_id for each in told if _is_newer(each, letter, annotator_id)})


_SHOWN = {Kind.VERDICT, Kind.EXEMPLARY, Kind.MESSAGE, Kind.RULE, Kind.ERROR_TYPE, Kind.RULING}


def _is_newer(entry: Entry, letter: Entry, annotator_id: str) -> bool:
    about = entry.key.annotator_id in ("", annotator_id)
    return about and entry.key.kind in _SHOWN and entry.at > letter.at


def project_drafting(name: str) -> Drafting:
    """All that the letters of a project's last round depend on."""
    project = Workspace().open(name)
    data = labels_of(project)
    book = Casebook(prepare(data), project.store.record(), rules_of_project(project))
    return Drafting(project, book, current_round(data))


def rules_of_project(project: Project) -> tuple[Rule, ...]:
    """The rules of the project's guideline, for letters that cite them."""
    return rules_of(_text(project.store.entry(Key(Kind.GUIDELINE))))


def give_a_round(project: Project, first: str) -> None:
    """Letters of before there were rounds belong to the round that the labels of then became."""
    for kind in (Kind.LETTER, Kind.LETTER_STATE, Kind.LETTER_PLAN, Kind.REPLY):
        for entry in _of_no_round(project.store.entries(kind)):
            key = Key(kind, annotator_id=entry.key.annotator_id, question=first)
            project.store.put(key, entry.value)


def _of_no_round(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.key.question == "" and entry.value]


def labels_of(project: Project) -> Annotations:
    """The project's labels; NotFoundError where it holds none."""
    data = project.data()
    if data is None:
        raise NotFoundError(
            f"The project “{project.name}” holds no labels yet. Import a file into it first."
        )
    return data
