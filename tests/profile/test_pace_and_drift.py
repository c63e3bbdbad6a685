from __future__ import annotations

from math import isnan

import pytest

from annotate.profile import profiles
from annotate.profile.intervals import difference, share


def test_pace_is_the_median_time_and_fast_is_under_a_third_of_the_items(make) -> None:
    """Three items; a0 takes 2 s where the medians are 10, 10 and 5 (2 s is not under 5/3)."""
    times = {0: [2, 2, 2], 1: [10, 12, 5], 2: [12, 10, 8], 3: [10, 9, 5]}
    rows = [(i, a, 0, times[a][i]) for a in times for i in range(3)]
    item, annotator, label, seconds = zip(*rows, strict=True)
    found = profiles(make(item, annotator, label, seconds=seconds))
    assert found[0].pace.median_seconds.value == 2
    # medians: item 0 of 2 10 10 12 = 10; item 1 of 2 9 10 12 = 9.5; item 2 of 2 5 5 8 = 5
    assert found[0].pace.fast.value == pytest.approx(2 / 3)
    assert found[0].pace.peers == 0
    assert found[1].pace.median_seconds.value == 10
    assert found[1].pace.peers == pytest.approx(2 / 9)


def test_a_models_time_is_no_reading_time(make) -> None:
    rows = [(i, a, 0, 0.1 if a == 3 else 10.0) for i in range(4) for a in range(4)]
    item, annotator, label, seconds = zip(*rows, strict=True)
    found = profiles(make(item, annotator, label, seconds=seconds, models=[3]))
    assert isnan(found[3].pace.fast.value)
    assert found[3].pace.median_seconds.value == pytest.approx(0.1)
    assert found[0].pace.fast.value == 0


def test_without_times_the_pace_has_a_reason(make) -> None:
    pace = profiles(make([0, 0], [0, 1], [0, 0]))[0].pace
    assert isnan(pace.median_seconds.value)
    assert pace.median_seconds.reason == "No times."
    assert isnan(pace.peers)


def test_drift_compares_labels_of_the_same_round_alone(make) -> None:
    """Every item comes back in round 2, where a0 has begun to agree."""
    rows = [(i, a, 1 if a == 0 else 0, 0) for i in range(20) for a in range(4)]
    rows += [(i, a, 0, 1) for i in range(20) for a in range(4)]
    item, annotator, label, rounds = zip(*rows, strict=True)
    own = profiles(make(item, annotator, label, rounds=rounds))[0].questions["tone"]
    assert [each.round for each in own.rounds] == ["round 1", "round 2"]
    assert [each.agreement.value for each in own.rounds] == [0, 1]
    assert [each.others.value for each in own.rounds] == [1, 1]
    assert own.change.value == 1
    assert own.change.low > 0.5


def test_one_round_is_no_drift(make) -> None:
    own = profiles(make([0, 0], [0, 1], [0, 0], rounds=[0, 0]))[0].questions["tone"]
    assert own.rounds == ()
    assert own.change.reason == "There is one round only."


def test_the_interval_of_a_change_is_newcombes() -> None:
    """Newcombe 1998, table II, method 10: 56/70 - 48/80 = .2 (.0524, .3339), 9/10 - 3/10 = .6
    (.1705, .8090)."""
    first = difference(share(56, 70, ""), share(48, 80, ""))
    assert (first.value, first.low, first.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    second = difference(share(9, 10, ""), share(3, 10, ""))
    assert (second.low, second.high) == pytest.approx((0.1705, 0.8090), abs=5e-5)
