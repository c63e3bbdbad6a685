"""An annotator's agreement and alpha mean what they say, and add up to everybody's."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.agreement import agreement
from annotate.agreement.annotators import observed_disagreement
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.sums import item_terms, total
from annotate.agreement.weights import level_distance
from annotate.annotations import Duplicates
from annotate.counts import annotator_patterns, patterns

NAMES = tuple("abcdefgh")
SETS = ("[]", '["a"]', '["a", "b"]', '["b", "c"]', '["c"]')


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio", "set"])
@given(data=st.data())
def test_label_weighted_disagreement_of_annotators_is_the_overall_one(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """sum_a n_a D_o(a) / n = D_o, so the same mean of the annotators' alphas is alpha."""
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, level, SETS if level == "set" else tuple("01234"))
    table = patterns(labels)
    distance = level_distance(labels.question, table, "jaccard")
    terms = item_terms(table, distance, distance)
    whole = total(table, terms, distance, distance)
    assume(whole.spread > 0)
    rows = annotator_patterns(labels, table)
    observed, n = observed_disagreement(table, terms, rows, labels.n_annotators)
    paired = n > 0
    overall = (n[paired] @ observed[paired]) / n.sum()
    assert overall == pytest.approx(float(whole.observed / whole.n), abs=1e-12)
    found = of_labels(labels, NAMES, Options(replicates=0))
    alphas = np.array([one.alpha for one in found.annotators if one.n_items_shared])
    expected = found.coefficients["krippendorff_alpha"].value
    assert (n[paired] @ alphas) / n.sum() == pytest.approx(expected, abs=1e-9)


@given(data=st.data())
def test_agreement_is_the_mean_share_of_others_who_say_the_same(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix)
    found = {one.annotator_id: one for one in of_labels(labels, NAMES, Options()).annotators}
    for annotator, row in enumerate(matrix):
        shares = []
        for item in np.flatnonzero(row >= 0):
            others = np.delete(matrix[:, item], annotator)
            others = others[others >= 0]
            if others.size:
                shares.append(np.mean(others == row[item]))
        if not (row >= 0).any():
            assert NAMES[annotator] not in found
            continue
        one = found[NAMES[annotator]]
        assert (one.n_labels, one.n_items_shared) == ((row >= 0).sum(), len(shares))
        if not shares:
            assert np.isnan(one.agreement)
            assert np.isnan(one.alpha)
            assert "Nobody else" in one.reason
            continue
        assert one.agreement == pytest.approx(np.mean(shares), abs=1e-12)
        if len(shares) > 1:
            assert one.agreement_low <= one.agreement <= one.agreement_high


def test_intervals_of_annotators_cover_the_truth(labels_in: Callable) -> None:
    """95% intervals hold the value of a very large sample in 92 to 98% of 300 samples."""
    rng = np.random.default_rng(3)

    def sample(items: int) -> np.ndarray:
        truth = rng.choice(3, items, p=[0.6, 0.3, 0.1])
        skill = np.array([[0.5], [0.7], [0.8], [0.9]])
        right = rng.random((4, items)) < skill
        matrix = np.where(right, truth, rng.choice(3, (4, items)))
        matrix[rng.random(matrix.shape) < 0.3] = -1
        return matrix

    truth = of_labels(labels_in(sample(300_000)), NAMES, Options(replicates=0)).annotators
    hits = []
    for _ in range(300):
        for one in of_labels(labels_in(sample(60)), NAMES, Options(replicates=1)).annotators:
            true = truth[NAMES.index(one.annotator_id)]
            hits.append(
                [
                    one.agreement_low <= true.agreement <= one.agreement_high,
                    one.low <= true.alpha <= one.high,
                ]
            )
    agreed, alpha = np.mean(hits, axis=0)
    assert 0.92 <= agreed <= 0.98
    assert 0.92 <= alpha <= 0.98


def test_a_perfect_annotator_of_few_items_is_not_called_perfect(labels_in: Callable) -> None:
    matrix = np.array([[0, 1, 0, -1, -1, -1], [0, 1, 0, 1, 0, 1], [0, 1, 0, 0, 0, 1]])
    one = of_labels(labels_in(matrix), NAMES, Options(replicates=100)).annotators[0]
    assert one.alpha == 1
    assert one.high == 1
    assert one.low < 0.5


def test_own_repeats_are_not_others(made_of: Callable) -> None:
    """A said x, x on item 1 where B said y: nobody agrees with A there.

    Item 2: both x. So A has shares 0, 0, 1 over three labels on two items.
    """
    said = [("1", "A", "x"), ("1", "A", "x"), ("1", "B", "y"), ("2", "A", "x"), ("2", "B", "x")]
    found = agreement(made_of(said, duplicates=Duplicates.ALL))["q"]
    first = found.annotators[0]
    assert first.agreement == pytest.approx(1 / 3)
    assert (first.n_labels, first.n_items_shared) == (3, 2)
    assert [pair.n for pair in found.pairs] == [3]


def test_without_replicates_annotators_have_no_intervals(labels_in: Callable) -> None:
    matrix = np.array([[0, 1, 0, 1], [0, 1, 1, 1]])
    for one in of_labels(labels_in(matrix), NAMES, Options(replicates=0)).annotators:
        assert (one.low, one.high, one.agreement_low, one.agreement_high) == (None,) * 4
