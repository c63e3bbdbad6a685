"""Conger's kappa: Cohen's for two; its closed-form error is that of leaving items out."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.agreement.conger import conger_kappa
from annotate.agreement.options import Options
from annotate.agreement.tables import tables_of
from annotate.annotations import Labels


def kappa(labels: Labels, weights: str = "identity") -> float:
    tables, kept = tables_of(labels, Options(weights=weights))
    return conger_kappa(tables, kept).value


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@given(data=st.data())
def test_of_two_annotators_with_the_same_items_it_is_cohens(
    weights: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    from sklearn.metrics import cohen_kappa_score

    matrix = data.draw(ragged_matrices(missing=False))[:2]
    assume(np.unique(matrix).size > 1)
    found = kappa(labels_in(matrix, "ordinal", tuple("01234")), weights)
    expected = cohen_kappa_score(
        *matrix, labels=list(range(5)), weights=None if weights == "identity" else weights
    )
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


@given(data=st.data())
def test_chance_is_the_mean_over_pairs_of_annotators(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """Written out: over ordered pairs g, h the chance that g's and h's shares give one answer."""
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix)
    found = kappa(labels)
    assume(np.isfinite(found))
    shares = [
        np.bincount(row[row >= 0], minlength=5) / (row >= 0).sum()
        for row in matrix
        if (row >= 0).any()
    ]
    chance = np.mean([g @ h for a, g in enumerate(shares) for b, h in enumerate(shares) if a != b])
    items = [column[column >= 0] for column in matrix.T if (column >= 0).sum() > 1]
    agreed = np.mean(
        [(sum((c == d) for c in i for d in i) - i.size) / (i.size * (i.size - 1)) for i in items]
    )
    assert found == pytest.approx((agreed - chance) / (1 - chance), abs=1e-9)


@pytest.mark.parametrize("weights", ["identity", "quadratic"])
def test_its_error_is_that_of_leaving_out_each_item(weights: str, labels_in: Callable) -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 4, 150)
    matrix = np.where(rng.random((5, 150)) < 0.6, truth, rng.integers(0, 4, (5, 150)))
    matrix[rng.random(matrix.shape) < 0.3] = -1
    tables, kept = tables_of(labels_in(matrix, "ordinal", tuple("0123")), Options(weights=weights))
    influence = conger_kappa(tables, kept).influence
    without = [
        kappa(labels_in(np.delete(matrix, item, axis=1), "ordinal", tuple("0123")), weights)
        for item in range(150)
    ]
    jackknife = np.std(without) * np.sqrt(149)
    assert np.sqrt(influence @ influence) == pytest.approx(jackknife, rel=0.03)


def test_annotators_without_a_common_item_have_none(labels_in: Callable) -> None:
    assert np.isnan(kappa(labels_in(np.array([[0, -1], [-1, 1]]))))
