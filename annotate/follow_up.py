"""What a project knows about its rounds: who got a letter, who was drawn to get one first, what changed."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.letters import SENT, letters_of
from annotate.rounds import Plan
from annotate.workspace import Entry, Event, Key, Kind, Project, versions_of


@dataclass(frozen=True)
class Moment:
    """Something that happened between the labels: what, and when (ISO 8601)."""

    what: str
    at: str


def sent_in(project: Project, round_name: str) -> list[str]:
    """The annotators whose letter about this round was sent, answered or not."""
    states = letters_of(project, round_name).states
    return sorted(name for name, state in states.items() if state in SENT)


def plan_key(round_name: str) -> Key:
    """Where the plan of who gets a letter about this round first is kept."""
    return Key(Kind.SETTING, question=f"letters first: {round_name}")


def plan_in(project: Project, round_name: str) -> Plan | None:
    """The plan of this round; None where none was drawn."""
    entry = project.store.entry(plan_key(round_name))
    value = entry.value if entry else None
    return Plan.from_json(value) if isinstance(value, dict) else None


def remember(project: Project, plan: Plan, reviewer: str = "") -> None:
    """Keep a plan before anybody acts on it."""
    project.store.put(plan_key(plan.round), plan.to_json(), reviewer)


def guideline_versions(project: Project) -> list[Event]:
    """The last change of each time that the guideline was worked on, the newest first."""
    return versions_of(project.store.history(Key(Kind.GUIDELINE)))


def guideline_times(project: Project) -> list[str]:
    """When each version of the guideline was last worked on (ISO 8601), the oldest first."""
    return [version.at for version in reversed(guideline_versions(project))]


def moments(project: Project) -> list[Moment]:
    """Versions of the guideline and letters that were sent, in the order of time."""
    found = [
        Moment(f"guideline, version {number}", at)
        for number, at in enumerate(guideline_times(project), 1)
    ]
    found += [
        Moment(f"letter to {entry.key.annotator_id}", _sent_at(project, entry))
        for entry in project.store.entries(Kind.LETTER_STATE)
        if entry.value in SENT
    ]
    return sorted(found, key=lambda one: one.at)


def _sent_at(project: Project, entry: Entry) -> str:
    """When the letter went out: since then its state has only moved on."""
    at = entry.at
    for event in project.store.history(entry.key):
        if event.value not in SENT:
            break
        at = event.at
    return at
