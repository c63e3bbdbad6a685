"""What a project knows about its rounds: who got a letter, who was drawn to get one first, what changed."""

from __future__ import annotations

from annotate.letters import letters_of
from annotate.rounds import Plan
from annotate.workspace import Key, Kind, Project, Workspace

SENT = "sent"


def sent_in(project: Project, round_name: str) -> list[str]:
    """The annotators whose letter about this round was sent."""
    states = letters_of(project, round_name).states
    return sorted(name for name, state in states.items() if state == SENT)


def letters_sent(project_name: str, round_name: str) -> list[str]:
    """The same, of the project of that name."""
    return sent_in(Workspace().open(project_name), round_name)


def plan_key(round_name: str) -> Key:
    """Where the plan of who gets a letter about this round first is kept."""
    return Key(Kind.SETTING, question=f"letters first: {round_name}")


def plan_in(project: Project, round_name: str) -> Plan | None:
    """The plan of this round; None where none was drawn."""
    entry = project.store.entry(plan_key(round_name))
    value = entry.value if entry else None
    return Plan.from_json(value) if isinstance(value, dict) else None


def plan_of(project_name: str, round_name: str) -> Plan | None:
    """The same, of the project of that name."""
    return plan_in(Workspace().open(project_name), round_name)


def remember(project: Project, plan: Plan, reviewer: str = "") -> None:
    """Keep a plan before anybody acts on it."""
    project.store.put(plan_key(plan.round), plan.to_json(), reviewer)
