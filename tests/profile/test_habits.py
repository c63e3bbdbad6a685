from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from annotate.annotations import Level
from annotate.profile import profiles


def test_a_planted_confusion_is_found_with_its_count_and_its_items(make, make_crowd) -> None:
    """Annotator 3 says 2 for two thirds of what is 1; nobody else has a habit."""
    item, annotator, label, truth = make_crowd(600, [0.95] * 8)
    rng = np.random.default_rng(1)
    planted = (annotator == 3) & (truth[item] == 1) & (rng.random(item.size) < 0.67)
    label = np.where(planted, 2, label)
    found = profiles(make(item, annotator, label))
    assert [p.annotator_id for p in found if p.habits] == ["a3"]
    (habit,) = found[3].habits
    assert (habit.kind, habit.answer, habit.expected) == ("confuses", "2", "1")
    assert habit.n == len(habit.item_ids) == found[3].questions["tone"].confusion[2, 1]
    assert habit.of == found[3].questions["tone"].confusion[:, 1].sum()
    assert habit.low < habit.n / habit.of < habit.high
    assert habit.peers < 0.05
    assert habit.detail == (
        f"says “2” where the others say “1”: {habit.n} of {habit.of};"
        f" other annotators {habit.peers:.0%}"
    )
    right = {f"i{i}" for i in item[planted]}
    assert len(set(habit.item_ids) & right) > 0.9 * habit.n


def test_the_p_value_is_fishers_exact_times_what_was_looked_at(make) -> None:
    """Two annotators on 20 items each of truth 0 with two steady peers; a0 says 1 on six."""
    rows = []
    for i in range(40):
        rows += [(i, 2, 0), (i, 3, 0), (i, 4, 0)]
        who = 0 if i < 20 else 1
        rows.append((i, who, 1 if i < 6 else 0))
    found = profiles(make(*zip(*rows, strict=True), n_answers=2))
    (habit,) = found[0].habits
    # Everyone else: 140 labels where the others say 0, none of them 1.
    p = fisher_exact([[6, 14], [0, 140]], alternative="greater").pvalue
    # Five annotators could each have been named for “1 where the others say 0”.
    assert habit.p == pytest.approx(p * 5)


def test_honest_annotators_are_hardly_ever_given_a_habit(make, make_crowd) -> None:
    """1,000 annotators who err alike at random: fewer than 5% may be given any habit."""
    data = make(*make_crowd(20_000, [0.85] * 1_000, seed=3)[:3])
    assert sum(bool(p.habits) for p in profiles(data)) < 10


def test_numbers_are_not_confused_with_each_other(make, make_crowd) -> None:
    item, annotator, label, truth = make_crowd(300, [0.95] * 6)
    label = np.where((annotator == 0) & (truth[item] == 1), 2, label)
    assert profiles(make(item, annotator, label))[0].habits
    assert not profiles(make(item, annotator, label, level=Level.INTERVAL))[0].habits


def test_fewer_than_three_labels_are_never_a_habit(make) -> None:
    rows = [(i, a, 0) for i in range(500) for a in (0, 1, 2)]
    rows += [(i, 3, 1 if i < 2 else 0) for i in range(500)]
    assert not profiles(make(*zip(*rows, strict=True)))[3].habits


def test_a_difference_too_small_to_matter_is_not_named_however_sure_it_is(make) -> None:
    """12% against 10% of 50,000 labels each is certain, and no reason to write to anyone."""
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(50_000), 4)
    annotator = np.tile(np.arange(4), 50_000)
    rate = np.where(annotator == 0, 0.12, 0.10)
    label = (rng.random(item.size) < rate).astype(int)
    assert not profiles(make(item, annotator, label, n_answers=2))[0].habits
