"""Which items a letter gives its reader to practise on.

They are items that the reader did not label, with the answers that their patterns confuse, so
that one of them is to be told from the other. Where they labelled everything it is items that
the letter does not show. Who has no pattern gets what divided others and was then decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.annotations import Question
from annotate.feedback.cases import Casebook, PracticeItem
from annotate.feedback.patterns import Pattern

MOST = 3
HARDER = 2  # for who has nothing to correct


def practice_items(
    book: Casebook, annotator_id: str, patterns: Sequence[Pattern]
) -> tuple[PracticeItem, ...]:
    """At most three, in the order of the file, which says nothing about their answers."""
    data = book.sources.data
    own = set(book.sources.items[book.sources.annotator(annotator_id)].tolist())
    chosen = _to_tell_apart(book, patterns, own) or _to_tell_apart(
        book, patterns, _shown(book, patterns)
    )
    if not patterns:
        chosen = _harder(book, own)
    found = (book.practice(data.item_ids[item], name) for item, name in sorted(chosen)[:MOST])
    return tuple(item for item in found if item)


def _shown(book: Casebook, patterns: Iterable[Pattern]) -> set[int]:
    """The items that the letter shows as examples."""
    codes = book.sources.data.item_codes
    return {
        codes[case.item_id]
        for pattern in patterns
        for case in (*pattern.examples, *((pattern.right,) if pattern.right else ()))
    }


def _to_tell_apart(
    book: Casebook, patterns: Sequence[Pattern], without: set[int]
) -> set[tuple[int, str]]:
    """For each pattern an item with the expected answer, and for the first one with the other."""
    chosen: dict[int, str] = {}
    for number, pattern in enumerate(patterns):
        asked = book.sources.data.question(pattern.question)
        wanted = (pattern.expected, pattern.answer) if number == 0 else (pattern.expected,)
        for answer in wanted:
            left = without | set(chosen)
            item = _best(book, asked, answer, left)
            if item is not None and len(chosen) < MOST:
                chosen[item] = asked.name
    return set(chosen.items())


def _best(book: Casebook, asked: Question, answer: str, without: set[int]) -> int | None:
    """The best item with that answer, as people write it."""
    codes = [code for code in range(len(asked.answers)) if asked.shown(code) == answer]
    found = (next(book.pools[asked.name].of(code, without), None) for code in codes)
    return next((item for item in found if item is not None), None)


def _harder(book: Casebook, without: set[int]) -> set[tuple[int, str]]:
    for name, pool in book.pools.items():
        found = [int(item) for item in pool.divided if int(item) not in without][:HARDER]
        if found:
            return {(item, name) for item in found}
    return set()
