"""Comparisons of two: a preferred place is told from the better answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus import fit
from annotate.consensus.confusion import fit_confusion
from annotate.consensus.evidence import Evidence
from annotate.consensus.preferences import Preferences

PEOPLE = 30


def comparisons(
    *, each: int = 4, ties: bool = False, preference: float = 1.5, seed: int = 0
) -> tuple[Labels, IntArray, np.ndarray]:
    """Labels, which is better, and how far each annotator prefers what stands first."""
    rng = np.random.default_rng(seed)
    apart, prefers = rng.normal(0, 1.2, 400), rng.normal(0, preference, PEOPLE)
    skill = rng.lognormal(0.3, 0.4, PEOPLE)
    item = np.repeat(np.arange(400), each)
    who = np.concatenate([rng.choice(PEOPLE, each, replace=False) for _ in range(400)])
    pull = skill[who] * apart[item] + prefers[who]
    worth = np.stack([pull, -pull, np.zeros(item.size)][: 3 if ties else 2])
    label = (worth + rng.gumbel(size=worth.shape)).argmax(axis=0)
    usual = np.median(skill) * apart
    better = np.stack([usual, -usual, np.zeros(400)][: 3 if ties else 2]).argmax(axis=0)
    question = Question("better", Level.NOMINAL, ("left", "right", "tie")[: 3 if ties else 2])
    return Labels(question, item, who, label, 400, PEOPLE), better, prefers


def found(labels: Labels, better: IntArray) -> float:
    return float(roc_auc_score(labels.label != better[labels.item], fit(labels).p_wrong))


@pytest.mark.parametrize("ties", [False, True])
def test_wrong_labels_are_found_better_where_the_answers_are_places(ties: bool) -> None:
    gains = []
    for seed in range(4):
        labels, better, _ = comparisons(ties=ties, seed=seed)
        names = ("red", "green", "blue")[: 3 if ties else 2]
        unnamed = replace(labels, question=Question("better", Level.NOMINAL, names))
        gains.append(found(labels, better) - found(unnamed, better))
    assert np.mean(gains) > 0.02
    assert min(gains) > -0.005


def test_no_preference_costs_nothing() -> None:
    labels, better, _ = comparisons(preference=0.0)
    unnamed = replace(labels, question=Question("better", Level.NOMINAL, ("red", "green")))
    assert found(labels, better) > found(unnamed, better) - 0.005


def test_who_prefers_which_place_is_learned() -> None:
    labels, _, prefers = comparisons(each=6)
    evidence = Evidence(labels, np.full(labels.n_items, MISSING))
    parameters = Preferences(evidence, (0, 1))
    fit_confusion(evidence, evidence.votes, parameters)
    assert np.corrcoef(parameters.preference, prefers)[0, 1] > 0.9


def test_the_places_may_be_named_the_other_way_round() -> None:
    labels, _, _ = comparisons(ties=True)
    swapped = replace(labels, question=Question("better", Level.NOMINAL, ("right", "left", "tie")))
    one, other = fit(labels), fit(swapped)
    np.testing.assert_allclose(one.p_wrong, other.p_wrong, atol=1e-3)


def test_two_labels_an_item_turn_nothing_round() -> None:
    """With few labels “they say the opposite” explains them as well; it is never believed."""
    for seed in range(3):
        labels, better, _ = comparisons(each=2, ties=True, preference=0.8, seed=seed)
        assert found(labels, better) > 0.85


def test_a_reference_is_certain() -> None:
    labels, better, _ = comparisons(ties=True)
    known = np.where(np.arange(400) < 50, better, MISSING)
    evidence = Evidence(labels, known)
    posterior = fit_confusion(evidence, evidence.votes, Preferences(evidence, (0, 1))).posterior
    assert (posterior.code[:50] == better[:50]).all()
