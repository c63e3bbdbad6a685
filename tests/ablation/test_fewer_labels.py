"""The curve of labels an item is what taking labels at random would give, on average."""

from __future__ import annotations

from itertools import combinations
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.ablation import Base, View, ablations
from annotate.ablation.compared import ALPHA
from annotate.ablation.fewer_labels import label_curve
from annotate.ablation.rows import fewer
from annotate.agreement.options import Options
from annotate.annotations import Annotations, Level
from tests.ablation import brute
from tests.ablation.small_data import small_data
from tests.conftest import crowd, make_data

OPTIONS = Options(replicates=0, coefficients=(ALPHA,))


def every_choice(given_: list[int], answer: int, r: int) -> float:
    """How likely the answer wins, by writing down all choices of r of the labels."""
    wins = []
    for chosen in combinations(range(len(given_)), min(r, len(given_))):
        top = brute.on_top([given_[at] for at in chosen])
        wins.append((answer in top) / len(top))
    return mean(wins)


@settings(max_examples=60)
@given(small_data(), st.integers(1, 4))
def test_it_is_the_mean_over_all_choices_of_labels(data: Annotations, r: int) -> None:
    base = Base.of(View.of(data, "tone"), OPTIONS)
    points = {point.r: point for point in label_curve(base, 0.5, range(1, 6))}
    if r not in points:
        return
    given_, whole, gold = brute.answers(data), brute.consensus(data), data.gold["tone"]
    same = [every_choice(given_[item], answer, r) for item, answer in whole.items()]
    assert points[r].same == pytest.approx(mean(same) if same else np.nan, abs=1e-9, nan_ok=True)
    hits = [every_choice(said, gold[item], r) for item, said in given_.items() if gold[item] >= 0]
    if hits:
        assert points[r].reference.first == pytest.approx(mean(hits), abs=1e-9)
    assert points[r].n_labels == sum(min(r, len(said)) for said in given_.values())


def test_drawing_by_hand_comes_near_it() -> None:
    item, annotator, label, truth = crowd(300, [0.6] * 9, n_answers=3, seed=1, per_item=9)
    data = make_data(item, annotator, label, gold=truth)
    base = Base.of(View.of(data, "tone"), OPTIONS)
    for point in label_curve(base, 0.3, (1, 3, 5)):
        rng = np.random.default_rng(point.r)
        drawn = []
        for _ in range(100):
            hits = 0.0
            for code in range(300):
                own = rng.permutation(label[item == code])[: point.r].tolist()
                top = brute.on_top(own)
                hits += rng.choice(top) == truth[code]
            drawn.append(hits / 300)
        error = float(np.std(drawn)) / 10
        assert point.reference.first == pytest.approx(np.mean(drawn), abs=4 * error + 1e-12)


def test_all_labels_change_nothing_and_more_labels_are_right_more_often() -> None:
    item, annotator, label, truth = crowd(200, [0.7] * 7, n_answers=2, seed=2, per_item=7)
    found = ablations(make_data(item, annotator, label, n_answers=2, gold=truth), "tone")
    right = [point.reference.first for point in found.curve if point.r % 2]
    assert right == sorted(right)
    assert found.curve[-1].same == 1.0
    assert found.curve[-1].reference.value == 0.0
    alpha = found.whole.agreement.first
    assert found.curve[2].reliability == pytest.approx(3 * alpha / (1 + 2 * alpha))


def test_numbers_are_drawn_and_come_nearer_with_more_labels() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(2, 8, 150)
    item, annotator = np.repeat(np.arange(150), 7), np.tile(np.arange(7), 150)
    label = np.clip(truth[item] + rng.integers(-2, 3, item.size), 0, 9)
    data = make_data(item, annotator, label, n_answers=10, level=Level.INTERVAL, gold=truth)
    found = ablations(data, "tone")
    assert found.measure == "distance"
    near = [point.reference.first for point in found.curve]
    assert near[0] < near[2] < near[-1] < 0


def test_at_most_so_many_labels_of_each_item_are_drawn(make) -> None:
    data = make([0, 0, 0, 1], [0, 1, 2, 0], [0, 1, 2, 0])
    drawn = fewer(data.coded("tone"), 2)
    assert np.bincount(drawn.item).tolist() == [2, 1]
    assert fewer(data.coded("tone"), 9).item.tolist() == [0, 0, 0, 1]
