"""Who says A where the others say B."""

from __future__ import annotations

import numpy as np
import pytest

from annotate.annotations import Level
from annotate.comparison import compare
from annotate.habits import Habit, Kind, habits


def found(data) -> list[tuple[Habit, ...]]:
    return habits(data, {"tone": compare(data, "tone")})


def test_a_planted_confusion_is_found_with_its_count_and_its_items(make, make_crowd) -> None:
    """Annotator 3 says 2 for two thirds of what is 1; nobody else has a habit."""
    item, annotator, label, truth = make_crowd(600, [0.95] * 8)
    rng = np.random.default_rng(1)
    planted = (annotator == 3) & (truth[item] == 1) & (rng.random(item.size) < 0.67)
    data = make(item, annotator, np.where(planted, 2, label))
    named = found(data)
    assert [a for a, own in enumerate(named) if own] == [3]
    (habit,) = named[3]
    assert (habit.kind, habit.answer, habit.expected) == (Kind.CONFUSES, "2", "1")
    comparison = compare(data, "tone")
    own = comparison.of(3)
    there = comparison.others[own] == 1
    assert habit.of == there.sum()
    assert habit.n == len(habit.item_ids) == (there & (comparison.labels.label[own] == 2)).sum()
    assert habit.low < habit.n / habit.of < habit.high
    assert habit.peers < 0.05
    assert habit.detail == (
        f"says “2” where the others say “1”: {habit.n} of {habit.of};"
        f" other annotators {habit.peers:.0%}"
    )
    right = {f"i{i}" for i in item[planted]}
    assert len(set(habit.item_ids) & right) > 0.9 * habit.n


def test_who_errs_more_than_others_everywhere_confuses_nothing_in_particular(
    make, make_crowd
) -> None:
    named = found(make(*make_crowd(1_500, [0.95] * 7 + [0.6])[:3]))
    assert not any(named)


def test_numbers_are_not_confused_with_each_other(make, make_crowd) -> None:
    item, annotator, label, truth = make_crowd(300, [0.95] * 6)
    label = np.where((annotator == 0) & (truth[item] == 1), 2, label)
    assert {h.kind for h in found(make(item, annotator, label))[0]} == {Kind.CONFUSES}
    numbers = found(make(item, annotator, label, level=Level.INTERVAL))[0]
    assert Kind.CONFUSES not in {h.kind for h in numbers}


def test_fewer_than_three_labels_are_never_a_habit(make) -> None:
    rows = [(i, a, 0) for i in range(500) for a in (0, 1, 2)]
    rows += [(i, 3, 1 if i < 2 else 0) for i in range(500)]
    assert not found(make(*zip(*rows, strict=True)))[3]


def test_a_difference_too_small_to_matter_is_not_named_however_sure_it_is(make) -> None:
    """12% against 10% of 50,000 labels each is certain, and no reason to write to anyone."""
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(50_000), 4)
    annotator = np.tile(np.arange(4), 50_000)
    rate = np.where(annotator == 0, 0.12, 0.10)
    label = (rng.random(item.size) < rate).astype(int)
    assert not found(make(item, annotator, label, n_answers=2))[0]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_and_the_codes_of_people_change_nothing(
    make, make_crowd, seed: int
) -> None:
    item, annotator, label, truth = make_crowd(400, [0.9] * 8, seed=seed)
    label = np.where((annotator == 3) & (truth[item] == 1), 2, label)
    rng = np.random.default_rng(seed)
    shuffled, renamed = rng.permutation(item.size), rng.permutation(8)
    before = found(make(item, annotator, label))
    after = found(make(item[shuffled], renamed[annotator[shuffled]], label[shuffled]))
    for a, own in enumerate(before):
        other = after[renamed[a]]
        assert [(h.kind, h.n, h.of, h.answer) for h in own] == [
            (h.kind, h.n, h.of, h.answer) for h in other
        ]
        assert [h.p for h in own] == pytest.approx([h.p for h in other])
