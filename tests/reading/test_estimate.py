from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import wilson
from annotate.reading.estimate import FEWEST, Population, estimate


def simulated(rng, size=400, accuracy=0.85, sharp=2.0):
    """Labels with predictions that know something: (right, predicted), each (size,)."""
    right = rng.random(size) < accuracy
    logit = np.where(right, sharp, -sharp) + rng.normal(0, 1.5, size) + 1.0
    return right.astype(float), 1 / (1 + np.exp(-logit))


def repeated(rng, n, draws=400, **given_):
    right, predicted = simulated(rng, **given_)
    population = Population(predicted)
    found = []
    for _ in range(draws):
        read = rng.choice(right.size, n, replace=False)
        found.append((estimate(right[read], predicted[read], population), right[read].sum()))
    return right.mean(), found


@pytest.mark.parametrize("n", [20, 50, 100])
def test_the_interval_holds_the_truth_in_about_95_of_100_draws(n):
    truth, found = repeated(np.random.default_rng(n), n)
    covered = np.mean([one.low <= truth <= one.high for one, _ in found])
    assert 0.92 <= covered <= 0.99


@pytest.mark.parametrize("n", [50, 100])
def test_with_a_model_that_knows_something_it_is_a_fifth_narrower_than_wilsons(n):
    _, found = repeated(np.random.default_rng(n), n)
    own = np.mean([one.high - one.low for one, _ in found])
    wilsons = np.mean([np.subtract(*wilson(hits, n)[::-1]) for _, hits in found])
    assert own < 0.8 * wilsons


@pytest.mark.parametrize("wrong_model", ["random", "inverted"])
def test_a_model_that_is_worth_nothing_does_not_bias_it(wrong_model):
    rng = np.random.default_rng(5)
    right, predicted = simulated(rng)
    predicted = rng.random(right.size) if wrong_model == "random" else 1 - predicted
    values = []
    for _ in range(600):
        read = rng.choice(right.size, 50, replace=False)
        values.append(estimate(right[read], predicted[read], Population(predicted)).value)
    assert np.mean(values) == pytest.approx(right.mean(), abs=0.01)


def test_when_everything_is_read_it_is_the_share_that_is_right():
    right, predicted = simulated(np.random.default_rng(1), size=60)
    found = estimate(right, predicted, Population(predicted))
    assert found.value == pytest.approx(right.mean())
    assert (found.low, found.high) == pytest.approx((right.mean(), right.mean()))
    assert found.unread == 0


def test_gold_counts_as_known():
    right, predicted = np.ones(10), np.full(10, 0.9)
    found = estimate(right, predicted, Population(predicted, right=10, wrong=20))
    assert found.value == pytest.approx(20 / 40)


def test_too_few_labels_read_say_nothing():
    few = np.ones(FEWEST - 1)
    assert estimate(few, few, Population(np.ones(100))) is None


def test_as_many_more_as_it_says_bring_the_interval_to_the_width_asked_for():
    rng = np.random.default_rng(3)
    right, predicted = simulated(rng, size=2000)
    read = rng.permutation(right.size)
    first = estimate(right[read[:20]], predicted[read[:20]], Population(predicted))
    more = first.more_for(0.05)
    assert more > 0
    later = read[: 20 + more]
    then = estimate(right[later], predicted[later], Population(predicted))
    assert (then.high - then.low) / 2 == pytest.approx(0.05, abs=0.015)
    assert first.more_for(0.5) == 0


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=FEWEST, max_size=40),
    st.lists(st.floats(0, 1), max_size=40),
)
def test_it_stays_within_what_was_read(read, unread):
    right = np.array([float(yes) for yes, _ in read])
    predicted = np.array([p for _, p in read])
    population = Population(np.concatenate([predicted, unread]))
    found = estimate(right, predicted, population)
    low, high = (
        right.sum() / population.size,
        (population.size - (1 - right).sum()) / population.size,
    )
    assert low - 1e-9 <= found.low <= found.value <= found.high <= high + 1e-9
