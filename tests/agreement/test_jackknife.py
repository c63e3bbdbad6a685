"""The sums without each item in closed form are the sums of the data without it."""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import estimates
from annotate.agreement.distances import Distance
from annotate.agreement.jackknife import around, left_out, standard_error
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.sums import Sums, item_terms, total
from annotate.agreement.weights import level_distance, weight_distance
from annotate.annotations import Labels
from annotate.counts import patterns

ANSWERS = ("1", "2", "4", "9", "11")
SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')


def summed_up(labels: Labels, level: Distance) -> tuple[Sums, Sums, np.ndarray]:
    """The sums, those without each pattern's item, and the pattern of each item."""
    table = patterns(labels)
    near, _ = weight_distance(labels.question, np.arange(5), "quadratic")
    terms = item_terms(table, level, near)
    whole = total(table, terms, level, near)
    return whole, left_out(table, terms, whole, (level, near), ranks=False), table.of_item


@pytest.mark.parametrize("level", ["nominal", "interval", "ratio", "set"])
@given(data=st.data())
def test_leaving_out_in_closed_form_is_leaving_out(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    answers = SETS if level == "set" else ANSWERS
    matrix = data.draw(ragged_matrices())
    whole = labels_in(matrix, level, answers)
    distance = level_distance(whole.question, patterns(whole), "masi")
    _, without, of_item = summed_up(whole, distance)
    for item in np.flatnonzero(of_item >= 0):
        rest = labels_in(np.delete(matrix, item, axis=1), level, answers)
        if not len(rest):
            continue
        expected, _, _ = summed_up(rest, distance)
        for field in fields(Sums):
            found = getattr(without, field.name)[of_item[item]]
            assert found == pytest.approx(getattr(expected, field.name), abs=1e-9), field.name


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_jackknife_and_bootstrap_intervals_agree(
    level: str, weights: str, labels_in: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 800 items both are near normal; their ends differ by a tenth of the width at most."""
    rng = np.random.default_rng(2)
    matrix = np.clip(rng.integers(0, 5, 800) + rng.integers(-1, 2, (5, 800)), 0, 4)
    matrix[rng.random(matrix.shape) < 0.3] = -1
    labels, options = (
        labels_in(matrix, level, ANSWERS),
        Options(weights=weights, annotators=False, categories=False),
    )
    drawn = of_labels(labels, tuple("abcde"), options).coefficients
    monkeypatch.setattr(estimates, "affordable", lambda *_, **__: False)
    closed = of_labels(labels, tuple("abcde"), options).coefficients
    for name, expected in drawn.items():
        if np.isnan(expected.value):  # with gaps there is no two-way correlation
            continue
        found, width = closed[name], expected.high - expected.low
        assert found.value == expected.value
        assert found.low == pytest.approx(expected.low, abs=0.1 * width)
        assert found.high == pytest.approx(expected.high, abs=0.1 * width)


def test_the_standard_error_of_a_mean_is_the_textbook_one() -> None:
    """sd / sqrt(n), with the divisor n - 1: the jackknife of a mean is exact."""
    values = np.array([1.0, 2.0, 4.0, 4.0, 9.0])
    without = (values.sum() - values) / 4
    expected = values.std(ddof=1) / np.sqrt(5)
    assert standard_error(without, np.ones(5)) == pytest.approx(expected)
    grouped = without[[0, 1, 2, 4]]
    assert standard_error(grouped, np.array([1.0, 1, 2, 1])) == pytest.approx(expected)


def test_an_interval_ends_at_1() -> None:
    low, high = around(0.9, 0.1, 1_000_000, -1.0)
    assert low == pytest.approx(0.9 - 0.19600, abs=1e-5)
    assert high == 1.0


def test_an_interval_ends_at_the_lowest_possible_value() -> None:
    assert around(0.4, 0.2, 2, -1.0) == (-1.0, 1.0)
    assert around(0.4, 0.2, 2, 0.0) == (0.0, 1.0)
