"""The models by name: one way to fit any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, IntArray, Labels, Level
from annotate.consensus.dawid_skene import dawid_skene
from annotate.consensus.fitted import Fitted
from annotate.consensus.hierarchical import hierarchical
from annotate.consensus.numbers import numbers
from annotate.consensus.one_coin import one_coin
from annotate.consensus.sets import sets
from annotate.consensus.text import Texts, with_text
from annotate.consensus.votes import vote_shares, wawa
from annotate.errors import NotFoundError


def _by_level(
    labels: Labels,
    known: IntArray,
    fair: BoolArray | None = None,
    texts: Texts | None = None,
) -> Fitted:
    """The default model, which takes a question as what it is.

    Where nothing can be compared, no two annotators on one item and no reference, p_wrong and
    accuracy are NaN.
    """
    if labels.question.level.is_numeric:
        found = numbers(labels, known)
    elif labels.question.level is Level.SET:
        found = sets(labels, known, fair, texts)
    else:
        found = hierarchical(labels, known, fair)
        found = found if texts is None else with_text(found, texts)
    if _comparable(labels, known):
        return found
    return replace(
        found,
        p_wrong=np.full(len(labels), np.nan),
        accuracy=np.full(labels.n_annotators, np.nan),
        spread=np.full(labels.n_annotators, np.nan),
    )


def _comparable(labels: Labels, known: IntArray) -> bool:
    """Whether any label stands beside another annotator's or a reference."""
    first = np.full(labels.n_items, labels.n_annotators)
    last = np.full(labels.n_items, -1)
    np.minimum.at(first, labels.item, labels.annotator)
    np.maximum.at(last, labels.item, labels.annotator)
    return bool((first < last).any() or (known[labels.item] != MISSING).any())


MODELS: dict[str, Callable[[Labels, IntArray], Fitted]] = {
    "hierarchical": _by_level,
    "majority": vote_shares,
    "wawa": wawa,
    "dawid-skene": dawid_skene,
    "one-coin": one_coin,
}
DEFAULT = "hierarchical"


def fit(
    labels: Labels,
    reference: IntArray | None = None,
    *,
    model: str = DEFAULT,
    fair: BoolArray | None = None,
    texts: Texts | None = None,
) -> Fitted:
    """Fit a model to the labels of one question.

    ``reference`` (I,) holds the answers that are trusted, MISSING elsewhere. ``fair`` (I,) says
    which of their items are like all the others, which the default model makes more of; None:
    all. ``texts`` of the items are one more voice of the default model, as far as they help;
    numbers have no such voice. All models but the default take every distinct answer as a category, whatever the level
    of the question. Raises NotFoundError for a name that is no model.
    """
    if model not in MODELS:
        raise NotFoundError(f"There is no model “{model}”; there are {', '.join(MODELS)}.")
    known = np.full(labels.n_items, MISSING) if reference is None else np.asarray(reference)
    if model == DEFAULT:
        return _by_level(labels, known, fair, texts)
    return MODELS[model](labels, known)
