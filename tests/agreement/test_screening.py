"""Who is flagged differs; who has hard items or bad luck is not."""

from collections.abc import Callable

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.screening import discoveries, shrunken

OPTIONS = Options(replicates=1, coefficients=(), pairs=False, categories=False)


def panel(skill: np.ndarray, items: int, seed: int) -> np.ndarray:
    """(A, items) with every item labelled by five of the annotators, chosen at random."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 4, items)
    hard = rng.random(items) < 0.3
    right = rng.random((skill.size, items)) < np.where(hard, skill[:, None] * 0.5, skill[:, None])
    matrix = np.where(right, truth, rng.integers(0, 4, (skill.size, items)))
    return np.where(rng.random(matrix.shape).argsort(axis=0) < 5, matrix, -1)


def names(n: int) -> tuple[str, ...]:
    return tuple(f"a{i}" for i in range(n))


def test_the_step_up_rule_is_that_of_statsmodels() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        p = rng.random(30) ** rng.uniform(1, 5)
        expected = multipletests(p, alpha=0.05, method="fdr_bh")[0]
        assert (discoveries(p) == expected).all()
    assert discoveries(np.array([np.nan, 0.001])).tolist() == [False, True]
    assert not discoveries(np.full(3, np.nan)).any()


def test_equal_annotators_are_rarely_flagged(labels_in: Callable) -> None:
    """Of 40 sets of 30 alike annotators at most a tenth have anybody flagged."""
    flagged = 0
    for seed in range(40):
        labels = labels_in(panel(np.full(30, 0.75), 150, seed))
        flagged += any(one.flagged for one in of_labels(labels, names(30), OPTIONS).annotators)
    assert flagged <= 4


def test_careless_annotators_are_flagged(labels_in: Callable) -> None:
    skill = np.array([0.8] * 27 + [0.3] * 3)
    found = of_labels(labels_in(panel(skill, 1_500, 1)), names(30), OPTIONS).annotators
    assert {one.annotator_id for one in found if one.flagged} == {"a27", "a28", "a29"}


def test_hard_items_are_not_held_against_those_who_got_them(labels_in: Callable) -> None:
    """Five get only items on which everybody guesses: a low alpha, and no flag."""
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 200)
    easy = np.where(rng.random((10, 200)) < 0.9, truth, rng.integers(0, 3, (10, 200)))
    easy[5:, :100] = -1  # the second five label the second half, which is hard
    easy[:, 100:] = rng.integers(0, 3, (10, 100))
    easy[:5, 150:] = -1
    found = of_labels(labels_in(easy), names(10), OPTIONS).annotators
    assert max(one.alpha for one in found[5:]) < min(one.alpha for one in found[:5])
    assert not any(one.flagged for one in found)


def test_the_gap_is_their_alpha_less_that_of_the_others_on_their_items(labels_in: Callable) -> None:
    """Item by item, written out, for nominal labels."""
    matrix = panel(np.linspace(0.4, 0.9, 8), 60, 2)
    labels = labels_in(matrix)
    found = of_labels(labels, names(8), OPTIONS).annotators[3]
    pairable = matrix[:, (matrix >= 0).sum(axis=0) >= 2]
    totals = np.bincount(pairable[pairable >= 0])
    n = totals.sum()
    chance = (n * n - (totals**2).sum()) / (n * (n - 1))
    gaps = []
    for column in matrix[:, matrix[3] >= 0].T:
        others = np.delete(column, 3)
        others = others[others >= 0]
        own = np.mean(others != column[3])
        pairs = [a != b for i, a in enumerate(others) for j, b in enumerate(others) if i != j]
        gaps.append(np.mean(pairs) - own)
    assert found.gap == pytest.approx(np.mean(gaps) / chance, abs=1e-12)


def test_shrinking_helps_where_annotators_are_alike_and_little_is_known(
    labels_in: Callable,
) -> None:
    """The mean squared error of the shrunken alphas is below that of the alphas."""
    truth_of = of_labels(labels_in(panel(np.linspace(0.5, 0.9, 20), 20_000, 0)), names(20), OPTIONS)
    truth = np.array([one.alpha for one in truth_of.annotators])
    raw, drawn = [], []
    for seed in range(20):
        found = of_labels(labels_in(panel(np.linspace(0.5, 0.9, 20), 60, seed)), names(20), OPTIONS)
        raw.append(np.mean((np.array([one.alpha for one in found.annotators]) - truth) ** 2))
        drawn.append(np.mean((np.array([one.shrunken for one in found.annotators]) - truth) ** 2))
    assert np.mean(drawn) < 0.9 * np.mean(raw)


def test_shrinking_knows_its_limits() -> None:
    same = shrunken(np.array([0.1, 0.9, np.nan]), np.array([5.0, 5.0, 1.0]))
    assert same[:2] == pytest.approx([0.5, 0.5])
    assert np.isnan(same[2])
    apart = shrunken(np.array([0.1, 0.9]), np.array([1e-6, 1e-6]))
    assert apart == pytest.approx([0.1, 0.9], abs=1e-6)
    assert shrunken(np.array([0.3]), np.array([1.0])) == pytest.approx([0.3])
