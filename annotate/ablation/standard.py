"""The decisions that a data set has to offer, found in the data themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from annotate.ablation.compared import Base
from annotate.ablation.decision import Decision, Decisions, Kind
from annotate.ablation.voted import Voted
from annotate.annotations import MISSING, Annotations, Duplicates, Level, Status
from annotate.consensus import DEFAULT, MODELS

_MOST_VALUES = 5  # of an attribute of annotators, for it to be a group
_MOST_CATEGORIES = 8
_MOST_ANSWERS = 64  # beyond, no two are worth merging by themselves
_CONFUSED = 3
_FIRST = 20  # labels, at most, that an annotator may have needed to learn the task
_QUICK = 0.05  # the share of labels that were made fastest


def standard(base: Base, guideline: Sequence[str] = ()) -> list[Decisions]:
    """What is worth taking back one at a time, apart from each annotator and the number of labels.

    ``guideline`` are the moments from which on each version of it held, in their order.
    """
    data, name = base.side.view.data, base.side.view.name
    found = [
        *_groups(data),
        *_quick(data, name),
        *_first(base),
        *_rounds(data),
        *_versions(data, guideline),
        *_policies(data, name),
        *_categories(base),
        *_consensus(base),
    ]
    return [(each,) for each in found]


def _groups(data: Annotations) -> list[Decision]:
    """Annotators who have something in common, where others do not have it."""
    found = []
    for name in data.annotators.columns:
        if name == "annotator_id":
            continue
        values = [str(value) for value in data.annotators[name].unique() if str(value)]
        if 1 < len(values) <= _MOST_VALUES:
            found += [Decision.of(Kind.WITHOUT, name, value) for value in sorted(values)]
    return found


def _quick(data: Annotations, name: str) -> list[Decision]:
    seconds = data.table["seconds"].to_numpy()[data.counted(name)]
    known = seconds[np.isfinite(seconds)]
    if not known.size:
        return []
    limit = math.ceil(float(np.quantile(known, _QUICK)))
    return [Decision.of(Kind.SECONDS, limit)] if limit > 0 and (known < limit).any() else []


def _first(base: Base) -> list[Decision]:
    given = np.bincount(base.side.labels.annotator)
    number = min(_FIRST, int(np.median(given[given > 0])) // 4) if given.any() else 0
    return [Decision.of(Kind.FIRST, number)] if number else []


def _rounds(data: Annotations) -> list[Decision]:
    return [Decision.of(Kind.ROUND, name) for name in data.rounds] if len(data.rounds) > 1 else []


def _versions(data: Annotations, guideline: Sequence[str]) -> list[Decision]:
    """The labels made under each version; what came before the second is the first one's."""
    begins = [moment[:19] for moment in guideline[1:]]
    ends = list(pairwise(["", *begins, ""])) if begins else []
    times = data.table["time"].to_numpy()
    known = times[~np.isnat(times)]
    found = []
    for since, until in ends:
        inside = np.ones(known.size, dtype=np.bool_)
        inside &= known >= np.datetime64(since) if since else True
        inside &= known < np.datetime64(until) if until else True
        if inside.any() and not inside.all():
            found.append(Decision.of(Kind.BETWEEN, since, until))
    return found


def _policies(data: Annotations, name: str) -> list[Decision]:
    found = []
    if data.has_repeats:
        others = [rule for rule in Duplicates if rule is not data.duplicates]
        found += [Decision.of(Kind.DUPLICATES, rule.value) for rule in others]
    aside = (data.table["status"] != Status.SUBMITTED.value).to_numpy()
    if (data.labels[name][aside] != MISSING).any():
        found.append(Decision.of(Kind.UNSUBMITTED))
    return found


def _categories(base: Base) -> list[Decision]:
    question = base.side.view.regrouped.question
    if question.level is Level.SET:
        return [Decision.of(Kind.DROP, name) for name in _frequent(base)]
    size = len(question.answers)
    if question.level.is_numeric or not 2 < size <= _MOST_ANSWERS:
        return []
    steps = sorted({2, 3} & set(range(2, size - 1))) if question.level is Level.ORDINAL else []
    coarser = [Decision.of(Kind.COARSEN, each) for each in reversed(steps)]
    return [*(Decision.of(Kind.MERGE, *pair) for pair in _confused(base)), *coarser]


def _frequent(base: Base) -> list[str]:
    """The categories of a set that are in most labels, those first."""
    question = base.side.labels.question
    given = np.bincount(base.side.labels.label, minlength=len(question.answers))
    often = dict.fromkeys(question.categories, 0)
    for members, times in zip(question.sets, given.tolist(), strict=True):
        for member in members:
            often[member] += times
    ordered = sorted(question.categories, key=lambda name: (-often[name], name))
    return ordered[:_MOST_CATEGORIES] if len(ordered) > 1 else []


def _confused(base: Base) -> list[tuple[str, str]]:
    """The pairs of categories that stand beside each other on items most often, those first."""
    table, question = base.side.tables.table, base.side.tables.question
    share = table.weight / np.maximum(table.size - 1, 1)
    beside = np.einsum("p,pk,pl->kl", share, table.table, table.table, optimize=True)
    first, second = np.triu_indices(table.n_answers, 1)
    if question.level is Level.ORDINAL:
        near = second - first == 1
        first, second = first[near], second[near]
    often = beside[first, second]
    order = np.argsort(-often, kind="stable")[:_CONFUSED]
    return [
        (question.answers[first[at]], question.answers[second[at]]) for at in order if often[at] > 0
    ]


def _consensus(base: Base) -> list[Decision]:
    side = base.side
    numeric = side.view.regrouped.question.level.is_numeric
    models = [DEFAULT] if numeric else [name for name in MODELS if name != side.view.model]
    found = [Decision.of(Kind.MODEL, name) for name in models]
    if isinstance(side.consensus, Voted) and side.consensus.tie.any():
        found += [Decision.of(Kind.TIES, rule) for rule in ("first", "last")]
    if (side.view.trusted != MISSING).any() and not numeric:
        found.append(Decision.of(Kind.GOLD))
    return found
