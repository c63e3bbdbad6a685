"""Differences are paired: what two sides share cancels."""

from collections.abc import Callable

import numpy as np
import pytest

from annotate.agreement import agreement, annotator_difference, difference
from annotate.annotations import Annotations
from annotate.errors import DataError, NotFoundError


def data_of(made_of: Callable, matrix: np.ndarray) -> Annotations:
    said = [(f"i{i}", f"a{a}", str(matrix[a, i])) for a, i in np.argwhere(matrix >= 0)]
    return made_of(said, answers=tuple("0123"))


def noisy(people: int, items: int, seed: int, skill: float = 0.7) -> np.ndarray:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 4, items)
    return np.where(rng.random((people, items)) < skill, truth, rng.integers(0, 4, (people, items)))


def by_people(data: Annotations, codes: list[int]) -> np.ndarray:
    return np.isin(data.table["annotator"], codes)


def test_values_are_those_of_each_side(made_of: Callable) -> None:
    data = data_of(made_of, noisy(6, 60, 0))
    first, second = by_people(data, [0, 1, 2]), by_people(data, [3, 4, 5])
    found = difference(data, first, second, replicates=200)["q"]
    one, other = (
        agreement(data, where=side, replicates=0)["q"].coefficients for side in (first, second)
    )
    for name, each in found.items():
        assert each.first == pytest.approx(one[name].value, abs=1e-12)
        assert each.second == pytest.approx(other[name].value, abs=1e-12)
        assert each.value == pytest.approx(each.first - each.second, abs=1e-12)
        assert each.low < each.value < each.high


def test_a_side_less_itself_is_nothing_surely(made_of: Callable) -> None:
    data = data_of(made_of, noisy(4, 40, 1))
    same = np.ones(len(data.table), dtype=bool)
    for each in difference(data, same, same, replicates=200)["q"].values():
        assert (each.value, each.low, each.high) == pytest.approx((0, 0, 0), abs=1e-12)


def test_shared_items_make_it_surer_than_two_intervals(made_of: Callable) -> None:
    """Hard items lower both sides; paired they cancel."""
    rng = np.random.default_rng(2)
    hard = rng.random(200) < 0.5
    matrix = noisy(6, 200, 3, 0.95)
    matrix[:, hard] = rng.integers(0, 4, (6, hard.sum()))
    data = data_of(made_of, matrix)
    sides = by_people(data, [0, 1, 2]), by_people(data, [3, 4, 5])
    paired = difference(data, *sides, replicates=2_000)["q"]["krippendorff_alpha"]
    alone = [
        agreement(data, where=side, replicates=2_000)["q"].coefficients["krippendorff_alpha"]
        for side in sides
    ]
    unpaired = np.hypot(*(one.high - one.low for one in alone))
    assert paired.high - paired.low < 0.8 * unpaired


@pytest.mark.parametrize("affordable", [True, False], ids=["drawn", "jackknife"])
def test_the_interval_covers_the_truth(
    affordable: bool, made_of: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rounds of other items by the same people, .6 and .8 skilled."""
    name = "annotate.agreement.differences.affordable_draws"
    monkeypatch.setattr(name, lambda *_, **__: affordable)

    def found(items: int, seed: int, replicates: int) -> object:
        matrix = np.hstack([noisy(3, items, seed, 0.6), noisy(3, items, seed + 10_000, 0.8)])
        data = data_of(made_of, matrix)
        late = data.table["item"].to_numpy() >= items
        return difference(
            data, ~late, late, replicates=replicates, coefficients="krippendorff_alpha"
        )["q"]["krippendorff_alpha"]

    truth = found(20_000, 1, 0).value
    samples = [found(60, seed, 300) for seed in range(150)]
    assert 0.9 <= np.mean([one.low <= truth <= one.high for one in samples]) <= 0.985


def test_an_undefined_side_says_which_and_why(made_of: Callable) -> None:
    data = data_of(made_of, noisy(2, 10, 0))
    every = np.ones(len(data.table), dtype=bool)
    one = difference(data, every, by_people(data, [0]))["q"]["krippendorff_alpha"]
    assert np.isnan(one.value)
    assert one.reason.startswith("The second: Only one annotator")


def test_only_coefficients_of_patterns_have_one(made_of: Callable) -> None:
    data = data_of(made_of, noisy(2, 10, 0))
    every = np.ones(len(data.table), dtype=bool)
    with pytest.raises(DataError, match="has no paired difference"):
        difference(data, every, every, coefficients="cohen_kappa_mean")


def test_two_annotators_are_compared_on_what_each_shares(made_of: Callable) -> None:
    matrix = noisy(5, 120, 4, 0.8)
    matrix[0] = np.random.default_rng(0).integers(0, 4, 120)
    data = data_of(made_of, matrix)
    found = annotator_difference(data, "q", "a0", "a1")
    people = agreement(data, replicates=0)["q"].annotators
    assert found["agreement"].value == pytest.approx(people[0].agreement - people[1].agreement)
    assert found["alpha"].first == pytest.approx(people[0].alpha)
    assert found["alpha"].high < 0
    with pytest.raises(NotFoundError, match="no annotator “zed”"):
        annotator_difference(data, "q", "a0", "zed")


def test_equal_annotators_differ_by_chance_only(made_of: Callable) -> None:
    hits = 0
    for seed in range(120):
        data = data_of(made_of, noisy(4, 60, seed))
        one = annotator_difference(data, "q", "a0", "a1")["alpha"]
        hits += one.low <= 0 <= one.high
    assert 0.9 <= hits / 120 <= 0.99
