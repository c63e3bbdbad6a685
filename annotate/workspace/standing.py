"""How what the reviewer did stands to the labels: what it was about may change, or go.

Nothing of it is ever deleted by an import. What is about something that the data no longer
hold is listed, and so is what was said of a label that now reads otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotate.annotations import Annotations, IntArray, paired
from annotate.workspace.changes import Entry, Kind
from annotate.workspace.record import unmatched

if TYPE_CHECKING:
    from annotate.workspace.project import Project

_Place = tuple[str, str, str]  # item id, annotator id, question


@dataclass(frozen=True)
class Relabelled:
    """Something that was said of a label while it read ``was``; it reads ``now`` today."""

    entry: Entry
    was: str
    now: str


@dataclass(frozen=True)
class Standing:
    """What no longer fits the data.

    ``gone`` is about items, annotators, questions or rounds that are not there (or labels that
    are empty now), ``relabelled`` about labels that read otherwise than when it was said.
    """

    gone: tuple[Entry, ...] = ()
    relabelled: tuple[Relabelled, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.relabelled)


def effect(found: Sequence[Entry], before: Annotations, after: Annotations) -> Standing:
    """What would come to stand otherwise if ``after`` took the place of ``before``.

    What does not fit ``before`` either is left out.
    """
    there = [entry for entry in found if entry.value is not None]
    lost = {entry.key for entry in unmatched(there, before)}
    there = [entry for entry in there if entry.key not in lost]
    gone = unmatched(there, after)
    changed = _relabelled(there, before, after)
    gone_keys = {entry.key for entry in gone}
    emptied = [one.entry for one in changed if not one.now and one.entry.key not in gone_keys]
    return Standing((*gone, *emptied), tuple(one for one in changed if one.now))


def standing(project: Project, data: Annotations) -> Standing:
    """What was done in the project that does not fit its data, which are ``data``.

    The label that something was said of is that of the data at the moment when it was said.
    """
    versions = project.versions()[::-1]  # the oldest first
    found = project.store.entries() if len(versions) > 1 else []
    found = [entry for entry in found if entry.value is not None]
    if not found:
        return Standing()
    made_at = [version.made_at for version in versions]
    said_of: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        said_of[versions[max(bisect_right(made_at, entry.at) - 1, 0)].content].append(entry)
    gone = list(unmatched(found, data))
    keys = {entry.key for entry in gone}
    changed: list[Relabelled] = []
    for content, entries in said_of.items():
        before = project.data(content) if content != versions[-1].content else None
        if before is not None:
            changed += _relabelled(entries, before, data)
    gone += [one.entry for one in changed if not one.now and one.entry.key not in keys]
    return Standing(tuple(gone), tuple(one for one in changed if one.now))


def _relabelled(
    found: Iterable[Entry], before: Annotations, after: Annotations
) -> list[Relabelled]:
    """What is about labels that ``before`` holds and that read otherwise in ``after``."""
    places = {_place(entry): entry for entry in found if _of_a_label(entry)}
    was, now = labels_at(before, places), labels_at(after, places)
    return [
        Relabelled(entry, was[place], now.get(place, ""))
        for entry in found
        if _of_a_label(entry)
        and (place := _place(entry)) in was
        and was[place] != now.get(place, "")
    ]


def labels_at(data: Annotations, places: Collection[_Place]) -> dict[_Place, str]:
    """The label that counts at each place as a person would write it; those that there are.

    Where several count, all of them.
    """
    asked: defaultdict[str, list[_Place]] = defaultdict(list)
    for place in places:
        asked[place[2]].append(place)
    found: dict[_Place, list[str]] = defaultdict(list)
    for question in data.questions:
        wanted = _pairs(data, asked[question.name])
        if not wanted:
            continue
        counted = data.counted(question.name)
        pair = _pair_codes(data)
        rows = np.flatnonzero(counted & np.isin(pair, np.fromiter(wanted, dtype=pair.dtype)))
        codes = data.labels[question.name][rows]
        for at, code in zip(pair[rows].tolist(), codes.tolist(), strict=True):
            found[wanted[at]].append(question.shown(code))
    return {place: " / ".join(sorted(labels)) for place, labels in found.items()}


def _pairs(data: Annotations, places: Iterable[_Place]) -> dict[int, _Place]:
    """Code of item and annotator together -> the place."""
    known = [
        place
        for place in places
        if place[0] in data.item_codes and place[1] in data.annotator_codes
    ]
    items = np.array([data.item_codes[place[0]] for place in known], dtype=np.int64)
    who = np.array([data.annotator_codes[place[1]] for place in known], dtype=np.int64)
    codes = paired(items, who, data.n_items, data.n_annotators)
    return dict(zip(codes.tolist(), known, strict=True))


def _pair_codes(data: Annotations) -> IntArray:
    item, annotator = data.table["item"].to_numpy(), data.table["annotator"].to_numpy()
    return paired(item, annotator, data.n_items, data.n_annotators)


def _of_a_label(entry: Entry) -> bool:
    if entry.key.kind in (Kind.ANSWER, Kind.AGAIN):  # there a reviewer stands in the key
        return False
    return bool(entry.key.item_id and entry.key.annotator_id and entry.key.question)


def _place(entry: Entry) -> _Place:
    return entry.key.item_id, entry.key.annotator_id, entry.key.question
