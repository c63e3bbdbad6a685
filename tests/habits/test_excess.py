"""Counts against what the others let expect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from annotate.habits.excess import spread, upper_tail


@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_without_variance_the_tail_is_the_binomials(n: int, more: int, rate: float) -> None:
    tail = upper_tail(np.array([n]), np.array([n + more]), np.array([rate]), np.zeros(1))
    assert tail[0] == pytest.approx(binom.sf(n - 1, n + more, rate), rel=1e-9)


def test_the_spread_of_annotators_who_differ_is_found_and_outliers_do_not_move_it() -> None:
    rng = np.random.default_rng(0)
    of = np.full(2_000, 200)
    rate = np.full(2_000, 0.1)
    for true in (0.3, 0.6):
        own = rng.gamma(1 / true**2, 0.1 * true**2, 2_000)
        n = rng.binomial(of, np.minimum(own, 1))
        n[:100] = 150  # one in twenty has the habit
        assert spread(n, of, rate, np.zeros(2_000)) == pytest.approx(true, abs=0.12)


def test_alike_annotators_have_little_spread() -> None:
    n = np.random.default_rng(1).binomial(300, 0.2, 2_000)
    assert spread(n, np.full(2_000, 300), np.full(2_000, 0.2), np.zeros(2_000)) < 0.1
