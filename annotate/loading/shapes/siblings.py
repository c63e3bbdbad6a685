"""Columns that are alike: the same few answers, or numbers over the same range."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotate.loading.content import Content
from annotate.loading.names import plain, says
from annotate.loading.numbers import number
from annotate.loading.shapes.naming import common

_NUMBERED = re.compile(r"(.*?)_?(?:[0-9]+|(?<=_)[a-z])")
_STEMS = frozenset({"a", "an", "ann", "anno", "annot", "c", "cod", "code", "j", "p", "r", "w"})
_CATEGORIES = 101  # so many different answers, as on a scale to 100
SHARED = 0.3  # of the answers in one column, that are in the other as well
_OTHER_ROLES = ("gold", "round", "seconds", "time", "comment", "status", "kind", "aside")


def siblings(facts: Mapping[str, Content]) -> list[str]:
    """The columns that are each one annotator's answers to the same question; none or several.

    Those called like annotators and counted, else the largest group with the same few answers,
    else numbers over one range.
    """
    numbered = [name for name in series(tuple(facts)) if few(facts[name])]
    if len(numbered) > 1:
        return _joined_by(_like(numbered[0], numbered, facts), numbered, facts)
    alike = _alike(facts)
    return alike if len(alike) > 1 else _numeric(facts)


def _alike(facts: Mapping[str, Content]) -> list[str]:
    """The largest group of columns with the same few answers, and those beside that fit in."""
    likely = [name for name in facts if _may_be_person(name)]
    labelled = [name for name in facts if says("label", name) and not _is_other(name)]
    groups = [_like(name, likely, facts) for name in likely if is_answer(facts[name])]
    best = max(groups, key=len, default=[])
    if len(best) < 2 and len(labelled) > 1:
        # “label_ana”, “label_ben”; two may as well be questions to a single annotator.
        best = _like(labelled[0], labelled, facts)
        shared = common(best)
        told = shared is not None and (len(best) > 2 or are_people(list(shared[1].values())))
        return best if told and len(best) == len(labelled) else []
    names = list(facts)
    while True:
        inner = names[names.index(best[0]) : names.index(best[-1]) + 2] if len(best) > 1 else []
        wider = _joined_by(best, [name for name in inner if name in likely], facts)
        if len(wider) == len(best):
            return best
        best = sorted(wider, key=names.index)


def _joined_by(group: list[str], others: Sequence[str], facts: Mapping[str, Content]) -> list[str]:
    """The group with the others that say nothing but what it says: “yes” to all, or nothing."""
    known = {member for name in group for member in facts[name].members}
    fits = {name for name in others if set(facts[name].members) <= known}
    return [*group, *(name for name in others if name in fits and name not in group)]


def _numeric(facts: Mapping[str, Content]) -> list[str]:
    """Columns of numbers over the same range, where they are all that is not text or an id."""
    numeric = [
        name
        for name, fact in facts.items()
        if _may_be_person(name) and fact.is_numeric and not is_key(name) and not says("item", name)
    ]
    spans = [_span(facts[name]) for name in numeric]
    if len(numeric) < 2:
        return []
    low, high = max(low for low, _ in spans), min(high for _, high in spans)
    alike = all(high - low >= 0.5 * (top - bottom) > 0 for bottom, top in spans)
    return numeric if alike and any(once(fact) for fact in facts.values()) else []


def _span(fact: Content) -> tuple[float, float]:
    numbers = [n for n in map(number, fact.values) if n is not None]
    return (min(numbers), max(numbers)) if numbers else (0.0, 0.0)


def _may_be_person(name: str) -> bool:
    asked = says("asked", name) == 2 or says("label", name)
    return not (_is_other(name) or asked or says("item", name) == 2)


def _is_other(name: str) -> bool:
    """Whether a name speaks for another role, or for what was computed from the labels."""
    return says("computed", name) == 2 or any(says(role, name) == 2 for role in _OTHER_ROLES)


def is_answer(fact: Content) -> bool:
    """Whether the column holds few answers, or numbers that come back."""
    return fact.is_categorical or (few(fact) and fact.is_numeric and not fact.unique)


def parts_of(names: Sequence[str]) -> tuple[str, list[str]]:
    """The question that all names speak of, and the annotator in each: tone (ana) → tone, ana."""
    found = common(names)
    if found is None or says("annotator", found[0]) or plain(found[0]) in _STEMS:
        return "label", list(names)
    question, parts = found
    if all(part.isdigit() for part in parts.values()):
        return "label", list(names)
    return question, [parts[name] for name in names]


def series(names: Sequence[str]) -> tuple[str, ...]:
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


def few(fact: Content) -> bool:
    """Whether answers come back, as categories do."""
    return fact.n_distinct <= _CATEGORIES and not fact.is_text and not fact.is_dated


def _like(name: str, others: Sequence[str], facts: Mapping[str, Content]) -> list[str]:
    """The column and those others whose cells are the same few answers."""
    mine = set(facts[name].members) if few(facts[name]) else set()
    if facts[name].n_distinct == facts[name].n_filled > 3:
        mine = set()  # every row its own: an id
    found = []
    for other in others:
        theirs = set(facts[other].members) if few(facts[other]) else set()
        both = mine & theirs
        enough = len(both) >= 2 or (len(both) == 1 and mine | theirs == both)
        if other == name or (enough and len(both) >= SHARED * max(len(mine), len(theirs))):
            found.append(other)
    return found


def are_people(parts: Sequence[str]) -> bool:
    """Whether parts of names are called like annotators: numbered, or written as names are."""
    if len(series(parts)) == len(parts) or all(says("annotator", part) == 2 for part in parts):
        return True
    return all(part[:1].isupper() and part[1:].islower() for part in parts)


def once(fact: Content) -> bool:
    """Whether every row has a value of its own."""
    return fact.n_distinct == fact.n_filled > 1


def is_key(name: str) -> bool:
    """Whether a column may number the rows of a long table."""
    return bool(says("aside", name)) or plain(name) in {"id", "annotation_id", "row_id", "uid"}
