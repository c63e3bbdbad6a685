"""Intervals of shares."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from annotate.agreement import wilson
from annotate.agreement.shares import mean_interval


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (499, 1000), (1, 1)])
def test_wilson_equals_statsmodels(k: int, n: int) -> None:
    expected = proportion_confint(k, n, method="wilson")
    assert np.array(wilson(k, n)) == pytest.approx(np.array(expected), abs=1e-9)


def test_wilson_takes_arrays_and_knows_nothing_of_nothing() -> None:
    low, high = wilson(np.array([5, 0]), np.array([10, 0]))
    assert low[0] == pytest.approx(0.2366, abs=1e-4)
    assert np.isnan([low[1], high[1]]).all()


def test_a_mean_of_yes_or_no_has_nearly_wilsons_interval() -> None:
    """With a thousand values t is the normal's, and the variance p(1-p)/(n-1)."""
    n, p = np.array([1000.0]), np.array([0.3])
    low, high = mean_interval(p, p * (1 - p) / (n - 1), n)
    expected = wilson(300, 1000)
    assert low[0] == pytest.approx(expected[0], abs=2e-4)
    assert high[0] == pytest.approx(expected[1], abs=2e-4)


def test_one_value_has_no_interval() -> None:
    low, high = mean_interval(np.array([0.5]), np.array([np.nan]), np.array([1.0]))
    assert np.isnan([low[0], high[0]]).all()
