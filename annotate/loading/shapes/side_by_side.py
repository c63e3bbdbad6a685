"""Which columns are the answers of several annotators side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotate.errors import ColumnError
from annotate.loading.content import Content, spread
from annotate.loading.identity import identify
from annotate.loading.names import says
from annotate.loading.shapes.naming import Grid, grids, splits
from annotate.loading.shapes.siblings import (
    SHARED,
    are_people,
    is_answer,
    is_key,
    once,
    parts_of,
    series,
    siblings,
)
from annotate.loading.table import Table


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
    counted = series(tuple(facts))
    if any(says("annotator", name) == 2 for name in facts if name not in counted):
        return None
    found = _of_grid(facts) or _of_siblings(facts)
    return found if found and not _is_long(table, found, facts) else None


def _of_grid(facts: Mapping[str, Content]) -> Sides | None:
    """Annotators by questions, from names such as alice_tone, alice_topic, bob_tone, bob_topic."""
    for grid in grids([name for name in facts if says("item", name) < 2 and not _is_aside(name)]):
        people_left = _people_left(grid, facts) if _holds_answers(grid, facts) else None
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


def _is_aside(name: str) -> bool:
    """Whether a name such as “gold_tone” or “tone (majority)” speaks of no annotator."""
    parts = {part for split in splits(name) for part in (split.left, split.right)}
    return any(says("gold", part) == 2 or says("computed", part) == 2 for part in parts)


def _holds_answers(grid: Grid, facts: Mapping[str, Content]) -> bool:
    """Whether some of it is answers, most of it is there, and no one-sided rest is the larger."""
    full = len(grid.lefts) * len(grid.rights)
    answers = sum(is_answer(facts[name]) for name in grid.cells.values())
    return answers > 1 and len(grid.cells) >= 0.7 * full


def _people_left(grid: Grid, facts: Mapping[str, Content]) -> bool | None:
    """Whether the left parts are the annotators; None if neither are."""
    if _all_ticks(grid, facts) and not (are_people(grid.lefts) or are_people(grid.rights)):
        return None  # one-hot columns of several questions
    left = 4 * are_people(grid.lefts) + 3 * _are_asked(grid.rights)
    right = 4 * are_people(grid.rights) + 3 * _are_asked(grid.lefts)
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


def _are_asked(parts: Sequence[str]) -> bool:
    known = [says("label", part) == 2 or says("asked", part) == 2 for part in parts]
    return sum(known) >= 0.5 * len(known)


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
    if both and both >= SHARED * min(len(mine), len(theirs)):
        return True
    numbers = one.is_numeric and other.is_numeric
    return numbers and max(len(mine), len(theirs)) > 10


def _of_siblings(facts: Mapping[str, Content]) -> Sides | None:
    names = siblings(facts)
    if len(names) < 2:
        return None
    question, people = parts_of(names)
    return Sides({who: {question: name} for who, name in zip(people, names, strict=True)})


def _is_long(table: Table, found: Sides, facts: Mapping[str, Content]) -> bool:
    """Whether the other columns say that each row is one annotator's already."""
    rest = [name for name in facts if name not in found.names]
    if any(once(facts[name]) for name in rest if says("item", name) or not is_key(name)):
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
