"""Accuracy and its kin are scikit-learn's, with intervals; undefined where it only warns."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    precision_recall_fscore_support,
)

from annotate.agreement import agreement
from annotate.agreement.reference import accuracy_of_all, against_reference
from annotate.errors import DataError

SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')


@given(data=st.data())
def test_each_annotator_against_scikit_learn(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    reference = np.array(
        data.draw(st.lists(st.integers(-1, 4), min_size=matrix.shape[1], max_size=matrix.shape[1]))
    )
    found = against_reference(labels_in(matrix, "nominal", tuple("01234")), reference)
    for who, one in enumerate(found):
        there = (matrix[who] >= 0) & (reference >= 0)
        if not there.any():
            assert one is None
            continue
        own, gold = matrix[who, there], reference[there]
        assert one.n == own.size
        assert one.accuracy.value == pytest.approx(accuracy_score(gold, own))
        if set(own) <= set(gold) and len(set(gold)) > 1:
            expected = balanced_accuracy_score(gold, own)
            assert one.balanced_accuracy.value == pytest.approx(expected)
        p, r, f, support = precision_recall_fscore_support(
            gold, own, labels=range(5), zero_division=np.nan
        )
        for category in one.categories:
            code = int(category.category)
            assert category.n_reference == support[code]
            assert category.precision.value == pytest.approx(p[code], nan_ok=True)
            assert category.recall.value == pytest.approx(r[code], nan_ok=True)
            if category.n_given and category.n_reference:
                assert category.f1.value == pytest.approx(f[code])
            for each in (category.precision, category.recall, category.f1, one.accuracy):
                assert np.isnan(each.value) or each.low <= each.value + 1e-12
                assert np.isnan(each.value) or each.value <= each.high + 1e-12


def test_members_of_sets_are_judged_one_by_one(labels_in: Callable) -> None:
    labels = labels_in(np.array([[1, 2, 3, 0]]), "set", SETS)
    one = against_reference(labels, np.array([2, 2, 4, 0]))[0]
    assert one.accuracy.value == 0.5
    by = {each.category: each for each in one.categories}
    assert (by["a"].precision.value, by["a"].recall.value) == (1, 1)
    assert by["b"].recall.value == 0.5
    assert by["b"].precision.value == 0.5
    assert np.isnan(one.balanced_accuracy.value)


def test_balanced_accuracys_interval_covers_the_truth(labels_in: Callable) -> None:
    """Three categories of 80, 30 and 10 items, recalled in .9, .7 and .5."""
    rng = np.random.default_rng(0)
    gold, recall = np.repeat([0, 1, 2], [80, 30, 10]), np.array([0.9, 0.7, 0.5])
    hits = 0
    for _ in range(300):
        own = np.where(rng.random(120) < recall[gold], gold, (gold + 1) % 3)
        one = against_reference(labels_in(own[None, :], "nominal", tuple("012")), gold)[0]
        hits += one.balanced_accuracy.low <= recall.mean() <= one.balanced_accuracy.high
    assert 0.92 <= hits / 300 <= 0.985


def test_the_accuracy_of_all_labels_is_as_sure_as_its_items(labels_in: Callable) -> None:
    """Ten annotators who are right and wrong together are worth one."""
    gold = np.zeros(50, dtype=int)
    own = (np.arange(50) < 15).astype(int)
    one = accuracy_of_all(labels_in(own[None, :], "nominal", tuple("01")), gold)
    ten = accuracy_of_all(labels_in(np.tile(own, (10, 1)), "nominal", tuple("01")), gold)
    assert one.value == ten.value == 0.7
    assert ten.high - ten.low == pytest.approx(one.high - one.low)


def test_gold_of_the_data_is_the_reference_unless_another_is_given(made_of: Callable) -> None:
    from dataclasses import replace

    data = made_of([("i", "A", "x"), ("i", "B", "y"), ("j", "A", "y"), ("j", "B", "y")])
    assert agreement(data, replicates=0)["q"].accuracy is None
    golden = replace(data, gold={"q": np.array([0, 1])})
    found = agreement(golden, replicates=0)["q"]
    assert [one.reference.accuracy.value for one in found.annotators] == [1.0, 0.5]
    assert found.accuracy.value == 0.75
    other = agreement(golden, replicates=0, reference={"q": [1, -1]})["q"]
    assert [one.reference.accuracy.value for one in other.annotators] == [0.0, 1.0]
    for wrong in ([0], [0, 9], [0.5, 1.0]):
        with pytest.raises(DataError, match="one code for each of the 2 items"):
            agreement(golden, reference={"q": wrong})
