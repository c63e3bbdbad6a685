"""One category against all others is agreement on labels made yes or no."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.categories import category_agreement
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.tables import tables_of
from annotate.annotations import Labels, Level, Question

EXACT = Options(replicates=0, annotators=False, categories=False, pairs=False)
SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')


def yes_or_no(labels: Labels, codes: list[int]) -> Labels:
    question = Question("q", Level.NOMINAL, ("no", "yes"))
    return replace(labels, question=question, label=np.isin(labels.label, codes).astype(int))


@given(data=st.data())
def test_coefficients_are_those_of_yes_or_no(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    labels = labels_in(data.draw(ragged_matrices()), "nominal", tuple("01234"))
    tables, kept = tables_of(labels, EXACT)
    for one in category_agreement(tables, EXACT):
        code = kept.question.answers.index(one.category)
        expected = of_labels(yes_or_no(kept, [code]), tuple("abcde"), EXACT).coefficients
        for name, found in one.coefficients.items():
            assert found.value == pytest.approx(expected[name].value, abs=1e-9, nan_ok=True)


def test_the_members_of_sets_are_categories(labels_in: Callable) -> None:
    rng = np.random.default_rng(0)
    labels = labels_in(rng.integers(0, 5, (3, 40)), "set", SETS)
    tables, kept = tables_of(labels, EXACT)
    found = {one.category: one for one in category_agreement(tables, EXACT)}
    assert list(found) == ["a", "b", "c"]
    expected = of_labels(yes_or_no(kept, [2, 3]), tuple("abc"), EXACT).coefficients
    alpha = found["b"].coefficients["krippendorff_alpha"]
    assert alpha.value == pytest.approx(expected["krippendorff_alpha"].value, abs=1e-12)


def test_fleiss_own_category_kappas() -> None:
    """Fleiss' kappa of one category is (P_j - p_j) / (1 - p_j) with P_j its specific agreement

    (Fleiss, 1971, equations 19 and 20), where all items have as many labels.
    """
    rng = np.random.default_rng(3)
    truth = rng.choice(3, 80, p=[0.6, 0.3, 0.1])
    codes = np.where(rng.random((4, 80)) < 0.7, truth, rng.integers(0, 3, (4, 80)))
    annotator, item = np.nonzero(codes >= 0)
    labels = Labels(
        Question("q", Level.NOMINAL, tuple("xyz")), item, annotator, codes.ravel(), 80, 4
    )
    tables, _ = tables_of(labels, EXACT)
    for one in category_agreement(tables, EXACT):
        share = one.n_labels / len(labels)
        expected = (one.specific.value - share) / (1 - share)
        assert one.coefficients["fleiss_kappa"].value == pytest.approx(expected, abs=1e-12)


def test_the_interval_of_specific_agreement_covers_the_truth(labels_in: Callable) -> None:
    rng = np.random.default_rng(1)

    def found(items: int) -> object:
        truth = rng.choice(3, items, p=[0.6, 0.3, 0.1])
        codes = np.where(rng.random((3, items)) < 0.7, truth, rng.integers(0, 3, (3, items)))
        options = replace(EXACT, replicates=1, coefficients=())
        tables, _ = tables_of(labels_in(codes), options)
        return category_agreement(tables, options)[1].specific

    truth = found(300_000).value
    samples = [found(100) for _ in range(300)]
    assert 0.92 <= np.mean([one.low <= truth <= one.high for one in samples]) <= 0.98


def test_numbers_have_no_categories(labels_in: Callable) -> None:
    matrix = np.array([[0, 1], [1, 1]])
    assert category_agreement(tables_of(labels_in(matrix, "interval"), EXACT)[0], EXACT) == ()
