"""On random data with missing labels the values equal those of independent programs."""

from collections.abc import Callable

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options

EXACT = Options(replicates=0, annotators=False, categories=False)
NAMES = tuple("abcdefgh")
CLOSE = {"rel": 0, "abs": 1e-9}


def pairable(matrix: np.ndarray) -> np.ndarray:
    """The codes on items with two labels or more."""
    return matrix[:, (matrix >= 0).sum(axis=0) >= 2]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@given(data=st.data())
def test_alpha_equals_krippendorff(
    level: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    compared = pairable(matrix)
    assume(np.unique(compared[compared >= 0]).size > 1)
    answers = ("0", "1.5", "2", "7", "40")
    labels = labels_in(matrix, level, answers)
    found = of_labels(labels, NAMES, EXACT).coefficients["krippendorff_alpha"].value
    numbers = np.array([float(answer) for answer in answers])
    ratings = np.where(matrix >= 0, numbers[matrix], np.nan)
    expected = krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
    assert found == pytest.approx(expected, **CLOSE)


@given(data=st.data())
def test_fleiss_equals_statsmodels_where_nothing_is_missing(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices(missing=False))
    assume(np.unique(matrix).size > 1)
    counts = np.stack([(matrix == answer).sum(axis=0) for answer in range(5)], axis=1)
    found = of_labels(labels_in(matrix), NAMES, EXACT).coefficients
    assert found["fleiss_kappa"].value == pytest.approx(fleiss_kappa(counts), **CLOSE)
    assert found["scott_pi"].value == pytest.approx(fleiss_kappa(counts), **CLOSE)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
@given(data=st.data())
def test_every_pairs_kappa_equals_scikit_learn(
    weights: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, "ordinal", tuple("01234"))
    for pair in of_labels(
        labels, NAMES, Options(weights=weights, replicates=0, annotators=False, categories=False)
    ).pairs:
        rows = matrix[[NAMES.index(pair.a), NAMES.index(pair.b)]]
        first, second = rows[:, (rows >= 0).all(axis=0)]
        assert pair.n == first.size
        assert pair.agreement == pytest.approx(np.mean(first == second), **CLOSE)
        if len({*first, *second}) < 2:
            assert np.isnan(pair.kappa)
            continue
        expected = cohen_kappa_score(
            first,
            second,
            labels=list(range(5)),
            weights=None if weights == "identity" else weights,
        )
        assert pair.kappa == pytest.approx(expected, **CLOSE)


@given(data=st.data())
def test_nltk_agrees_where_nothing_is_missing(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """nltk's pi is the multi-pi of pooled shares, and its observed agreement the mean of pairs'."""
    matrix = data.draw(ragged_matrices(missing=False))
    assume(np.unique(matrix).size > 1)
    triples = [(f"a{a}", f"i{i}", int(matrix[a, i])) for a, i in np.ndindex(*matrix.shape)]
    task = AnnotationTask(triples)
    found = of_labels(labels_in(matrix), NAMES, EXACT).coefficients
    assert found["percent_agreement"].value == pytest.approx(task.avg_Ao(), **CLOSE)
    assert found["scott_pi"].value == pytest.approx(task.pi(), **CLOSE)
    assert found["krippendorff_alpha"].value == pytest.approx(task.alpha(), **CLOSE)


SETS = ('["a"]', '["a", "b"]', '["b"]', '["b", "c", "d"]', '["c", "d"]')


@pytest.mark.parametrize("measure", ["jaccard", "masi"])
@given(data=st.data())
def test_alpha_of_sets_equals_nltk(
    measure: str, data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """nltk rounds MASI's shares to .67 and .33, so its distance is mended here."""
    matrix = data.draw(ragged_matrices(missing=False))
    assume(np.unique(matrix).size > 1)
    labels = labels_in(matrix, "set", SETS)
    distance = {"jaccard": jaccard_distance, "masi": exact_masi}[measure]
    triples = [
        (f"a{a}", f"i{i}", labels.question.sets[matrix[a, i]]) for a, i in np.ndindex(*matrix.shape)
    ]
    found = of_labels(
        labels, NAMES, Options(distance=measure, replicates=0, annotators=False, categories=False)
    ).coefficients
    expected = AnnotationTask(triples, distance=distance).alpha()
    assert found["krippendorff_alpha"].value == pytest.approx(expected, **CLOSE)


def exact_masi(first: frozenset, second: frozenset) -> float:
    """nltk's MASI with 2/3 and 1/3 for its .67 and .33."""
    rounded = 1 - masi_distance(first, second)
    jaccard = 1 - jaccard_distance(first, second)
    share = rounded / jaccard if jaccard else 0
    return 1 - jaccard * {0.67: 2 / 3, 0.33: 1 / 3}.get(round(share, 2), share)
