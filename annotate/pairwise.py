"""Questions that ask which of two things is better: which answers are their places."""

from __future__ import annotations

import re

from annotate.annotations import Annotations, Question

_WORDS = re.compile(r"[^\W_]+")
_PAIRS = (("left", "right"), ("first", "second"), ("a", "b"), ("1", "2"), ("one", "two"))
_PLAIN = {"left", "first"}  # places whatever else there is; A and 1 may be names of anything
_TIES = {"tie", "tied", "both", "neither", "equal", "same", "draw", "none", "unsure"}


def sides_of(data: Annotations, question: Question) -> dict[int, str] | None:
    """Answer code -> the item field it stands for, where a question chooses between two fields.

    Known by the words that set the two apart: left and right, A and B, first and second, 1 and 2.
    """
    pair = _positions(question)
    if pair is None:
        return None
    words = {name: set(_WORDS.findall(name.casefold())) for name in data.fields}
    found: dict[int, str] = {}
    for code, word in pair:
        fields = [name for name, parts in words.items() if word in parts]
        if not fields:
            return None
        found[code] = max(fields, key=lambda name: float(data.items[name].str.len().mean()))
    return found if len(set(found.values())) == 2 else None


def places(data: Annotations, question: Question) -> tuple[int, int] | None:
    """The codes of the first and the second place on a question that compares two things."""
    pair = _positions(question)
    if pair is None or (pair[0][1] not in _PLAIN and sides_of(data, question) is None):
        return None
    return pair[0][0], pair[1][0]


def places_by_words(question: Question) -> tuple[int, int] | None:
    """The same where the answers alone tell: A and 1 are places beside a tie, or in “model A”."""
    pair = _positions(question)
    if pair is None:
        return None
    (first, word), (second, _) = pair
    longer = any(len(_WORDS.findall(question.answers[code])) > 1 for code in (first, second))
    if word not in _PLAIN and not longer and len(question.answers) == 2:
        return None
    return first, second


def _positions(question: Question) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """(code, word) of the first and of the second place, where two answers are places.

    Any third answer says that neither is better.
    """
    words = [set(_WORDS.findall(answer.casefold())) for answer in question.answers[:5]]
    if len(words) > 4:
        return None
    for first, second in _PAIRS:
        ones = [code for code, own in enumerate(words) if first in own and second not in own]
        twos = [code for code, own in enumerate(words) if second in own and first not in own]
        rest = [own for code, own in enumerate(words) if code not in (*ones, *twos)]
        if len(ones) == len(twos) == 1 and all(own & _TIES for own in rest):
            return (ones[0], first), (twos[0], second)
    return None
