"""What letters did is told apart from luck, from a better round for all, and from nothing."""

from __future__ import annotations

import numpy as np
import pytest

from annotate.errors import DataError
from annotate.rounds.effect import effect
from annotate.rounds.switch_on import Plan, draw, evaluate


def crowd(rng: np.random.Generator, n: int = 24) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How right annotators seem before and after, with luck in both; the worst third got a letter."""
    true = rng.normal(0.8, 0.06, n)
    before, after = (true + rng.normal(0, 0.05, n) for _ in range(2))
    letter = np.zeros(n, dtype=bool)
    letter[np.argsort(before)[: n // 3]] = True
    return before, after, letter


def shares(worlds: int, gain: float, common: float) -> dict[str, tuple[float, float]]:
    """Of each estimate how often its interval holds the truth, and how often it leaves 0 out."""
    rng, seen = np.random.default_rng(1), {}
    for _ in range(worlds):
        before, after, letter = crowd(rng)
        found = effect(before, after + common + gain * letter, letter)
        for name in ("naive", "difference", "corrected"):
            one = getattr(found, name)
            seen.setdefault(name, []).append(
                (one.low <= gain <= one.high, one.low > 0 or one.high < 0)
            )
    return {name: tuple(np.mean(values, axis=0)) for name, values in seen.items()}


@pytest.mark.parametrize(("gain", "common"), [(0.0, 0.0), (0.1, 0.0), (0.0, 0.08)])
def test_the_corrected_interval_holds_the_truth_as_often_as_it_says(gain, common) -> None:
    found = shares(1_500, gain, common)
    assert 0.93 <= found["corrected"][0] <= 0.97
    if not gain:
        assert 0.03 <= found["corrected"][1] <= 0.07


def test_the_naive_before_and_after_takes_luck_for_an_effect() -> None:
    found = shares(400, 0.0, 0.0)
    assert found["naive"][1] > 0.2
    assert found["difference"][1] > 0.3
    assert shares(200, 0.0, 0.08)["naive"][1] > 0.9


def test_too_few_annotators_say_so_and_get_no_number() -> None:
    found = effect(
        np.array([0.5, 0.6, 0.7]), np.array([0.6, 0.7, 0.7]), np.array([True, True, False])
    )
    assert np.isnan(found.corrected.value)
    assert "six in all" in found.corrected.reason


def test_annotators_without_both_rounds_do_not_count() -> None:
    rng = np.random.default_rng(0)
    before, after, letter = crowd(rng)
    padded = [np.append(side, [np.nan, 0.9]) for side in (before, after)]
    again = effect(*padded[:1], np.append(after, [0.1, np.nan]), np.append(letter, [True, False]))
    assert again.corrected == effect(before, after, letter).corrected


def test_a_plan_is_the_same_for_the_same_seed_and_halves_the_annotators() -> None:
    names = [f"a{one}" for one in range(9)]
    plan = draw(names, 7)
    assert plan == draw(list(reversed(names)), 7)
    assert plan != draw(names, 8)
    assert (len(plan.first), len(plan.later)) == (5, 4)
    assert sorted(plan.first + plan.later) == names
    assert Plan.from_json(plan.to_json()) == plan


def test_too_few_for_a_plan_are_refused() -> None:
    with pytest.raises(DataError, match="four"):
        draw(["a", "b", "c"], 0)


def test_the_randomisation_test_is_right_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    covered = alarms = 0
    for seed in range(400):
        before, after, letter = crowd(rng)
        given = rng.permutation(letter)
        found = evaluate(before, after + 0.06 + 0.1 * given, given, draws=400, seed=seed)
        covered += found.effect.low <= 0.1 <= found.effect.high
        alarms += evaluate(before, after + 0.06, given, draws=400, seed=seed).p <= 0.05
    assert 0.925 <= covered / 400 <= 0.98
    assert 0.025 <= alarms / 400 <= 0.075


def test_a_plan_without_labels_enough_is_not_evaluated() -> None:
    found = evaluate(np.array([0.5, np.nan]), np.array([0.5, 0.5]), np.array([True, False]))
    assert np.isnan(found.p)
    assert found.effect.reason
