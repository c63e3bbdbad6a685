"""Sets: every category of every item is a question of yes or no, and ability is shared.

So someone who overlooks categories is known from all of them together. A label is wrong when
any of its categories is: p_wrong = 1 - product over the categories of (1 - their p_wrong).
The consensus holds the categories that are likelier in than out.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels, Level, Question
from annotate.consensus.ability import with_ability
from annotate.consensus.fitted import Fitted, of_labels
from annotate.consensus.hierarchical import hierarchical
from annotate.tally import summed

MOST = 20_000_000  # yes or no answers; with more, whole sets are taken as categories


def sets(labels: Labels, known: IntArray, fair: BoolArray | None = None) -> Fitted:
    """Fit the default model to the categories."""
    question = labels.question
    size = len(question.categories)
    if not len(labels) or not size or len(labels) * size > MOST:
        return hierarchical(labels, known, fair)
    holds = _membership(question)  # (answers, categories)
    parts = np.arange(len(labels) * size)
    label, category = np.divmod(parts, size)
    asked = np.where(known != MISSING, known, 0)
    known_parts = np.where((known != MISSING)[:, None], holds[asked].astype(np.int64), MISSING)
    binary = replace(
        labels,
        question=Question(question.name, Level.NOMINAL, ("no", "yes")),
        item=labels.item[label] * size + category,
        annotator=labels.annotator[label],
        label=holds[labels.label].astype(np.int64).ravel(),
        n_items=labels.n_items * size,
    )
    fair_parts = None if fair is None else np.repeat(fair, size)
    found = hierarchical(binary, known_parts.ravel(), fair_parts)
    sure = np.log1p(-np.minimum(found.p_wrong, 1 - 1e-12))
    p_wrong = -np.expm1(summed(label, sure, len(labels)))
    fitted = of_labels(labels, known, p_wrong, _texts(labels, known, found, size))
    easy = (1.0 - found.difficulty).reshape(labels.n_items, size).prod(axis=1)
    return with_ability(replace(fitted, difficulty=1.0 - easy, n_fair=found.n_fair // size))


def _membership(question: Question) -> BoolArray:
    """(answers, categories) which answer holds which category."""
    place = {category: at for at, category in enumerate(question.categories)}
    holds = np.zeros((len(question.sets), len(place)), dtype=np.bool_)
    for row, members in enumerate(question.sets):
        holds[row, [place[member] for member in members]] = True
    return holds


def _texts(labels: Labels, known: IntArray, found: Fitted, size: int) -> np.ndarray:
    """(I,) the consensus as sorted JSON arrays; empty where there is no label."""
    chance = _yes(found).reshape(labels.n_items, size)
    labelled = np.bincount(labels.item, minlength=labels.n_items) > 0
    texts = np.full(labels.n_items, "", dtype=object)
    for item in np.flatnonzero(labelled | (known != MISSING)):
        members = [labels.question.categories[at] for at in np.flatnonzero(chance[item] > 0.5)]
        texts[item] = json.dumps(sorted(members), ensure_ascii=False)
    return texts


def _yes(found: Fitted) -> FloatArray:
    """(I C,) probability that the category belongs."""
    if found.posterior is None:
        return np.zeros(found.labels.n_items)
    return found.posterior.full()[:, 1]
