"""Means against the other annotators' means."""

from __future__ import annotations

import numpy as np
import pytest

from annotate.habits.means import mean_and_error, outside, scatter


def test_the_scatter_of_true_means_is_found_and_a_quarter_of_outliers_moves_it_little() -> None:
    rng = np.random.default_rng(0)
    error = np.full(400, 0.1)
    mean = rng.normal(1, 0.5, 400) + rng.normal(0, 0.1, 400)
    centre, apart = scatter(mean, error)
    assert (centre, apart) == (pytest.approx(1, abs=0.1), pytest.approx(0.5, abs=0.08))
    mean[:60] += 10
    assert scatter(mean, error)[1] < 0.75


def test_who_is_far_out_has_a_small_p_and_the_opposite_end_a_large_one() -> None:
    mean = np.array([0.0, 0.1, -0.1, 0.05, -0.05, 0.02, 3.0, -3.0])
    p, distance, _ = outside(mean, np.full(8, 0.1), np.full(8, 50.0))
    assert p[6] < 1e-6
    assert p[7] > 0.99
    assert distance[6] == pytest.approx(3, abs=0.1)


def test_three_annotators_are_too_few_to_say_who_is_far_out() -> None:
    p, _, _ = outside(np.array([0.0, 0.0, 9.0]), np.full(3, 0.1), np.full(3, 50.0))
    assert (p == 1).all()


def test_equal_values_of_one_annotator_are_not_taken_for_certain() -> None:
    annotator = np.array([0, 0, 0, 1, 1, 1, 1])
    _, mean, error = mean_and_error(annotator, np.array([1.0, 1, 1, 0, 2, 4, 6]), 2)
    assert mean[0] == 1
    assert error[0] > 0.5
