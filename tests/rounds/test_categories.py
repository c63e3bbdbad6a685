"""Each category before and after: counted as one would by hand, whatever the order."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations import Annotations
from annotate.loading import from_frame
from annotate.rounds import split_rounds
from annotate.rounds.categories import categories

Label = tuple[int, int, int, str]  # item, annotator, round, answer
LABELS = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 3), st.integers(0, 1), st.sampled_from(["a", "b", "c"])
    ),
    min_size=2,
    max_size=40,
    unique_by=lambda one: one[:3],
)


def made(labels: list[Label], level: str = "nominal", gold: dict[int, str] | None = None):
    frame = pd.DataFrame(labels, columns=["item", "who", "round", "label"]).astype(str)
    given = {"gold": "gold"} if gold else {}
    if gold:
        frame["gold"] = [gold.get(int(item), "") for item in frame["item"]]
    return from_frame(
        frame,
        "item",
        "who",
        "label",
        round="round",
        duplicates="all",
        levels={"label": level},
        **given,
    )


def by_hand(labels: list[Label], at_round: int) -> tuple[Counter[str], Counter[str]]:
    """Labels that say a category, of those on which the others mostly say it."""
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    there = [one for one in labels if one[2] == at_round]
    for item, who, _, answer in there:
        others = Counter(one[3] for one in there if one[0] == item and one[1] != who)
        top = [name for name, n in others.items() if n == max(others.values())]
        if len(top) == 1:
            asked[top[0]] += 1
            said[top[0]] += answer == top[0]
    return said, asked


@given(LABELS, st.randoms())
def test_counts_are_those_by_hand_whatever_the_order(labels: list[Label], random) -> None:
    if len({one[2] for one in labels}) < 2:
        return
    shuffled = labels[:]
    random.shuffle(shuffled)
    data = made(shuffled)
    split = split_rounds(data, "0", "1")
    for one in categories(data, "label", split):
        for at_round, counted in (
            (0, (one.n_before, one.of_before)),
            (1, (one.n_after, one.of_after)),
        ):
            said, asked = by_hand(labels, at_round)
            assert counted == (said[one.category], asked[one.category])


def test_gold_says_what_a_label_should_be() -> None:
    labels = [(0, 0, 0, "a"), (0, 1, 0, "b"), (1, 0, 1, "a"), (1, 1, 1, "a")]
    data = made(labels, gold={0: "a", 1: "b"})
    found = {one.category: one for one in categories(data, "label", split_rounds(data))}
    assert (found["a"].n_before, found["a"].of_before) == (1, 2)
    assert (found["b"].n_after, found["b"].of_after) == (0, 2)
    assert np.isnan(found["a"].change.value)  # nothing should be “a” in the second round


def test_a_set_counts_for_each_of_its_members() -> None:
    sets = [["a", "b"], ["a", "b"], ["a"], ["b", "c"], ["b", "c"], ["b"]]
    labels = [(n // 3, n % 3, n // 3, json.dumps(each)) for n, each in enumerate(sets)]
    data = made(labels, level="set")
    found = {one.category: one for one in categories(data, "label", split_rounds(data))}
    # The third label of the first item should be {a, b}; the two others meet a tie.
    assert (found["a"].n_before, found["a"].of_before) == (1, 1)
    assert (found["b"].n_before, found["b"].of_before) == (0, 1)
    assert (found["c"].n_after, found["c"].of_after) == (0, 1)


@pytest.mark.parametrize("copies", [1, 5])
def test_labels_on_one_item_that_are_all_alike_count_about_once(copies: int) -> None:
    """Five copies of each label add nothing: the interval does not shrink by the root of five."""
    rng = np.random.default_rng(1)
    says = rng.random(400) < 0.7

    def widths(copies: int) -> float:
        labels = [
            (item, who, int(item >= 200), "a" if ok else "b")
            for item, ok in enumerate(says)
            for who in range(copies)
        ]
        data: Annotations = made(labels, gold=dict.fromkeys(range(400), "a"))
        [one] = [
            each for each in categories(data, "label", split_rounds(data)) if each.category == "a"
        ]
        return one.change.high - one.change.low

    assert widths(copies) == pytest.approx(widths(1), rel=0.02)


def test_numbers_have_no_categories() -> None:
    data = made([(0, 0, 0, "1"), (0, 1, 0, "2"), (1, 0, 1, "1"), (1, 1, 1, "2")], level="interval")
    assert categories(data, "label", split_rounds(data)) == ()
