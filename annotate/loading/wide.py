"""Recognising a table with one column per annotator, before it is taken for one of labels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from annotate.errors import ColumnError
from annotate.loading.content import Content, contents, spread
from annotate.loading.names import plain, says
from annotate.loading.problems import listed
from annotate.loading.table import Table

_NUMBERED = re.compile(r"(.*?)_?(?:[0-9]+|(?<=_)[a-z])")
_STEMS = frozenset({"a", "an", "ann", "anno", "annot", "c", "cod", "code", "j", "p", "r", "w"})
_CATEGORIES = 101  # so many different answers, as on a scale to 100
_SHARED = 0.3  # of the answers in one column, that are in the other as well


def refuse_wide(table: Table, item: str, annotator: str, free: Sequence[str]) -> None:
    """Raise ColumnError if the columns guessed are answers of several annotators side by side.

    ``free`` are the columns to which the user gave no role. A column that is named as the
    annotators' and has no numbered siblings is believed. Else columns with the same few answers
    are siblings. They are annotators if they are called so in a series, or if ``item`` comes
    once a row or is itself one of them while another column comes once a row.
    """
    facts = contents(table, tuple(dict.fromkeys((*free, item, annotator))))
    series = _series(tuple(facts))
    if says("annotator", annotator) == 2 and annotator not in series:
        return
    numbered = [name for name in series if _few(facts[name])]
    if len(numbered) > 1 and not any(_is_outright(name, series) for name in facts):
        siblings = _like(numbered[0], numbered, facts)
        if len(siblings) > 1:
            raise ColumnError(_sentence(table, siblings))
    once = [name for name, fact in facts.items() if fact.n_distinct == fact.n_filled > 1]
    chosen = item if _shares(item, facts) and says("item", item) < 2 else annotator
    siblings = _like(chosen, tuple(facts), facts)
    if len(siblings) < 2 or not set(once) - set(siblings):
        return
    coded = table.coded(item)
    repeats = spread(table.coded(annotator), coded.codes, len(coded.values)).n_compared
    if chosen == item or not repeats:
        raise ColumnError(_sentence(table, siblings))


def refuse_unguessed(table: Table, free: Sequence[str]) -> None:
    """Raise ColumnError if, beside an id, columns not named like labels share their answers.

    For tables in which no annotators were found; columns named like labels may as well be
    questions to a single annotator.
    """
    facts = contents(table, tuple(free))
    likely = [name for name in free if not says("label", name) and not says("gold", name)]
    groups = [_like(name, likely, facts) for name in likely if facts[name].is_categorical]
    siblings = max(groups, key=len, default=[])
    if len(siblings) > 1 and any(facts[name].unique for name in free):
        raise ColumnError(_sentence(table, siblings))


def _series(names: Sequence[str]) -> tuple[str, ...]:
    """Columns called like annotators and counted: “annotator_1”, “ann2”, “rater B”."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        match = _NUMBERED.fullmatch(plain(name))
        if match and (match[1] in _STEMS or says("annotator", match[1])):
            groups[match[1]].append(name)
    largest: list[str] = max(groups.values(), key=len, default=[])
    return tuple(largest)


def _is_outright(name: str, series: Sequence[str]) -> bool:
    return name not in series and says("annotator", name) == 2


def _few(fact: Content) -> bool:
    """Whether answers come back, as categories do."""
    return fact.n_distinct <= _CATEGORIES and not fact.is_text and not fact.is_dated


def _shares(name: str, facts: dict[str, Content]) -> bool:
    return len(_like(name, tuple(facts), facts)) > 1


def _like(name: str, others: Sequence[str], facts: dict[str, Content]) -> list[str]:
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


def _sentence(table: Table, siblings: Sequence[str]) -> str:
    return (
        f"“{table.name}” looks like a table with one column per annotator: {listed(siblings)} hold"
        " the same answers. It must have one row a label, not a column for each annotator: a column"
        " that says what was labelled, one that says who labelled it, and one with the label. Save it in that form; if"
        " it is so already, say which column is which with --item NAME --annotator NAME --label NAME."
    )
