"""Planted habits are found and honest annotators are left alone."""

from __future__ import annotations

import numpy as np
import pytest
from crowds import honest
from plants import PLANTS

from annotate.annotations import Level
from annotate.comparison import compare
from annotate.habits import LEAST, Kind, cases_of
from annotate.habits.find import candidates


@pytest.mark.parametrize(
    ("answers", "each", "level"),
    [(4, 60, Level.NOMINAL), (2, 150, Level.NOMINAL), (5, 60, Level.ORDINAL), (9, 60, Level.RATIO)],
)
def test_a_thousand_honest_annotators_are_hardly_ever_given_a_habit(
    found, answers: int, each: int, level: Level
) -> None:
    """They differ in skill, taste, pace and what they choose, on hard items that come by topic."""
    ordinal = level is not Level.NOMINAL
    crowd = honest(1_000, 1_000 * each // 5, 5, answers, seed=7, ordinal=ordinal)
    assert sum(bool(own) for own in found(crowd.data(level))) < 50


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_habit_is_found_and_hardly_anyone_else_has_one(found, name: str) -> None:
    plant = PLANTS[name]
    crowd = honest(40, 1_200, 5, 5, seed=11, ordinal=plant.level is not Level.NOMINAL)
    crowd, who = plant.put(crowd)
    named = found(crowd.data(plant.level))
    assert {habit.kind for habit in named[who]} & plant.kinds
    assert sum(bool(own) for a, own in enumerate(named) if a != who) <= 2


@pytest.mark.parametrize("name", ["confuses", "lenient", "rushes", "copies", "tires"])
def test_every_habit_has_its_cases_count_and_interval(found, name: str) -> None:
    plant = PLANTS[name]
    crowd = honest(40, 1_200, 5, 5, seed=11, ordinal=plant.level is not Level.NOMINAL)
    crowd, who = plant.put(crowd)
    data = crowd.data(plant.level)
    for habit in found(data)[who]:
        assert LEAST <= habit.n <= habit.of
        assert len(habit.item_ids) == habit.n
        assert habit.low <= habit.n / habit.of <= habit.high
        assert habit.p <= 0.05
        assert f"{habit.n:,} of {habit.of:,}" in habit.detail
        about = (habit.answer, habit.expected, habit.other, habit.round)
        codes = cases_of(data, habit.kind, who, habit.question, about)
        assert [data.item_ids[code] for code in codes] == list(habit.item_ids)


def test_the_p_of_honest_annotators_are_no_smaller_than_chance_makes_them() -> None:
    """Of all that was tried of a kind, hardly more than 1% is under 1%."""
    data = honest(400, 8_000, 5, 4, seed=3).data()
    for one in candidates(data, {"q": compare(data, "q")}):
        _, first = np.unique(one.annotator, return_index=True)
        tried = one.tried[first].sum()
        assert (one.p < 0.01).sum() < 0.02 * tried + 3, one.kind


def test_one_or_two_annotators_and_no_labels_have_no_habits(found, make) -> None:
    assert found(make([0], [0], [0])) == [()]
    rows = [(i, a, (i + a) % 2) for i in range(30) for a in (0, 1)]
    assert found(make(*zip(*rows, strict=True))) == [(), ()]


def test_who_repeats_answers_to_the_same_items_at_random_is_inconsistent(found, make) -> None:
    from annotate.annotations import Duplicates

    rng = np.random.default_rng(0)
    item, annotator, label = [], [], []
    for a in range(8):
        for i in range(60):
            for _ in range(2):
                wrong = rng.random() < (0.45 if a == 2 else 0.04)
                item.append(i)
                annotator.append(a)
                label.append((i + int(wrong)) % 2)
    data = make(item, annotator, label, n_answers=2, duplicates=Duplicates.LATEST)
    named = found(data)
    (habit,) = [h for h in named[2] if h.kind is Kind.INCONSISTENT]
    assert habit.of == 60
    assert not any(h.kind is Kind.INCONSISTENT for a in (0, 1, 3, 4, 5, 6, 7) for h in named[a])
