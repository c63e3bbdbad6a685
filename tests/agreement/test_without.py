"""Alpha without each annotator in one pass is alpha of the data without them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import without
from annotate.agreement.coefficients import krippendorff_alpha
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.tables import tables_of
from annotate.agreement.without import alpha_without_each
from annotate.annotations import Labels
from annotate.counts import annotator_patterns

SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')
ANSWERS = {"set": SETS}
levels = pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio", "set"])


def in_one_pass(labels: Labels) -> np.ndarray:
    tables, kept = tables_of(labels, Options())
    return alpha_without_each(tables, kept, annotator_patterns(kept, tables.table))


def one_by_one(labels: Labels) -> list[float]:
    found = []
    for who in range(labels.n_annotators):
        stays = labels.annotator != who
        rest = replace(
            labels,
            item=labels.item[stays],
            annotator=labels.annotator[stays],
            label=labels.label[stays],
        )
        tables, _ = tables_of(rest, Options())
        found.append(float(krippendorff_alpha(tables.whole, tables.scale)))
    return found


@levels
@given(data=st.data())
def test_it_is_alpha_of_the_others(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    labels = labels_in(data.draw(ragged_matrices()), level, ANSWERS.get(level, tuple("01234")))
    np.testing.assert_allclose(in_one_pass(labels), one_by_one(labels), rtol=0, atol=1e-9)


@levels
@given(data=st.data())
def test_repeats_of_an_annotator_go_together(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """Two annotators made one: their labels on an item are repeats of one person."""
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, level, ANSWERS.get(level, tuple("01234")))
    merged = replace(labels, annotator=np.where(labels.annotator == 1, 0, labels.annotator))
    np.testing.assert_allclose(in_one_pass(merged), one_by_one(merged), rtol=0, atol=1e-9)


def test_ranks_are_kept_where_new_ones_would_not_fit(
    labels_in: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the ranks of everybody the values are close, not the same."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 5, 200)
    matrix = np.where(rng.random((6, 200)) < 0.6, truth, rng.integers(0, 5, (6, 200)))
    labels = labels_in(matrix, "ordinal", tuple("01234"))
    exact = in_one_pass(labels)
    monkeypatch.setattr(without, "_WRITTEN_OUT", 1)
    np.testing.assert_allclose(in_one_pass(labels), exact, atol=0.01)


def test_of_two_annotators_nothing_is_left_to_compare(labels_in: Callable) -> None:
    labels = labels_in(np.array([[0, 1, 1], [0, 1, 0]]))
    assert np.isnan(in_one_pass(labels)).all()
    found = of_labels(labels, ("a", "b"), Options(replicates=0)).annotators
    assert np.isnan([one.alpha_without for one in found]).all()
