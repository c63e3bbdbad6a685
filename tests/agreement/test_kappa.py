"""The mean kappa's interval is that of leaving items out, and covers what it should."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.distances import Squared
from annotate.agreement.jackknife import around_observed, standard_error
from annotate.agreement.kappa import mean_interval, pair_kappas
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.annotations import Labels
from annotate.counts import pair_counts

DISTANCE = Squared(5, np.linspace(0, 1, 5))


def mean_kappa(labels: Labels) -> float:
    return pair_kappas(pair_counts(labels), DISTANCE).mean


@given(data=st.data())
def test_the_interval_is_the_jackknifes(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """Items that no defined pair shares change nothing and are not counted."""
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, answers=tuple("01234"))
    pairs = pair_counts(labels)
    found = pair_kappas(pairs, DISTANCE)
    low, high, reason = mean_interval(labels, pairs, found)
    defined = {(a, b) for a, b, ok in zip(pairs.a, pairs.b, found.defined, strict=True) if ok}
    shared = [
        item
        for item in range(labels.n_items)
        if any(matrix[a, item] >= 0 and matrix[b, item] >= 0 for a, b in defined)
    ]
    without = [
        mean_kappa(labels_in(np.delete(matrix, item, axis=1), answers=tuple("01234")))
        for item in shared
    ]
    values = np.array([value for value in without if np.isfinite(value)])
    if values.size < 2:
        assert np.isnan([low, high]).all()
        assert reason
        return
    error = standard_error(values, np.ones(values.size))
    defined = found.defined
    chance = np.average(found.chance[defined], weights=found.n[defined])
    expected = around_observed(found.mean, error, chance, values.size, -1.0)
    assert (low, high) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("items", [30, 200])
def test_the_interval_covers_the_truth(items: int, labels_in: Callable) -> None:
    """In 92 to 98% of 300 samples by three annotators of different skill."""
    rng = np.random.default_rng(items)

    def found(size: int) -> object:
        truth = rng.choice(3, size, p=[0.6, 0.3, 0.1])
        right = rng.random((3, size)) < np.array([[0.6], [0.7], [0.9]])
        matrix = np.where(right, truth, rng.choice(3, (3, size)))
        options = Options(replicates=1, pairs=False, categories=False, annotators=False)
        return of_labels(labels_in(matrix), tuple("abc"), options).coefficients["cohen_kappa_mean"]

    truth = found(300_000).value
    samples = [found(items) for _ in range(300)]
    assert 0.92 <= np.mean([one.low <= truth <= one.high for one in samples]) <= 0.98


def test_constant_pairs_have_no_kappa_and_do_not_enter_the_mean(labels_in: Callable) -> None:
    """A and B only ever say 0; C says 0 and 1, so A-C and B-C have kappa 0."""
    matrix = np.array([[0, 0, 0], [0, 0, 0], [0, 0, 1]])
    found = pair_kappas(pair_counts(labels_in(matrix)), Squared(2, np.array([0.0, 1.0])))
    assert np.isnan(found.kappa).tolist() == [True, False, False]
    assert found.mean == 0
