"""Which columns are the answers of several annotators side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotate.errors import ColumnError
from annotate.loading.content import Content, spread
from annotate.loading.identity import identify
from annotate.loading.names import plain, says
from annotate.loading.shapes.naming import Grid, grids
from annotate.loading.table import Table

_NUMBERED = re.compile(r"(.*?)_?(?:[0-9]+|(?<=_)[a-z])")
_STEMS = frozenset({"a", "an", "ann", "anno", "annot", "c", "cod", "code", "j", "p", "r", "w"})
_CATEGORIES = 101  # so many different answers, as on a scale to 100
_SHARED = 0.3  # of the answers in one column, that are in the other as well
_OTHER_ROLES = ("gold", "round", "seconds", "time", "comment", "status", "kind", "aside")
# What some people compute beside the labels; it is nobody's answer.
_COMPUTED = frozenset(
    [
        "majority",
        "majority_vote",
        "majority_label",
        "consensus",
        "consensus_label",
        "final",
        "final_label",
        "adjudicated",
        "adjudication",
        "aggregate",
        "aggregated",
        "agreed",
        "mode",
        "vote",
        "mean",
        "median",
        "average",
        "avg",
        "sum",
        "total",
    ]
)
_ASKED = frozenset(
    [
        "comment",
        "comments",
        "note",
        "notes",
        "confidence",
        "certainty",
        "seconds",
        "time",
        "duration",
    ]
)


@dataclass(frozen=True)
class Sides:
    """Annotator -> question -> the column with their answers."""

    columns: dict[str, dict[str, str]]

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that hold answers."""
        return tuple(name for held in self.columns.values() for name in held.values())


def sides(table: Table, facts: Mapping[str, Content]) -> Sides | None:
    """The annotators that stand side by side in a table; None where it has one row a label.

    First a grid of annotators by questions is looked for in the names of the columns, then
    columns with the same few answers.
    """
    series = _series(tuple(facts))
    if any(says("annotator", name) == 2 for name in facts if name not in series):
        return None
    found = _of_grid(facts) or _of_siblings(facts, series)
    return found if found and not _is_long(table, found, facts) else None


def _of_grid(facts: Mapping[str, Content]) -> Sides | None:
    """Annotators by questions, from names such as alice_tone, alice_topic, bob_tone, bob_topic."""
    for grid in grids(tuple(facts)):
        people_left = _people_left(grid, facts)
        if people_left is None:
            continue
        people, asked = (grid.lefts, grid.rights) if people_left else (grid.rights, grid.lefts)
        columns: dict[str, dict[str, str]] = {}
        for who in people:
            pairs = [(who, q) if people_left else (q, who) for q in asked]
            columns[who] = {
                q: grid.cells[pair]
                for q, pair in zip(asked, pairs, strict=True)
                if pair in grid.cells
            }
        return Sides(columns)
    return None


def _people_left(grid: Grid, facts: Mapping[str, Content]) -> bool | None:
    """Whether the left parts are the annotators; None if neither are."""
    if _all_ticks(grid, facts) and not (_are_people(grid.lefts) or _are_people(grid.rights)):
        return None  # one-hot columns of several questions
    left = 4 * _are_people(grid.lefts) + 3 * _are_asked(grid.rights)
    right = 4 * _are_people(grid.rights) + 3 * _are_asked(grid.lefts)
    # Answers to one question are alike, whoever gave them.
    left_alike = _alike(grid, facts, by_right=True)
    right_alike = _alike(grid, facts, by_right=False)
    left += 5 * (left_alike > right_alike)
    right += 5 * (right_alike > left_alike)
    if not left and not right and max(left_alike, right_alike) < 0.5:
        return None
    if left == right:
        return grid.mark not in {"()", "/"}  # “alice_tone”, but “tone (alice)”
    return left > right


def _all_ticks(grid: Grid, facts: Mapping[str, Content]) -> bool:
    return all(facts[name].is_binary_number for name in grid.cells.values())


def _are_people(parts: Sequence[str]) -> bool:
    """Whether parts of names are called like annotators: numbered, or written as names are."""
    if len(_series(parts)) == len(parts) or all(says("annotator", part) == 2 for part in parts):
        return True
    return all(part[:1].isupper() and part[1:].islower() for part in parts)


def _are_asked(parts: Sequence[str]) -> bool:
    return any(says("label", part) == 2 or plain(part) in _ASKED for part in parts)


def _alike(grid: Grid, facts: Mapping[str, Content], *, by_right: bool) -> float:
    """The share of columns whose answers are those of the others with the same part."""
    groups: dict[str, list[str]] = defaultdict(list)
    for (left, right), name in grid.cells.items():
        groups[right if by_right else left].append(name)
    like = [
        _same_kind(facts[group[0]], facts[name]) for group in groups.values() for name in group[1:]
    ]
    return sum(like) / len(like) if like else 0.0


def _same_kind(one: Content, other: Content) -> bool:
    if one.is_text or other.is_text:
        return one.is_text and other.is_text
    mine, theirs = set(one.members), set(other.members)
    both = len(mine & theirs)
    if both and both >= _SHARED * min(len(mine), len(theirs)):
        return True
    numbers = one.is_numeric and other.is_numeric
    return numbers and max(len(mine), len(theirs)) > 10


def _of_siblings(facts: Mapping[str, Content], series: tuple[str, ...]) -> Sides | None:
    """A column for each annotator: called so and counted, or the largest group that is alike."""
    numbered = [name for name in series if _few(facts[name])]
    if len(numbered) > 1:
        siblings = _like(numbered[0], numbered, facts)
    else:
        likely = [name for name in facts if _may_be_person(name)]
        groups = [_like(name, likely, facts) for name in likely if _answers(facts[name])]
        siblings = max(groups, key=len, default=[])
    if len(siblings) < 2:
        return None
    question, people = _parts_of(siblings)
    return Sides({who: {question: name} for who, name in zip(people, siblings, strict=True)})


def _may_be_person(name: str) -> bool:
    if plain(name) in _COMPUTED or says("label", name) or says("item", name) == 2:
        return False
    return not any(says(role, name) == 2 for role in _OTHER_ROLES)


def _answers(fact: Content) -> bool:
    return fact.is_categorical or (_few(fact) and fact.is_numeric and not fact.unique)


def _parts_of(names: Sequence[str]) -> tuple[str, list[str]]:
    """The question that all names speak of, and the annotator in each: worker1_label → worker1."""
    for grid in grids(names, least=1):
        whole = set(grid.cells.values()) == set(names)
        if whole and len(grid.rights) == 1 and says("label", grid.rights[0]) == 2:
            by_name = {name: left for (left, _), name in grid.cells.items()}
            return grid.rights[0], [by_name[name] for name in names]
    return "label", list(names)


def _series(names: Sequence[str]) -> tuple[str, ...]:
    """Columns called like annotators and counted: “annotator_1”, “ann2”, “rater B”, “label_3”."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stem = plain(name)
        for ending in ("_label", "_labels", "_rating", "_answer"):
            stem = stem.removesuffix(ending)
        match = _NUMBERED.fullmatch(stem)
        if match and (match[1] in _STEMS or says("annotator", match[1]) or says("label", match[1])):
            groups[match[1]].append(name)
    largest: list[str] = max(groups.values(), key=len, default=[])
    return tuple(largest)


def _few(fact: Content) -> bool:
    """Whether answers come back, as categories do."""
    return fact.n_distinct <= _CATEGORIES and not fact.is_text and not fact.is_dated


def _like(name: str, others: Sequence[str], facts: Mapping[str, Content]) -> list[str]:
    """The column and those others whose cells are the same few answers."""
    mine = set(facts[name].members) if _few(facts[name]) else set()
    if facts[name].n_distinct == facts[name].n_filled > 3:
        mine = set()  # every row its own: an id
    found = []
    for other in others:
        theirs = set(facts[other].members) if _few(facts[other]) else set()
        both = mine & theirs
        enough = len(both) >= 2 or (len(both) == 1 and mine | theirs == both)
        if other == name or (enough and len(both) >= _SHARED * max(len(mine), len(theirs))):
            found.append(other)
    return found


def _is_long(table: Table, found: Sides, facts: Mapping[str, Content]) -> bool:
    """Whether the other columns say that each row is one annotator's already."""
    rest = [name for name in facts if name not in found.names]
    if any(_once(facts[name]) for name in rest if says("item", name) or not _is_key(name)):
        return False
    try:
        item, annotator = identify(table, None, None, tuple(facts))
    except ColumnError:
        return False
    if item in found.names:
        return False
    items = facts[item].coded
    within = spread(facts[annotator].coded, items.codes, len(items.values))
    return within.n_compared >= 0.5 * len(table) and not within.constant


def _once(fact: Content) -> bool:
    return fact.n_distinct == fact.n_filled > 1


def _is_key(name: str) -> bool:
    """Whether a column may number the rows of a long table."""
    return bool(says("aside", name)) or plain(name) in {"id", "annotation_id", "row_id", "uid"}
