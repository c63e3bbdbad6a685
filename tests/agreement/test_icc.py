"""Intraclass correlations equal Shrout and Fleiss' table and pingouin, and say when they cannot."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pingouin
import pytest

from annotate.agreement.icc import ICC, intraclass
from annotate.annotations import Labels, Level, Question

# Shrout and Fleiss (1979), table 2: four judges rate six targets.
TABLE_2 = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def labels_of(table: np.ndarray) -> Labels:
    """Items by annotators, NaN for no label."""
    item, annotator = np.nonzero(np.isfinite(table))
    values, codes = np.unique(table[item, annotator], return_inverse=True)
    question = Question("q", Level.INTERVAL, tuple(repr(float(value)) for value in values))
    return Labels(question, item, annotator, codes, *table.shape)


def test_the_published_table() -> None:
    """ICC(1,1) = .17, ICC(2,1) = .29, ICC(2,k) = .62 (Shrout and Fleiss, 1979, table 4)."""
    found = intraclass(labels_of(np.array(TABLE_2, dtype=float)))
    assert [round(found[name].value, 2) for name in ICC] == [0.17, 0.29, 0.62]


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # in pingouin itself
@pytest.mark.parametrize("seed", range(6))
def test_values_and_intervals_equal_pingouin(seed: int) -> None:
    rng = np.random.default_rng(seed)
    items, raters = 5 + 7 * seed, 2 + seed % 4
    table = (
        rng.normal(size=(items, 1)) * 2 + rng.normal(size=raters) + rng.normal(size=(items, raters))
    )
    item, rater = np.indices(table.shape)
    long = pd.DataFrame({"item": item.ravel(), "rater": rater.ravel(), "x": table.ravel()})
    expected = pingouin.intraclass_corr(long, targets="item", raters="rater", ratings="x")
    column = next(name for name in expected.columns if str(name).startswith("CI"))
    expected = expected.set_index("Type")
    found = intraclass(labels_of(table))
    for name, theirs in (("icc_1", 0), ("icc_2_1", 1), ("icc_2_k", 4)):
        row = expected.iloc[theirs]
        assert found[name].value == pytest.approx(row["ICC"], abs=1e-9)
        # pingouin rounds its ends to two digits
        assert [found[name].low, found[name].high] == pytest.approx(list(row[column]), abs=0.00501)


def test_gaps_leave_only_the_one_way_correlation() -> None:
    table = np.array(TABLE_2, dtype=float)
    table[0, 0] = np.nan
    found = intraclass(labels_of(table))
    assert np.isfinite([found["icc_1"].value, found["icc_1"].low]).all()
    for name in ("icc_2_1", "icc_2_k"):
        assert np.isnan(found[name].value)
        assert "1 of these labels are missing" in found[name].reason


def test_the_one_way_interval_of_unequal_numbers_of_labels_covers_the_truth() -> None:
    """Variances 1 of items and 1 of labels: the correlation is one half, in 93 to 97% of samples."""
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(400):
        table = rng.normal(size=(60, 1)) + rng.normal(size=(60, 5))
        table[np.arange(5) >= rng.integers(1, 6, 60)[:, None]] = np.nan
        one = intraclass(labels_of(table))["icc_1"]
        hits += one.low <= 0.5 <= one.high
    assert 0.92 <= hits / 400 <= 0.98


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[1.0, 2.0]], "two items or more"),
        ([[1.0], [2.0]], "No item has labels of two"),
        ([[3.0, 3.0], [3.0, 3.0]], "same number"),
        (np.full((2, 2), np.nan), "Nobody"),
    ],
)
def test_what_is_undefined_says_why(table: list, words: str) -> None:
    for one in intraclass(labels_of(np.array(table, dtype=float))).values():
        assert np.isnan(one.value)
        assert words in one.reason


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_the_unit_changes_nothing(scale: float) -> None:
    table = np.array(TABLE_2, dtype=float)
    plain, scaled = intraclass(labels_of(table)), intraclass(labels_of(table * scale))
    for name in ICC:
        assert scaled[name].value == pytest.approx(plain[name].value, rel=1e-9)


def test_coefficients_of_a_numeric_question_have_them(labels_in: Callable) -> None:
    from annotate.agreement.measure import of_labels
    from annotate.agreement.options import Options

    matrix = np.array([[0, 1, 2], [0, 2, 2]])
    numeric = of_labels(
        labels_in(matrix, "interval", tuple("123")), ("a", "b"), Options(replicates=0)
    )
    assert set(ICC) <= set(numeric.coefficients)
    named = Options(coefficients=("icc_1",), replicates=0)
    nominal = of_labels(labels_in(matrix), ("a", "b"), named).coefficients["icc_1"]
    assert np.isnan(nominal.value)
    assert "numeric" in nominal.reason
