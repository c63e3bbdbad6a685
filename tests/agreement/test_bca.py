"""The corrected interval is that of SciPy from the same kind of draws."""

import numpy as np
import pytest
from scipy import stats

from annotate.agreement.bca import bias_corrected, percentile


def test_it_is_scipys() -> None:
    """A skewed sample's variance, 20,000 replicates on either side."""
    rng = np.random.default_rng(0)
    sample = rng.exponential(size=60)
    value = float(np.var(sample))
    drawn = np.var(rng.choice(sample, (20_000, 60)), axis=1)
    without = np.array([np.var(np.delete(sample, at)) for at in range(60)])
    low, high = bias_corrected(value, drawn, without, np.ones(60))
    theirs = stats.bootstrap(
        (sample,), np.var, n_resamples=20_000, method="BCa", rng=np.random.default_rng(1)
    ).confidence_interval
    width = theirs.high - theirs.low
    assert low == pytest.approx(theirs.low, abs=0.04 * width)
    assert high == pytest.approx(theirs.high, abs=0.04 * width)
    plain = percentile(drawn)
    assert low > plain[0]
    assert high > plain[1]


def test_without_skewness_and_bias_it_is_the_percentile_interval() -> None:
    drawn = np.linspace(-1, 1, 2_001)
    ends = bias_corrected(0.0, drawn, np.array([-1.0, 1.0]), np.array([5.0, 5.0]))
    assert ends == pytest.approx(percentile(drawn), abs=1e-3)


def test_replicates_without_a_value_are_left_out() -> None:
    drawn = np.append(np.linspace(-1, 1, 2_001), [np.nan] * 10)
    assert np.isfinite(bias_corrected(0.0, drawn, np.zeros(2), np.ones(2))).all()
    assert bias_corrected(0.5, np.array([0.5]), np.zeros(2), np.ones(2)) == (0.5, 0.5)
