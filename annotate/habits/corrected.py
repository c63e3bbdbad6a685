"""Everything that could have been said, corrected together.

A family is what could be said of one annotator, one question and one kind: each of its p counts
as often as things were tried (Bonferroni), and its smallest stands for it. The families of all
annotators, questions and kinds then go through Benjamini and Hochberg's step-up rule, and within
those that pass is named what is as small itself (Benjamini and Bogomolov 2014, JRSS B 76,
297-318). So looking for a copier among a thousand neighbours costs the copying its power, and
not the confusions theirs.

Within a family any dependence is allowed. Between families of one annotator it is positive where
there is any: who answers without reading does several odd things at once. What is not worth
saying counts as looked at, and is not named.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotate.annotations import FloatArray, IntArray
from annotate.habits.candidates import Candidates


def adjusted(found: Sequence[Candidates]) -> list[FloatArray]:
    """For each of ``found``, (C,): the smallest share of false ones at which it would be named.

    Several of one kind and question (rounds, categories of a set) are one family.
    """
    alike: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(found):
        name = one.question.name if one.question else ""
        alike.setdefault((one.kind, name), []).append(at)
    own = [one.each_p for one in found]
    families, best = 0, [np.empty(0)]
    for group in alike.values():
        for at in group:
            own[at] = np.minimum(own[at] * len(group), 1.0)
        families += max(found[at].tested for at in group)
        who = np.concatenate([found[at].annotator for at in group])
        best.append(_smallest(who, np.concatenate([own[at] for at in group])))
    ordered = np.sort(np.concatenate(best))
    if not ordered.size:
        return own
    rank = np.arange(1, ordered.size + 1)
    steps = np.minimum.accumulate((ordered * families / rank)[::-1])[::-1]
    # No less than p itself: where nothing could be tried, there is no family to divide by.
    return [np.clip(_at(ordered, steps, families, p), p, 1.0) for p in own]


def _smallest(annotator: IntArray, p: FloatArray) -> FloatArray:
    """The smallest p of each annotator."""
    who, place = np.unique(annotator, return_inverse=True)
    best = np.ones(who.size)
    np.minimum.at(best, place, p)
    return best


def _at(ordered: FloatArray, steps: FloatArray, families: int, p: FloatArray) -> FloatArray:
    """The adjusted p of anything no smaller than the best of its family."""
    reached = np.searchsorted(ordered, p, side="right")
    later = steps[np.minimum(reached, steps.size - 1)]
    own = p * families / np.maximum(reached, 1)
    return np.where(reached < steps.size, np.minimum(own, later), own)
