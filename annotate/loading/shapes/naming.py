"""Names of columns that are made of two parts, such as “alice_tone” or “tone (alice)”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEPARATORS = (":::", "::", ": ", " - ", "/", "|", ":", ".", "__", "_", "-", " ")
_BRACKETS = re.compile(r"(.+?)\s*[(\[]\s*(.+?)\s*[)\]]\s*")


@dataclass(frozen=True)
class Split:
    """One way to take a name apart."""

    name: str
    left: str
    right: str
    mark: str


# A longer header is a text that stands where names should, with as many ways as it has words.
_LONGEST = 300


def splits(name: str) -> Iterator[Split]:
    """Every way to take a name apart into two parts that are not empty; none of a whole text."""
    if len(name) > _LONGEST:
        return
    match = _BRACKETS.fullmatch(name)
    if match:
        yield Split(name, match[1], match[2], "()")
    for mark in _SEPARATORS:
        at = name.find(mark)
        while at >= 0:
            left, right = name[:at].strip(), name[at + len(mark) :].strip()
            if left and right:
                yield Split(name, left, right, mark)
            at = name.find(mark, at + 1)


@dataclass(frozen=True)
class Grid:
    """Names that are all the pairs of some left and some right parts, or nearly all.

    cells   (left, right) -> the name of the column
    """

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    mark: str
    cells: dict[tuple[str, str], str]


def grids(names: Sequence[str]) -> list[Grid]:
    """The grids among the names, the one with most columns first.

    Each has at least two left parts that share at least one right part, and two right parts.
    """
    by_mark: dict[str, list[Split]] = defaultdict(list)
    for name in names:
        for split in splits(name):
            by_mark[split.mark].append(split)
    found = [grid for mark, each in by_mark.items() for grid in _of_mark(mark, each)]
    return sorted(found, key=lambda grid: -len(grid.cells))


def _of_mark(mark: str, parts: list[Split]) -> Iterator[Grid]:
    """The grids of one separator: left parts that share a right part, with all they have."""
    lefts: dict[str, dict[str, str]] = defaultdict(dict)
    for split in parts:
        lefts[split.right][split.left] = split.name
    for wanted in {frozenset(held) for held in lefts.values() if len(held) > 1}:
        cells = {
            (left, right): name
            for right, held in lefts.items()
            for left, name in held.items()
            if left in wanted
        }
        rights = tuple(dict.fromkeys(right for _, right in cells))
        if len(rights) > 1:
            yield Grid(tuple(dict.fromkeys(left for left, _ in cells)), rights, mark, cells)


def common(names: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """The part that all names have in common and what differs in each; None if there is none.

    “tone (ana)” and “tone (ben)” have “tone” in common.
    """
    for take, other in (("left", "right"), ("right", "left")):
        seen: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for name in names:
            for split in splits(name):
                seen[split.mark, getattr(split, take)][name] = getattr(split, other)
        for (_, shared), parts in seen.items():
            if len(parts) == len(names) == len(set(parts.values())):
                return shared, parts
    return None
