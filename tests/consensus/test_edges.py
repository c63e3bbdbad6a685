"""The default model where there is hardly anything to go by, and where there is very much."""

from __future__ import annotations

import numpy as np
import pytest

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus import fit


def labels_of(item: IntArray, who: IntArray, label: IntArray, size: int) -> Labels:
    question = Question("q", Level.NOMINAL, tuple(str(k) for k in range(size)))
    n_items, people = int(item.max(initial=-1)) + 1, int(who.max(initial=-1)) + 1
    return Labels(question, item, who, label, n_items, people)


def grid(n_items: int, people: int) -> tuple[IntArray, IntArray]:
    item, who = np.divmod(np.arange(n_items * people), people)
    return item, who


RNG = np.random.default_rng(0)
ITEM, WHO = grid(40, 3)
CASES = {
    "one category": labels_of(ITEM, WHO, np.zeros(120, dtype=int), 1),
    "one annotator": labels_of(np.arange(40), np.zeros(40, dtype=int), np.arange(40) % 3, 3),
    "nothing shared": labels_of(np.arange(40), np.arange(40) % 4, np.arange(40) % 3, 3),
    "ties throughout": labels_of(*grid(40, 2), np.arange(80) % 2, 2),
    "a label each": labels_of(np.arange(60) // 3, np.arange(60), np.arange(60) % 2, 2),
    "one item": labels_of(np.zeros(5, dtype=int), np.arange(5), np.array([0, 0, 1, 0, 2]), 3),
    "three thousand categories": labels_of(ITEM, WHO, RNG.integers(0, 3_000, 40)[ITEM], 3_000),
    "the same label again": labels_of(ITEM // 2, WHO, ITEM % 2, 2),
}


@pytest.mark.parametrize("name", CASES)
def test_probabilities_are_probabilities(name: str) -> None:
    labels = CASES[name]
    for known in (None, np.where(np.arange(labels.n_items) % 2, 0, MISSING)):
        found = fit(labels, known)
        if known is None and name in ("one annotator", "nothing shared"):
            assert np.isnan(found.p_wrong).all()
            assert np.isnan(found.accuracy).all()
            continue
        assert ((found.p_wrong >= 0) & (found.p_wrong <= 1)).all()
        low, high = found.interval()
        own = np.unique(labels.annotator)
        assert (low[own] <= found.accuracy[own]).all()
        assert (found.accuracy[own] <= high[own]).all()


def test_one_category_is_never_wrong() -> None:
    assert fit(CASES["one category"]).p_wrong.max() < 1e-9


def test_gold_for_everything_is_the_accuracy() -> None:
    rng = np.random.default_rng(1)
    item, who = grid(200, 4)
    truth = rng.integers(0, 3, 200)
    right = rng.random(800) < np.array([0.9, 0.8, 0.7, 0.6])[who]
    label = np.where(right, truth[item], (truth[item] + 1) % 3)
    found = fit(labels_of(item, who, label, 3), truth)
    assert (found.p_wrong == (label != truth[item])).all()
    share = np.bincount(who, label == truth[item]) / 200
    np.testing.assert_allclose(found.accuracy, share, atol=0.01)
    low, high = found.interval()
    assert (high - low < 0.05).all()


def test_fifty_thousand_items_with_two_labels_each_are_fitted() -> None:
    rng = np.random.default_rng(2)
    item, place = grid(50_000, 2)
    who = (rng.integers(0, 40, 50_000)[item] + place * rng.integers(1, 40, 50_000)[item]) % 40
    truth = rng.integers(0, 4, 50_000)
    skill = np.linspace(0.5, 0.95, 40)
    right = rng.random(100_000) < skill[who]
    label = np.where(right, truth[item], (truth[item] + rng.integers(1, 4, 100_000)) % 4)
    found = fit(labels_of(item, who, label, 4))
    assert np.corrcoef(found.accuracy, skill)[0, 1] > 0.97


def test_the_order_of_labels_items_annotators_and_answers_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    item, who = grid(150, 5)
    truth = rng.integers(0, 4, 150)
    right = rng.random(750) < np.linspace(0.5, 0.95, 5)[who]
    label = np.where(right, truth[item], rng.integers(0, 4, 750))
    items, people, answers = rng.permutation(150), rng.permutation(5), rng.permutation(4)
    shuffle = rng.permutation(750)
    before = fit(labels_of(item, who, label, 4)).p_wrong
    moved = labels_of(items[item][shuffle], people[who][shuffle], answers[label][shuffle], 4)
    np.testing.assert_allclose(fit(moved).p_wrong, before[shuffle], atol=2e-3)


def test_rulings_teach_what_labels_alone_hide() -> None:
    """All but one lean to the same answer; thirty rulings put that right on the rest."""
    rng = np.random.default_rng(4)
    item, who = grid(400, 5)
    truth = rng.integers(0, 2, 400)
    leaning = (truth[item] == 1) & (who > 0) & (rng.random(2_000) < 0.6)
    label = np.where(leaning, 0, truth[item])
    labels = labels_of(item, who, label, 2)
    known = np.where(np.arange(400) < 30, truth, MISSING)
    rest = np.arange(400) >= 30
    alone, told = fit(labels).code[rest], fit(labels, known).code[rest]
    assert (told == truth[rest]).mean() > max(0.95, (alone == truth[rest]).mean() - 1e-9)
