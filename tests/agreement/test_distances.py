"""A distance's short cuts give what its pairs give, however many answers there are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import distances
from annotate.agreement.distances import (
    Absolute,
    Distance,
    Nominal,
    Ratio,
    SetDistance,
    Squared,
)

rng = np.random.default_rng(0)
VALUES = np.append(np.round(rng.lognormal(0, 2, 29), 3), 0.0)
MEMBERS = [f"m{number}" for number in range(70)]
SETS = tuple(frozenset(rng.choice(MEMBERS[:4] if n % 2 else MEMBERS, n % 5)) for n in range(30))
KINDS: list[Distance] = [
    Nominal(30),
    Squared(30, VALUES),
    Absolute(30, VALUES),
    Ratio(30, VALUES),
    SetDistance.of(SETS, "jaccard"),
    SetDistance.of(SETS, "masi"),
]
kinds = pytest.mark.parametrize("distance", KINDS, ids=lambda one: type(one).__name__)


@kinds
def test_distances_are_symmetric_and_zero_from_oneself(distance: Distance) -> None:
    assert (distance.matrix == distance.matrix.T).all()
    assert (np.diagonal(distance.matrix) == 0).all()
    assert (distance.matrix >= 0).all()


@kinds
@pytest.mark.parametrize("table", [2_048, 10], ids=["with a table", "without one"])
def test_times_is_the_product_with_all_distances(
    distance: Distance, table: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distances, "_TABLE", table)
    monkeypatch.setattr(distances, "_BLOCK", 100)
    counts = rng.integers(0, 5, 30).astype(float)
    expected = counts @ distance.matrix
    scale = max(1.0, expected.max())
    np.testing.assert_allclose(distance.times(counts), expected, atol=1e-12 * scale)


@kinds
def test_times_takes_many_counts_at_once(distance: Distance) -> None:
    counts = rng.integers(0, 5, (4, 30)).astype(float)
    expected = counts @ distance.matrix
    np.testing.assert_allclose(distance.times(counts), expected, atol=1e-12 * expected.max())


@kinds
@given(data=st.data())
def test_within_sums_the_distances_to_the_others_of_the_group(
    distance: Distance, data: st.DataObject
) -> None:
    cells = data.draw(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 29)), max_size=20))
    group, label = np.array(sorted(cells), dtype=np.int64).reshape(-1, 2).T
    drawn = st.lists(st.integers(1, 3), min_size=len(cells), max_size=len(cells))
    count = np.array(data.draw(drawn), dtype=float)
    found = distance.within(group, label, count)
    for cell in range(len(cells)):
        others = group == group[cell]
        expected = distance.between(label[others], label[cell]) @ count[others]
        assert found[cell] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_ratio_of_many_distinct_numbers_is_exact_across_magnitudes() -> None:
    """3,000 numbers from 1e-9 to 1e9 and zero: the integral is as good as all 9 million pairs."""
    values = np.append(10.0 ** rng.uniform(-9, 9, 2_999), 0)
    counts = rng.integers(0, 4, 3_000).astype(float)
    expected = [
        counts @ (np.divide(x - values, x + values, out=np.zeros(3_000), where=x + values > 0) ** 2)
        for x in values
    ]
    found = Ratio(3_000, values).times(counts)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * counts.sum())


def test_near_values_far_from_zero_keep_their_digits() -> None:
    values = np.array([1e9, 1e9 + 1, 1e9 + 3])
    found = Squared(3, values).within(np.zeros(3, dtype=int), np.arange(3), np.ones(3))
    np.testing.assert_allclose(found, [1 + 9, 1 + 4, 9 + 4])


def test_a_set_of_many_possible_members_is_counted_in_full() -> None:
    """More members than fit one machine word: 100 shared of 130, and nearest of neighbours."""
    names = [f"m{number}" for number in range(130)]
    sets = (frozenset(names[:100]), frozenset(names))
    found = SetDistance.of(sets, "jaccard").between(np.array([0]), np.array([1]))
    assert found[0] == pytest.approx(30 / 130)


def test_empty_sets_are_at_no_distance_from_each_other_and_1_from_others() -> None:
    for measure in ("jaccard", "masi"):
        sets = SetDistance.of((frozenset(), frozenset("a")), measure)
        np.testing.assert_array_equal(sets.matrix, [[0, 1], [1, 0]])


def test_masi_is_never_less_than_jaccard() -> None:
    """It only ever takes credit away (Passonneau, 2006)."""
    jaccard, masi = (SetDistance.of(SETS, measure).matrix for measure in ("jaccard", "masi"))
    for a, b in combinations(range(30), 2):
        assert masi[a, b] >= jaccard[a, b] - 1e-15
