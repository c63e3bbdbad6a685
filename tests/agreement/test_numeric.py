"""Numbers beside the others' mean: NumPy and SciPy say the same, one annotator at a time."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from annotate.agreement.numeric import beside_others, beside_reference, numeric_agreement
from annotate.annotations import Labels, Level, Question

ITEMS, PEOPLE = 80, 5


def labels_of(table: np.ndarray) -> Labels:
    """Annotators by items, NaN for no label."""
    annotator, item = np.nonzero(np.isfinite(table))
    values, codes = np.unique(table[annotator, item], return_inverse=True)
    answers = tuple(repr(float(value)) for value in values)
    return Labels(
        Question("q", Level.INTERVAL, answers), item, annotator, codes, *table.shape[::-1]
    )


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    rng = np.random.default_rng(0)
    truth = rng.normal(size=ITEMS)
    found = truth + 0.5 * rng.normal(size=(PEOPLE, ITEMS))
    found[1] += 1  # lenient
    found[2] *= 0.3  # narrow
    found[rng.random(found.shape) < 0.2] = np.nan
    return np.round(found, 2)


def test_each_figure_is_the_plain_one(table: np.ndarray) -> None:
    found = numeric_agreement(beside_others(labels_of(table)), PEOPLE, intervals=True)
    for who, one in enumerate(found):
        others = np.delete(table, who, axis=0)
        there = np.isfinite(table[who]) & np.isfinite(others).any(axis=0)
        own, mean = table[who, there], np.nanmean(others[:, there], axis=0).round(12)
        assert one.n == own.size
        pearson = stats.pearsonr(own, mean)
        assert one.pearson.value == pytest.approx(pearson.statistic, abs=1e-12)
        interval = pearson.confidence_interval()
        assert [one.pearson.low, one.pearson.high] == pytest.approx(list(interval), abs=1e-9)
        rank = stats.spearmanr(own, mean).statistic
        assert one.spearman.value == pytest.approx(rank, abs=1e-12)
        assert one.bias.value == pytest.approx(np.mean(own - mean), abs=1e-12)
        t = stats.ttest_1samp(own - mean, 0).confidence_interval()
        assert [one.bias.low, one.bias.high] == pytest.approx(list(t), abs=1e-9)
        assert one.mean_absolute_error.value == pytest.approx(np.mean(abs(own - mean)), abs=1e-12)


def test_lenient_and_narrow_annotators_are_seen(table: np.ndarray) -> None:
    found = numeric_agreement(beside_others(labels_of(table)), PEOPLE, intervals=True)
    assert found[1].bias.low > 0.5
    assert found[2].spread.high < 0.7
    assert [one.spread.high < 1 for one in (found[0], found[3], found[4])] == [False] * 3


def test_the_interval_of_the_spread_covers_the_truth() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(200):
        values = rng.normal(size=60) + 0.6 * rng.normal(size=(4, 60))
        values[0] *= 0.5
        one = numeric_agreement(beside_others(labels_of(values)), 4, intervals=True)[0].spread
        hits += one.low <= 0.5 <= one.high
    assert 0.9 <= hits / 200 <= 0.985


def test_a_reference_stands_in_for_the_others(table: np.ndarray) -> None:
    labels = labels_of(table)
    reference = np.full(ITEMS, -1)
    reference[:40] = 3
    gold = labels.question.numbers[3]
    one = numeric_agreement(beside_reference(labels, reference), PEOPLE, intervals=True)[0]
    own = table[0, :40][np.isfinite(table[0, :40])]
    assert one.n == own.size
    assert one.bias.value == pytest.approx(np.mean(own) - gold, abs=1e-12)
    assert np.isnan(one.pearson.value)
    assert "same number throughout" in one.pearson.reason


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_the_unit_only_scales_the_errors(scale: float, table: np.ndarray) -> None:
    plain = numeric_agreement(beside_others(labels_of(table)), PEOPLE, intervals=True)
    scaled = numeric_agreement(beside_others(labels_of(table * scale)), PEOPLE, intervals=True)
    for one, other in zip(plain, scaled, strict=True):
        assert other.pearson.value == pytest.approx(one.pearson.value, rel=1e-9)
        assert other.bias.value == pytest.approx(one.bias.value * scale, rel=1e-9)
        assert other.spread.value == pytest.approx(one.spread.value, rel=1e-9)


def test_too_few_items_say_so(labels_in: Callable) -> None:
    one = numeric_agreement(
        beside_others(labels_of(np.array([[1.0, 2.0], [2.0, 2.0]]))), 2, intervals=True
    )[0]
    assert np.isnan(one.pearson.value)
    assert "Fewer than 3" in one.pearson.reason
    assert one.bias.value == -0.5
