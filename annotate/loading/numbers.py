"""Reading numbers and “no answer” out of cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# [0-9] and not \d, and no float(): “1_000”, “nan” and digits of other scripts are text here.
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_COMMA_NUMBER = re.compile(r"\s*[+-]?[0-9]+,[0-9]+\s*")
_NATURAL = re.compile(r"([0-9]+)")

_NO_ANSWER = """
? ?? - -- — – . n/a n.a. na #n/a nan nil null none <na> <null> missing unknown undefined
k.a. keine_angabe weiß_nicht weiss_nicht can't_judge cannot_judge can't_say cannot_say
can_not_judge unable_to_judge not_sure don't_know dont_know do_not_know dk idk unsure
no_answer not_applicable skip skipped
"""
_NO_ANSWERS = frozenset(_NO_ANSWER.split())


def number(text: str) -> float | None:
    """The number that a text is, or None: ``1``, ``1.0``, ``01``, ``-3e2``."""
    # Stripped, since some of the blanks that “\s” takes are none to float().
    return float(text.strip()) if _NUMBER.fullmatch(text) else None


def with_decimal_point(text: str) -> str:
    """A number written with a decimal comma, with a point; any other text as it is."""
    return text.strip().replace(",", ".") if _COMMA_NUMBER.fullmatch(text) else text


def means_no_answer(text: str) -> bool:
    """Whether a text says that no answer was given: “?”, “n/a”, “cannot judge” and the like."""
    plain = text.strip().casefold().replace("’", "'").strip("[]()")
    return "_".join(plain.split()) in _NO_ANSWERS


def numeric(values: Sequence[str], *, comma: bool = False) -> dict[str, float] | None:
    """The numbers among the labels, if all but those for “no answer” are numbers; else None.

    With ``comma`` a decimal comma is understood, unless a decimal point occurs as well.
    """
    kept = [value for value in values if value.strip() and not means_no_answer(value)]
    comma = comma and not any("." in value for value in kept)
    found = {}
    for value in kept:
        read = number(with_decimal_point(value) if comma else value)
        if read is None:
            return None
        found[value] = read
    return found or None


def natural(text: str) -> tuple[tuple[int, float, str], ...]:
    """A sort key in which “round 2” comes before “round 10”, and -1 before 1."""
    value = number(text)
    if value is not None:
        return ((0, value, text),)
    parts = _NATURAL.split(text.casefold())
    split = [(1, float(p), "") if p.isascii() and p.isdigit() else (2, 0.0, p) for p in parts]
    return (*split, (3, 0.0, text))


def folded(text: str) -> str:
    """What two spellings of the same have in common: no case, width, or blanks.

    ``1``, ``1.0`` and ``01`` fold to the same as well.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    value = number(plain)
    return repr(value) if value is not None else plain
