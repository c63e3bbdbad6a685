"""A multinomial draw over patterns is a draw of the items, and no slower than it must be."""

from collections.abc import Callable

import numpy as np
import pytest

from annotate.agreement import bootstrap
from annotate.agreement.bootstrap import affordable, replicated
from annotate.agreement.coefficients import FORMULAS, Scale
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.sums import item_terms
from annotate.agreement.weights import level_distance, weight_distance
from annotate.annotations import Labels
from annotate.counts import patterns

NAMES = tuple("abcde")


def noisy(items: int, annotators: int = 4, answers: int = 4, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, answers, items)
    wrong = rng.integers(0, answers, (annotators, items))
    matrix = np.where(rng.random(wrong.shape) < 0.6, truth, wrong)
    matrix[rng.random(matrix.shape) < 0.25] = -1
    return matrix


def drawn(labels: Labels, replicates: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Every coefficient of every replicate."""
    table = patterns(labels)
    level = level_distance(labels.question, table, "jaccard")
    used = np.arange(len(labels.question.answers))
    near, reach = weight_distance(labels.question, used, "linear")
    ranks = labels.question.level == "ordinal"
    sums = replicated(
        table, item_terms(table, level, near), (level, near), replicates, seed, ranks=ranks
    )
    scale = Scale(len(used), reach)
    return {name: formula(sums, scale) for name, formula in FORMULAS.items()}


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_replicates_are_distributed_as_if_items_were_drawn(level: str, labels_in: Callable) -> None:
    """Against drawing the items of 40 one by one and computing everything anew, 1,500 times."""
    matrix, answers = noisy(40), ("1", "2", "4", "9")
    found = drawn(labels_in(matrix, level, answers), 6_000)
    rng, options = (
        np.random.default_rng(1),
        Options(
            weights="linear",
            replicates=0,
            annotators=False,
            categories=False,
            pairs=False,
            coefficients=tuple(FORMULAS),
        ),
    )
    naive: dict[str, list[float]] = {name: [] for name in FORMULAS}
    for _ in range(1_500):
        again = matrix[:, rng.integers(0, 40, 40)]
        result = of_labels(labels_in(again, level, answers), NAMES, options).coefficients
        for name, values in naive.items():
            values.append(result[name].value)
    for name, values in naive.items():
        spread = np.nanstd(values)
        assert np.nanmean(found[name]) == pytest.approx(np.nanmean(values), abs=0.15 * spread)
        assert np.nanstd(found[name]) == pytest.approx(spread, rel=0.08)
        expected = np.nanquantile(values, [0.025, 0.975])
        np.testing.assert_allclose(
            np.nanquantile(found[name], [0.025, 0.975]), expected, atol=0.35 * spread
        )


def test_both_ways_of_drawing_are_the_same_distribution(
    labels_in: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = labels_in(noisy(60))
    by_item = drawn(labels, 8_000)["krippendorff_alpha"]
    monkeypatch.setattr(bootstrap, "_DRAW_COST", 0)
    by_pattern = drawn(labels, 8_000)["krippendorff_alpha"]
    assert by_pattern.mean() == pytest.approx(by_item.mean(), abs=0.05 * by_item.std())
    assert by_pattern.std() == pytest.approx(by_item.std(), rel=0.04)


def test_portions_do_not_change_the_formulas(
    labels_in: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded by drawing in portions; the replicates of a multinomial stay the same."""
    monkeypatch.setattr(bootstrap, "_DRAW_COST", 0)
    labels = labels_in(noisy(60), "ordinal")
    whole = drawn(labels, 50)
    monkeypatch.setattr(bootstrap, "_BLOCK", 1)
    parts = drawn(labels, 50)
    for name, values in whole.items():
        np.testing.assert_allclose(parts[name], values, atol=1e-12)


def test_the_same_seed_gives_the_same_interval_and_another_a_near_one(
    labels_in: Callable,
) -> None:
    labels = labels_in(noisy(300))
    first, again, other = (
        of_labels(
            labels, NAMES, Options(seed=seed, annotators=False, categories=False)
        ).coefficients["krippendorff_alpha"]
        for seed in (7, 7, 8)
    )
    assert first == again
    assert other.low != first.low
    assert other.low == pytest.approx(first.low, abs=0.02)


def test_draws_are_affordable_where_patterns_repeat_or_items_are_few(
    labels_in: Callable,
) -> None:
    few = patterns(labels_in(noisy(300)))
    assert affordable(few, 10_000, ranks=False)
    many = patterns(labels_in(noisy(30_000, annotators=12, answers=12)))
    assert not affordable(many, 10_000, ranks=False)
