"""Sets: every category of every item is a question of yes or no, and ability is shared.

So someone who overlooks categories is known from all of them together. A label is wrong when
any of its categories is: p_wrong = 1 - product over the categories of (1 - their p_wrong).
The consensus holds the categories that are likelier in than out; where nobody ever ticked nothing,
the likeliest one at least.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels, Level, Question
from annotate.consensus.ability import with_ability
from annotate.consensus.counted import count
from annotate.consensus.fitted import Fitted, of_labels
from annotate.consensus.hierarchical import hierarchical
from annotate.consensus.posterior import from_table
from annotate.consensus.text import Texts, moved_by, with_text
from annotate.tally import summed

MOST = 20_000_000  # yes or no answers; with more, whole sets are taken as categories


def sets(
    labels: Labels,
    known: IntArray,
    fair: BoolArray | None = None,
    texts: Texts | None = None,
) -> Fitted:
    """Fit the default model to the categories.

    The items' ``texts`` are one more voice on each category by itself, as far as they help.
    """
    question = labels.question
    size = len(question.categories)
    if not len(labels) or not size or len(labels) * size > MOST:
        found = hierarchical(labels, known, fair)
        return found if texts is None else with_text(found, texts)
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
    chance, wrong, far = _yes(found).reshape(-1, size), found.p_wrong.reshape(-1, size), 0.0
    if texts is not None:
        chance, wrong, far = _with_texts(labels, known_parts, holds, (chance, wrong), texts)
    sure = np.log1p(-np.minimum(wrong.ravel(), 1 - 1e-12))
    p_wrong = -np.expm1(summed(label, sure, len(labels)))
    fitted = of_labels(labels, known, p_wrong, _consensus(labels, known, chance))
    easy = (1.0 - found.difficulty).reshape(labels.n_items, size).prod(axis=1)
    return with_ability(
        replace(fitted, difficulty=1.0 - easy, n_fair=found.n_fair // size, heard=far)
    )


def _membership(question: Question) -> BoolArray:
    """(answers, categories) which answer holds which category."""
    place = {category: at for at, category in enumerate(question.categories)}
    holds = np.zeros((len(question.sets), len(place)), dtype=np.bool_)
    for row, members in enumerate(question.sets):
        holds[row, [place[member] for member in members]] = True
    return holds


def _with_texts(
    labels: Labels,
    known: IntArray,
    holds: BoolArray,
    without: tuple[FloatArray, FloatArray],
    texts: Texts,
) -> tuple[FloatArray, FloatArray, float]:
    """((I, C) chance of yes, (n, C) p_wrong, how far the texts are believed on average).

    ``known`` (I, C) is the reference of each category; ``without`` is what the labels alone say.
    """
    chance, wrong = (each.copy() for each in without)
    believed = np.zeros(chance.shape[1])
    for at in range(believed.size):
        table = np.column_stack([1.0 - chance[:, at], chance[:, at]])
        prior = (table.sum(axis=0) + 1) / (len(table) + 2)
        one = replace(
            labels,
            question=Question(labels.question.name, Level.NOMINAL, ("no", "yes")),
            label=holds[labels.label, at].astype(np.int64),
        )
        posterior = from_table(count(one), table, prior, known[:, at])
        posterior, believed[at] = moved_by(posterior, texts)
        if believed[at]:
            chance[:, at] = posterior.full()[:, 1]
            wrong[:, at] = posterior.doubt[posterior.entries.entry]
    return chance, wrong, float(believed.mean())


def _consensus(labels: Labels, known: IntArray, chance: FloatArray) -> np.ndarray:
    """(I,) the consensus as sorted JSON arrays; empty where there is no label."""
    labelled = np.bincount(labels.item, minlength=labels.n_items) > 0
    texts = np.full(labels.n_items, "", dtype=object)
    empty = any(not members for members in labels.question.sets)
    for item in np.flatnonzero(labelled | (known != MISSING)):
        among = np.flatnonzero(chance[item] > 0.5)
        if not among.size and not empty:
            among = chance[item].argmax(keepdims=True)
        members = [labels.question.categories[at] for at in among]
        texts[item] = json.dumps(sorted(members), ensure_ascii=False)
    return texts


def _yes(found: Fitted) -> FloatArray:
    """(I C,) probability that the category belongs."""
    if found.posterior is None:
        return np.zeros(found.labels.n_items)
    return found.posterior.full()[:, 1]
