"""Intervals stay where a coefficient can be; extreme numbers give values or honest reasons."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import agreement
from annotate.agreement.coefficients import LOWEST
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.tables import tables_of

NAMES = tuple("abcdefgh")
SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio", "set"])
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@given(data=st.data())
def test_no_value_is_below_the_lowest_possible(
    level: str, weights: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, level, SETS if level == "set" else tuple("01234"))
    options = Options(
        weights=weights, replicates=0, distance="masi", annotators=False, categories=False
    )
    tables, _ = tables_of(labels, options)
    for name, one in of_labels(labels, NAMES, options).coefficients.items():
        if name in LOWEST:
            lowest = LOWEST[name](tables.whole, tables.scale)
            assert one.value >= lowest - 1e-9 or np.isnan(one.value)
        assert one.value <= 1 or np.isnan(one.value)


@pytest.mark.parametrize("weights", ["identity", "quadratic"])
def test_the_lowest_is_reached_where_all_labels_differ_as_far_as_they_can(
    weights: str, labels_in: Callable
) -> None:
    """A says 0 and B 2 on half of the items, and the other way round on the other half.

    All kappas are -1. Even chance is 1/3 by identity, 2/3 by quadratic weights (1, 3/4 and 0):
    Brennan-Prediger is -1/2 and -2.
    """
    labels = labels_in(np.array([[0, 2] * 40, [2, 0] * 40]), answers=tuple("012"))
    found = of_labels(
        labels, NAMES, Options(weights=weights, replicates=0, annotators=False, categories=False)
    ).coefficients
    for name in ("fleiss_kappa", "scott_pi", "cohen_kappa_mean"):
        assert found[name].value == pytest.approx(-1)
    even = {"identity": 1 / 3, "quadratic": 2 / 3}[weights]
    assert found["brennan_prediger"].value == pytest.approx(-even / (1 - even))


@given(data=st.data())
def test_jackknife_intervals_stay_within_the_possible_range(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotate.agreement.estimates.affordable", lambda *_, **__: False)
        labels = labels_in(matrix)
        tables, _ = tables_of(labels, Options())
        for name, one in of_labels(
            labels, NAMES, Options(annotators=False, categories=False)
        ).coefficients.items():
            if name in LOWEST and np.isfinite([one.value, one.low]).all():
                lowest = float(LOWEST[name](tables.whole, tables.scale))
                assert min(lowest, one.value) <= one.low <= one.value <= one.high <= 1, name


def test_the_mean_kappas_interval_stays_within_what_it_can_be(made_of: Callable) -> None:
    """Kappa is .4 on three items: value ± t errors would reach from -2.47 to 3.27."""
    said = zip("123123", "AAABBB", "ppnpnn", strict=True)
    one = agreement(made_of(list(said)))["q"].coefficients["cohen_kappa_mean"]
    assert one.value == pytest.approx(0.4)
    assert -1 <= one.low < 0 < one.high <= 1


def test_one_pairable_item_among_many_has_no_jackknife_interval(
    made_of: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.agreement.estimates.affordable", lambda *_, **__: False)
    said = [("i", "A", "1"), ("i", "B", "2"), *((f"j{n}", "A", "1") for n in range(9))]
    for one in agreement(made_of(said))["q"].coefficients.values():
        assert np.isnan([one.low, one.high]).all()
        assert "Only one item" in one.reason


@pytest.mark.parametrize("level", ["interval", "ratio"])
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@pytest.mark.parametrize("scale", [1.7e308, 1e300, 1.0, 1e-300, 5e-324])
def test_the_unit_of_numbers_changes_nothing_however_extreme(
    level: str, weights: str, scale: float, labels_in: Callable
) -> None:
    matrix = np.array([[0, 1, 1, 0, 1], [0, 1, 0, 0, 1]])
    options = Options(weights=weights, replicates=50)
    plain = of_labels(labels_in(matrix, level, ("0", "1")), NAMES, options)
    found = of_labels(labels_in(matrix, level, ("0", repr(scale))), NAMES, options)
    for name, one in plain.coefficients.items():
        assert found.coefficients[name].value == pytest.approx(one.value, abs=1e-12)
        assert found.coefficients[name].low == pytest.approx(one.low, abs=1e-12)
    for one, other in zip(plain.annotators, found.annotators, strict=True):
        assert other.alpha == pytest.approx(one.alpha, abs=1e-12)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_numbers_of_both_ends_of_the_range_have_an_alpha(weights: str, labels_in: Callable) -> None:
    matrix = np.array([[0, 2, 1, 0, 2], [0, 2, 1, 1, 2]])
    answers = ("-1e308", "0", "1e308")
    plain = of_labels(labels_in(matrix, "interval", ("-1", "0", "1")), NAMES, Options(weights))
    found = of_labels(labels_in(matrix, "interval", answers), NAMES, Options(weights))
    for name, one in plain.coefficients.items():
        assert found.coefficients[name] == replace(
            one,
            value=pytest.approx(one.value),
            low=pytest.approx(one.low),
            high=pytest.approx(one.high),
        )


def test_two_large_numbers_at_ratio_level_are_as_far_apart_as_small_ones(
    labels_in: Callable,
) -> None:
    matrix = np.array([[0, 1, 2, 0], [0, 1, 2, 2]])
    small = of_labels(labels_in(matrix, "ratio", ("0.5", "1", "1.7")), NAMES, Options())
    large = of_labels(labels_in(matrix, "ratio", ("5e307", "1e308", "1.7e308")), NAMES, Options())
    name = "krippendorff_alpha"
    assert large.coefficients[name].value == pytest.approx(small.coefficients[name].value)


def test_an_extreme_number_that_nobody_can_compare_leaves_alpha_as_it_is(
    labels_in: Callable,
) -> None:
    matrix = np.array([[0, 1, 1, 0], [0, 1, 0, 0]])
    plain = of_labels(labels_in(matrix, "interval", ("1", "2")), NAMES, Options(replicates=0))
    more = np.hstack([matrix, [[2, 3], [-1, -1]]])
    labels = labels_in(more, "interval", ("1", "2", "1e308", "-1e308"))
    found = of_labels(labels, NAMES, Options(replicates=50))
    name = "krippendorff_alpha"
    assert found.coefficients[name].value == pytest.approx(plain.coefficients[name].value)
    assert [one.alpha for one in found.annotators] == pytest.approx(
        [one.alpha for one in plain.annotators]
    )


def test_answers_too_near_for_the_scale_are_called_so(labels_in: Callable) -> None:
    """Quadratic weights of 1 and 2 on a scale that reaches to 1e308 are 1 to the last digit."""
    matrix = np.array([[0, 1, 1, 0, 2], [0, 1, 0, 0, -1]])
    labels = labels_in(matrix, "interval", ("1", "2", "1e308"))
    options = Options(weights="quadratic", replicates=50)
    found = of_labels(labels, NAMES, options).coefficients["cohen_kappa_mean"]
    assert np.isnan(found.value)
    assert "too little beside the range" in found.reason


def test_near_answers_on_a_long_scale_keep_their_kappas(labels_in: Callable) -> None:
    """Fleiss' and Cohen's kappa and Scott's pi do not see how long the scale is."""
    matrix = np.array([[0, 1, 1, 0, 1], [0, 1, 0, 0, 1]])
    options = Options(weights="quadratic", replicates=0)
    plain = of_labels(labels_in(matrix, "interval", ("1", "2")), NAMES, options).coefficients
    wide = of_labels(labels_in(matrix, "interval", ("1", "2", "1e12")), NAMES, options).coefficients
    for name in ("fleiss_kappa", "scott_pi", "cohen_kappa_mean"):
        assert wide[name].value == pytest.approx(plain[name].value, abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_a_trace_of_rounding_about_0(seed: int, labels_in: Callable) -> None:
    """Neither -0.0 nor -1e-17, which would be shown as “-0.000”."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(0, 3, (2, 9))
    found = of_labels(labels_in(matrix), NAMES, Options(replicates=30))
    numbers = [n for one in found.coefficients.values() for n in (one.value, one.low, one.high)]
    numbers += [n for one in found.annotators for n in (one.alpha, one.low, one.high)]
    numbers += [pair.kappa for pair in found.pairs]
    for number in numbers:
        assert not (abs(number) < 1e-14 and repr(number) != "0.0"), number
