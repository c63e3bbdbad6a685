"""A fitted model takes in rulings without being fitted again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotate.annotations import Labels, Level, Question
from annotate.consensus import Told, fit, updated


@pytest.fixture(scope="module")
def crowd():
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 3, 400)
    item = np.repeat(np.arange(400), 5)
    who = rng.random((400, 10)).argsort(axis=1)[:, :5].ravel()
    right = rng.random(item.size) < np.linspace(0.45, 0.9, 10)[who]
    label = np.where(right, truth[item], (truth[item] + rng.integers(1, 3, item.size)) % 3)
    question = Question("tone", Level.NOMINAL, ("a", "b", "c"))
    return Labels(question, item, who, label, 400, 10), truth


def evidence(labels, truth, items):
    known = np.full(labels.n_items, -1)
    known[items] = truth[items]
    nothing = np.zeros(labels.n_items, dtype=bool)
    return Told(known, known >= 0, nothing, np.full(len(labels), np.nan))


def surprise(fitted, truth, items):
    return -np.log(np.maximum(fitted.posterior.full()[items, truth[items]], 1e-9)).mean()


def test_without_evidence_it_is_the_model(crowd):
    labels, truth = crowd
    fitted = fit(labels)
    assert updated(fitted, evidence(labels, truth, [])) is fitted


def test_what_is_ruled_is_certain(crowd):
    labels, truth = crowd
    after = updated(fit(labels), evidence(labels, truth, np.arange(30)))
    on = labels.item < 30
    assert (after.p_wrong[on] == (labels.label != truth[labels.item])[on]).all()
    assert (after.code[:30] == truth[:30]).all()


def test_it_knows_more_of_the_other_items_and_of_the_annotators(crowd):
    labels, truth = crowd
    before, rest = fit(labels), np.arange(200, 400)
    after = updated(before, evidence(labels, truth, np.arange(200)))
    assert surprise(after, truth, rest) < surprise(before, truth, rest)
    on = labels.item >= 200
    own = np.bincount(labels.annotator[on], minlength=10)
    right = np.bincount(labels.annotator[on], (labels.label == truth[labels.item])[on], 10) / own
    miss = [np.abs(each.accuracy - right).mean() for each in (before, after)]
    assert miss[1] < miss[0]


def test_numbers_take_in_rulings_as_well(crowd):
    labels, truth = crowd
    question = Question("score", Level.INTERVAL, ("1", "2", "9"))
    numbers = replace(labels, question=question)
    after = updated(fit(numbers), evidence(numbers, truth, np.arange(10)))
    on = labels.item < 10
    assert set(after.p_wrong[on]) <= {0.0, 1.0}
