from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation.classification.dawid_skene import DawidSkene

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus.dawid_skene import dawid_skene
from annotate.errors import DataError


def crowd(n_answers: int, seed: int = 0) -> tuple[Labels, IntArray]:
    """Annotators with a confusion table each, two thirds of all pairs, and the truth."""
    rng = np.random.default_rng(seed)
    n_items, people = 150, 6
    tables = rng.dirichlet(np.ones(n_answers), (people, n_answers)) * 0.5
    tables += 0.5 * np.eye(n_answers)
    truth = rng.integers(0, n_answers, n_items)
    item, annotator = np.divmod(np.arange(n_items * people), people)
    kept = rng.random(item.size) < 0.67
    item, annotator = item[kept], annotator[kept]
    drawn = rng.random(item.size)[:, None]
    label = (drawn > tables[annotator, truth[item]].cumsum(axis=1)[:, :-1]).sum(axis=1)
    answers = tuple(str(k) for k in range(n_answers))
    question = Question("q", Level.NOMINAL, answers)
    return Labels(question, item, annotator, label, n_items, people), truth


def nothing(labels: Labels) -> IntArray:
    return np.full(labels.n_items, MISSING)


def peer(labels: Labels, steps: int, known: IntArray | None = None) -> np.ndarray:
    """(n,) probability that each label is right, by crowd-kit."""
    frame = pd.DataFrame({"task": labels.item, "worker": labels.annotator, "label": labels.label})
    gold = None
    if known is not None:
        certain = np.flatnonzero(known != MISSING)
        gold = pd.Series(known[certain], index=certain)
    model = DawidSkene(n_iter=steps, tol=-np.inf).fit(frame, gold)
    table = model.probas_.reindex(index=range(labels.n_items), columns=range(5)).to_numpy()
    return table[labels.item, labels.label]


@pytest.mark.parametrize("n_answers", [2, 3, 5])
@pytest.mark.parametrize("steps", [1, 5, 40])
def test_the_posterior_equals_crowdkits_after_as_many_iterations(
    n_answers: int, steps: int
) -> None:
    labels, _ = crowd(n_answers)
    fitted = dawid_skene(labels, nothing(labels), iterations=steps, tolerance=-np.inf)
    np.testing.assert_allclose(1 - fitted.p_wrong, peer(labels, steps), atol=1e-6)


def test_with_gold_it_equals_crowdkits_given_the_same_gold() -> None:
    labels, truth = crowd(3)
    known = np.where(np.arange(150) < 30, truth, MISSING)
    fitted = dawid_skene(labels, known, iterations=10, tolerance=-np.inf)
    np.testing.assert_allclose(1 - fitted.p_wrong, peer(labels, 10, known), atol=1e-6)


@pytest.mark.parametrize("n_answers", [2, 3, 5])
@pytest.mark.parametrize("n_known", [0, 30])
def test_without_options_it_stops_where_crowdkit_stops(n_answers: int, n_known: int) -> None:
    labels, truth = crowd(n_answers)
    known = np.where(np.arange(150) < n_known, truth, MISSING)
    frame = pd.DataFrame({"task": labels.item, "worker": labels.annotator, "label": labels.label})
    gold = pd.Series(truth[:n_known], index=range(n_known)) if n_known else None
    model = DawidSkene().fit(frame, gold)
    table = model.probas_.reindex(index=range(150), columns=range(n_answers)).to_numpy()
    fitted = dawid_skene(labels, known)
    assert fitted.iterations == len(model.loss_history_)
    theirs = table[labels.item, labels.label]
    np.testing.assert_allclose(1 - fitted.p_wrong, theirs, atol=1e-6)


def test_it_stops_when_the_likelihood_gains_no_more() -> None:
    labels, _ = crowd(3)
    fitted = dawid_skene(labels, nothing(labels), iterations=1_000, tolerance=1e-7)
    assert fitted.converged
    further = dawid_skene(
        labels, nothing(labels), iterations=fitted.iterations + 1, tolerance=-np.inf
    )
    np.testing.assert_allclose(fitted.posterior.chance, further.posterior.chance, atol=5e-3)


def test_tables_that_memory_cannot_hold_are_refused_with_what_to_do() -> None:
    item = np.arange(500)
    answers = tuple(str(k) for k in range(1_000_000))
    labels = Labels(Question("q", Level.NOMINAL, answers), item, item % 7, item, 500, 7)
    with pytest.raises(DataError, match="Choose another model: hierarchical or one-coin"):
        dawid_skene(labels, nothing(labels))
