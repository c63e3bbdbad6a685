"""Decisions in words, as the table and a paper name them."""

from __future__ import annotations

from collections.abc import Callable

from annotate.ablation.decision import Decision, Decisions, Kind
from annotate.annotations import Duplicates

CATEGORIES = "The categories"
_DUPLICATES = {
    Duplicates.FIRST: "of repeated labels, the first counts",
    Duplicates.LATEST: "of repeated labels, the latest counts",
    Duplicates.ALL: "repeated labels all count",
}
_TIES = {
    "first": "ties go to the answer that comes first",
    "last": "ties go to the answer that comes last",
    "chance": "ties stay ties",
}
MODEL_NAMES = {
    "hierarchical": "the annotator model",
    "majority": "the majority",
    "wawa": "votes weighed by agreement with the majority (Wawa)",
    "dawid-skene": "Dawid and Skene’s model",
    "one-coin": "Dawid and Skene’s model with one accuracy an annotator",
}


def title_of(decisions: Decisions) -> str:
    """What is taken back, in words; “as it is” where nothing is."""
    if not decisions:
        return "As it is"
    words = " and ".join(_WORDS[each.kind](each.values) for each in decisions)
    return words[0].upper() + words[1:]


def _between(values: tuple[str, ...]) -> str:
    since, until = values
    if not since:
        return f"without labels made before {until}"
    return f"without labels made since {since}" + (f" and before {until}" if until else "")


def _listed(values: tuple[str, ...]) -> str:
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} and {values[-1]}"


_WORDS: dict[Kind, Callable[[tuple[str, ...]], str]] = {
    Kind.ANNOTATOR: lambda values: f"without {_listed(values)}",
    Kind.SECONDS: lambda values: f"without labels made in under {values[0]} s",
    Kind.FIRST: lambda values: f"without the first {values[0]} labels of each annotator",
    Kind.ROUND: lambda values: f"without round {_listed(values)}",
    Kind.BETWEEN: _between,
    Kind.WITHOUT: lambda values: f"without labels whose {values[0]} is {values[1]}",
    Kind.ONLY: lambda values: f"only labels whose {values[0]} is {values[1]}",
    Kind.DUPLICATES: lambda values: _DUPLICATES[Duplicates(values[0])],
    Kind.UNSUBMITTED: lambda _: "with labels that were skipped, rejected or left unfinished",
    Kind.MERGE: lambda values: f"with {_listed(values)} as one category",
    Kind.COARSEN: lambda values: f"with the scale in {values[0]} steps",
    Kind.DROP: lambda values: f"without the category {_listed(values)}",
    Kind.MODEL: lambda values: f"consensus by {MODEL_NAMES[values[0]]}",
    Kind.TIES: lambda values: _TIES[values[0]],
    Kind.GOLD: lambda _: "the consensus is told the reference",
    Kind.LABELS: lambda values: f"with {values[0]} labels an item, drawn at random",
}


def group_of(decision: Decision) -> str:
    """Under which heading a decision stands."""
    return _GROUPS[decision.kind]


_GROUPS: dict[Kind, str] = {
    Kind.ANNOTATOR: "Who labelled",
    Kind.WITHOUT: "Who labelled",
    Kind.ONLY: "Your own filter",
    Kind.SECONDS: "Which labels count",
    Kind.FIRST: "Which labels count",
    Kind.ROUND: "Which labels count",
    Kind.BETWEEN: "Which labels count",
    Kind.DUPLICATES: "Which labels count",
    Kind.UNSUBMITTED: "Which labels count",
    Kind.MERGE: CATEGORIES,
    Kind.COARSEN: CATEGORIES,
    Kind.DROP: CATEGORIES,
    Kind.MODEL: "How the consensus is made",
    Kind.TIES: "How the consensus is made",
    Kind.GOLD: "How the consensus is made",
    Kind.LABELS: "How many labels",
}
