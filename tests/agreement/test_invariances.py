"""What must not change a value does not, and what must shrink an interval does."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.measure import of_labels
from annotate.agreement.options import CONGER, MEAN_KAPPA, Options
from annotate.annotations import Labels

NAMES = tuple("abcdefghijkl")
EXACT = Options(replicates=0, annotators=False, categories=False)
LEVELS = ("nominal", "ordinal", "interval", "ratio", "set")
SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')
ANSWERS = {"set": SETS}


def values(labels: Labels, options: Options = EXACT) -> np.ndarray:
    found = of_labels(labels, NAMES, options)
    return np.array([found.coefficients[name].value for name in (*FORMULAS, CONGER, MEAN_KAPPA)])


def same(first: np.ndarray, second: np.ndarray) -> None:
    np.testing.assert_allclose(first, second, rtol=0, atol=1e-9)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@given(data=st.data())
def test_order_of_rows_and_names_change_nothing(
    level: str, weights: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    answers, options = (
        ANSWERS.get(level, tuple("01234")),
        Options(weights=weights, replicates=0, annotators=False, categories=False),
    )
    labels = labels_in(matrix, level, answers)
    before = values(labels, options)
    order = np.array(data.draw(st.permutations(range(len(labels)))), dtype=np.int64)
    shuffled = replace(
        labels,
        item=labels.item[order],
        annotator=labels.annotator[order],
        label=labels.label[order],
    )
    same(values(shuffled, options), before)
    annotators = np.array(data.draw(st.permutations(range(labels.n_annotators))))
    items = np.array(data.draw(st.permutations(range(labels.n_items))))
    renamed = replace(labels, annotator=annotators[labels.annotator], item=items[labels.item])
    same(values(renamed, options), before)


@given(data=st.data())
def test_names_of_nominal_categories_change_nothing(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    labels = labels_in(data.draw(ragged_matrices()), "nominal", tuple("01234"))
    code = np.array(data.draw(st.permutations(range(5))))
    same(values(replace(labels, label=code[labels.label])), values(labels))


@pytest.mark.parametrize("level", LEVELS)
@given(data=st.data())
def test_an_item_with_one_label_leaves_alpha_and_agreement_as_they_were(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """It does change what Fleiss, Scott and Gwet expect by chance."""
    matrix = data.draw(ragged_matrices())
    alone = np.full((len(matrix), 1), -1)
    alone[0, 0] = data.draw(st.integers(0, 4))
    answers = ANSWERS.get(level, tuple("01234"))
    before = of_labels(labels_in(matrix, level, answers), NAMES, EXACT).coefficients
    more = np.hstack([matrix, alone])
    after = of_labels(labels_in(more, level, answers), NAMES, EXACT).coefficients
    for name in ("percent_agreement", "krippendorff_alpha", "cohen_kappa_mean"):
        same(np.array(after[name].value), np.array(before[name].value))


@pytest.mark.parametrize("level", LEVELS)
def test_a_copy_of_the_data_keeps_the_values_and_shrinks_the_intervals(
    level: str, labels_in: Callable
) -> None:
    """Twice the items: intervals narrower by about the square root of two.

    All but alpha and the one-way intraclass correlation keep their value exactly; their
    small-sample terms change by order 1/n.
    """
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 5, 150)
    matrix = np.where(rng.random((4, 150)) < 0.6, truth, rng.integers(0, 5, (4, 150)))
    matrix[rng.random(matrix.shape) < 0.2] = -1
    answers, options = (
        ANSWERS.get(level, tuple("01234")),
        Options(replicates=2_000, annotators=False, categories=False),
    )
    one = of_labels(labels_in(matrix, level, answers), NAMES, options).coefficients
    two = of_labels(
        labels_in(np.hstack([matrix, matrix]), level, answers), NAMES, options
    ).coefficients
    for name, before in one.items():
        after = two[name]
        if np.isnan(before.value):  # with gaps there is no two-way correlation
            continue
        slack = 0.005 if name in ("krippendorff_alpha", "icc_1") else 1e-12
        assert after.value == pytest.approx(before.value, abs=slack)
        shrunk = (after.high - after.low) / (before.high - before.low)
        assert shrunk == pytest.approx(np.sqrt(0.5), abs=0.08)


@given(data=st.data())
def test_alpha_of_two_annotators_is_scotts_pi_but_for_the_small_sample_term(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """1 - alpha = (1 - pi)(n - 1)/n with n labels (Krippendorff, 2011)."""
    matrix = data.draw(ragged_matrices(missing=False))[:2]
    assume(np.unique(matrix).size > 1)
    found = of_labels(labels_in(matrix), NAMES, EXACT).coefficients
    n = matrix.size
    assert 1 - found["krippendorff_alpha"].value == pytest.approx(
        (1 - found["scott_pi"].value) * (n - 1) / n, abs=1e-12
    )


@pytest.mark.parametrize("level", ["ordinal", "interval"])
@given(data=st.data())
def test_of_two_categories_every_level_is_the_same(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = np.minimum(data.draw(ragged_matrices()), 1)
    for weights in ("identity", "linear", "quadratic"):
        options = Options(weights=weights, replicates=0, annotators=False, categories=False)
        same(
            values(labels_in(matrix, level, tuple("01")), options),
            values(labels_in(matrix, "nominal", tuple("01"))),
        )


def test_answers_that_nobody_gave_count_in_the_scale_only(labels_in: Callable) -> None:
    """More room on the scale: Brennan-Prediger and Gwet rise, alpha and the kappas stay."""
    matrix = np.array([[0, 1, 1, 0, 1], [0, 1, 0, 0, 1]])
    narrow = of_labels(labels_in(matrix, answers=tuple("01")), NAMES, EXACT).coefficients
    wide = of_labels(labels_in(matrix, answers=tuple("01234")), NAMES, EXACT).coefficients
    for name in ("krippendorff_alpha", "fleiss_kappa", "scott_pi", "cohen_kappa_mean"):
        assert wide[name].value == pytest.approx(narrow[name].value, abs=1e-12)
    # 4 of 5 items agree: (.8 - 1/q) / (1 - 1/q)
    assert narrow["brennan_prediger"].value == pytest.approx(0.6)
    assert wide["brennan_prediger"].value == pytest.approx(0.75)
