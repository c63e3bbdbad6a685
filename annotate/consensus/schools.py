"""Two schools: groups of annotators with a coherent view each, where neither is in error.

On items whose labels differ, every two annotators agree more or less often than the shares of
the answers let expect. If annotators merely err, these excesses scatter about nothing; if there
are two schools, they are positive within and negative between them. So the annotators are split
by the sign of the leading eigenvector of the excesses. Each side has to agree with itself: those
who guess do not, and are no school. How much more they agree within than between is compared
with what comes of it when the labels of each item are shuffled among the annotators who gave
them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels, Level
from annotate.consensus.contested import NOT_AN_ERROR
from annotate.consensus.counted import Counted, count
from annotate.consensus.fitted import Fitted
from annotate.consensus.majority import majority
from annotate.tally import sorted_order

SHUFFLES = 99
LEVEL = 0.02  # p value up to which schools are reported
EXCESS = 0.3  # agreement within less agreement between, at least: more than a difference of taste
FEWEST, SMALLEST = 2, 0.2  # annotators in a school, and its share of those of both
MOST_PEOPLE = 300  # the tables are annotators by annotators, and shuffled a hundred times


@dataclass(frozen=True, eq=False)
class Schools:
    """The two schools.

    member    (A,) 0 or 1, and -1 for annotators of neither
    within    agreement on items with several answers, in the school that agrees less
    between   the same between annotators of different schools
    p         how often shuffled labels look as much like schools
    """

    member: IntArray
    within: float
    between: float
    p: float


def schools(labels: Labels, *, seed: int = 0) -> Schools | None:
    """The two schools, or None where annotators do not fall into two with a view each.

    None also with more than MOST_PEOPLE annotators.
    """
    labels = _differing(labels)
    if labels.n_annotators > MOST_PEOPLE or np.unique(labels.annotator).size < 2 * FEWEST:
        return None
    member, within, between = _split(labels)
    sizes = np.bincount(member[member >= 0], minlength=2)
    if within - between < EXCESS or sizes.min() < max(FEWEST, SMALLEST * sizes.sum()):
        return None
    rng = np.random.default_rng(seed)
    shuffled = (_split(_shuffled(labels, rng)) for _ in range(SHUFFLES))
    as_much = sum(inside - across >= within - between for _, inside, across in shuffled)
    p = (as_much + 1) / (SHUFFLES + 1)
    return Schools(member, within, between, p) if p <= LEVEL else None


def with_schools(fitted: Fitted) -> Fitted:
    """The same with the items contested that schools differ on, and both views no errors there.

    Once references speak of such items somebody has decided between the schools.
    """
    labels, posterior = fitted.labels, fitted.posterior
    if posterior is None or labels.question.level is not Level.NOMINAL or not len(labels):
        return fitted
    found = schools(labels)
    if found is None:
        return fitted
    views = np.stack([_view(labels, found.member == side) for side in (0, 1)])
    differ = (views[0] != views[1]) & (views != MISSING).all(axis=0)
    if (fitted.known[differ] != MISSING).any():
        return fitted
    theirs = differ[labels.item] & (views[:, labels.item] == labels.label).any(axis=0)
    p_wrong = np.where(theirs, np.minimum(fitted.p_wrong, NOT_AN_ERROR), fitted.p_wrong)
    return replace(fitted, p_wrong=p_wrong, contested=fitted.contested | differ)


def _view(labels: Labels, member: BoolArray) -> IntArray:
    """(I,) what these annotators mostly say."""
    own = member[labels.annotator]
    return majority(
        replace(
            labels,
            item=labels.item[own],
            annotator=labels.annotator[own],
            label=labels.label[own],
        )
    ).code


def _differing(labels: Labels) -> Labels:
    """The labels of the items that have more than one answer."""
    entries = count(labels)
    several = np.bincount(entries.item, minlength=labels.n_items) > 1
    kept = several[labels.item]
    return replace(
        labels,
        item=labels.item[kept],
        annotator=labels.annotator[kept],
        label=labels.label[kept],
    )


def _shuffled(labels: Labels, rng: np.random.Generator) -> Labels:
    by_item = sorted_order(labels.item)
    at_random = np.lexsort((rng.random(len(labels)), labels.item))
    label = np.empty_like(labels.label)
    label[by_item] = labels.label[at_random]
    return replace(labels, label=label)


def _split(labels: Labels) -> tuple[IntArray, float, float]:
    """(A,) side of each annotator; agreement within the sides, the lower; and between."""
    same, expected, shared = _agreement(labels, count(labels))
    excess = np.divide(same - expected, np.sqrt(shared), out=np.zeros_like(same), where=shared > 0)
    _, vectors = np.linalg.eigh(excess)
    leading = vectors[:, -1]
    member = np.where(np.abs(leading) > 0.2 / np.sqrt(max(leading.size, 1)), leading > 0, -1)
    member = member.astype(np.int64)
    sides = [member == side for side in (0, 1)]
    within = [_ratio(same, shared, side[:, None] & side) for side in sides]
    return member, min(within), _ratio(same, shared, sides[0][:, None] & sides[1])


def _ratio(same: FloatArray, shared: FloatArray, where: BoolArray) -> float:
    total = float(shared[where].sum())
    return float(same[where].sum()) / total if total else 0.0


def _agreement(labels: Labels, entries: Counted) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(A, A) each: items answered alike, expected to be, and shared; 0 on the diagonal."""
    ones = np.ones(len(labels))
    people = labels.n_annotators
    size = entries.item.size
    by_entry = sparse.csr_array((ones, (entries.entry, labels.annotator)), shape=(size, people))
    by_item = sparse.csr_array(
        (ones, (labels.item, labels.annotator)), shape=(labels.n_items, people)
    )
    total = entries.total
    pairs = np.bincount(
        entries.item, weights=entries.count * (entries.count - 1.0), minlength=labels.n_items
    )
    chance = np.divide(pairs, total * (total - 1.0), out=np.zeros(pairs.size), where=total > 1)
    same = (by_entry.T @ by_entry).toarray()
    shared = (by_item.T @ by_item).toarray()
    expected = (by_item.T @ (sparse.diags_array(chance) @ by_item)).toarray()
    for table in (same, shared, expected):
        np.fill_diagonal(table, 0.0)
    return same, expected, shared
