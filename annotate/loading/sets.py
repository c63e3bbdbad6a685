"""Reading cells that hold several categories at once."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from annotate.loading.numbers import natural

_LIST = re.compile(r"\s*\[.*\]\s*", re.DOTALL)
# In the order in which they are believed.
_SEPARATORS = ("|", ";", "\n", "#", ",")


def as_list(text: str) -> tuple[str, ...] | None:
    """The members if the cell is a list: ``["a", "b"]``, or as Python writes it; else None."""
    if not _LIST.fullmatch(text):
        return None
    try:
        members = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        try:
            members = ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    if not isinstance(members, list) or any(isinstance(m, list | dict) for m in members):
        return None
    return tuple(m if isinstance(m, str) else json.dumps(m) for m in members)


def looks_like_sets(values: Sequence[str], counts: Iterable[int]) -> bool:
    """Whether cells hold sets: all are lists, or parts between marks come back in other cells.

    Parts between ``|`` need only come back; those between marks that stand in plain text as well
    must come back in other combinations.
    """
    filled = [(value, count) for value, count in zip(values, counts, strict=True) if value.strip()]
    if not filled:
        return False
    if all(as_list(value) is not None for value, _ in filled):
        return True
    mark = separator(value for value, _ in filled)
    if mark is None or mark == "#":
        return False
    if mark != "|":
        if any(
            len(part) > _PART_LONGEST for value, _ in filled[:100] for part in split(value, mark)
        ):
            return False  # running text
        return _combine([split(value, mark) for value, _ in filled], _STRICT.get(mark, 1.0))
    uses: Counter[str] = Counter()
    for value, count in filled:
        for part in split(value, mark):
            uses[part] += count
    recurring = sum(count > 1 for count in uses.values())
    return len(uses) > 1 and recurring >= 0.6 * len(uses)


# Parts may be at most so many for each distinct cell: commas are common within one answer.
_STRICT = {",": 0.6}
_PART_LONGEST = 60


def _combine(cells: Sequence[Sequence[str]], most: float) -> bool:
    """Whether the same short parts make up many different cells."""
    inside = Counter(part for cell in cells for part in set(cell))
    again = sum(count > 1 for count in inside.values())
    short = all(len(part) <= _PART_LONGEST for part in inside)
    enough = 1 < len(inside) <= most * len(cells) or (most == 1.0 and len(inside) <= len(cells) + 1)
    return short and enough and again >= (0.6 if most == 1.0 else 1.0) * len(inside)


def separator(values: Iterable[str]) -> str | None:
    """What separates the members in cells that are no lists; None if no cell has several."""
    texts = [value for value in values if as_list(value) is None]
    return next((mark for mark in _SEPARATORS if any(mark in text for text in texts)), None)


def split(text: str, mark: str | None) -> tuple[str, ...]:
    """The members of one cell: of a list exactly, else between the marks without outer blanks."""
    members = as_list(text)
    if members is not None:
        return members
    parts = text.split(mark) if mark else [text]
    return tuple(part.strip() for part in parts if part.strip())


def written(members: Iterable[str]) -> str:
    """A set as an answer of a question: its members sorted, as a JSON array."""
    return json.dumps(sorted(set(members)), ensure_ascii=False)


def in_order(answers: Iterable[str]) -> list[str]:
    """Sets as ``written``, in the order of their members; the empty set first."""
    return sorted(answers, key=lambda answer: [natural(m) for m in json.loads(answer)])
