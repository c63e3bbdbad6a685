"""Rounds that somebody sets: which label belongs to which, and what cannot be."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations import Annotations
from annotate.errors import DataError, NotFoundError
from annotate.loading import from_frame
from annotate.rounds import HandSet, as_set, set_by_hand

DAYS = ("2026-03-01", "2026-03-08", "2026-03-15", "")


def made(days: tuple[str, ...] = DAYS) -> Annotations:
    """One item for each day, with two labels of that day."""
    rows = [
        {"item_id": f"i{n}", "annotator_id": who, "label": label, "created_at": day}
        for n, day in enumerate(days)
        for who, label in (("Ana", "yes"), ("Ben", "no"))
    ]
    return from_frame(pd.DataFrame(rows), "item_id", "annotator_id", "label", time="created_at")


def rounds_of(data: Annotations) -> dict[str, str]:
    """The round of each item, "" for none; both of its labels are in the same."""
    names = [*data.rounds, ""]
    pairs = zip(data.table["item"], data.table["round"], strict=True)
    return {data.item_ids[item]: names[code] for item, code in pairs}


def test_a_round_begins_on_its_day_and_the_rest_is_the_round_without_one() -> None:
    found = set_by_hand(made(), [HandSet("pilot"), HandSet("main", "2026-03-08")])
    assert found.rounds == ("pilot", "main")
    assert rounds_of(found) == {"i0": "pilot", "i1": "main", "i2": "main", "i3": "pilot"}


def test_without_a_rest_what_is_before_every_day_belongs_to_no_round() -> None:
    found = set_by_hand(made(), [HandSet("a", "2026-03-08"), HandSet("b", "2026-03-15")])
    assert rounds_of(found) == {"i0": "", "i1": "a", "i2": "b", "i3": ""}


def test_an_item_that_is_named_is_in_that_round_whenever_it_was_labelled() -> None:
    found = set_by_hand(made(), [HandSet("a", items=("i2", "i3")), HandSet("b", "2026-03-08")])
    assert rounds_of(found) == {"i0": "", "i1": "b", "i2": "a", "i3": "a"}


@pytest.mark.parametrize(
    ("rounds", "says"),
    [
        ([HandSet("a")], "two rounds"),
        ([HandSet("a"), HandSet(" ", "2026-03-08")], "needs a name"),
        ([HandSet("a"), HandSet("a", "2026-03-08")], "same name"),
        ([HandSet("a"), HandSet("b")], "only one round can take the rest"),
        ([HandSet("a", "2026-03-08"), HandSet("b", "2026-03-01")], "later than the one before"),
        ([HandSet("a"), HandSet("b", "spring")], "at a moment like"),
        ([HandSet("a"), HandSet("b", "2027-01-01")], "No label belongs to the round “b”"),
        ([HandSet("a", items=("i0",)), HandSet("b", items=("i0",))], "in the rounds “a” and “b”"),
    ],
)
def test_what_does_not_go_together_is_said(rounds: list[HandSet], says: str) -> None:
    with pytest.raises(DataError, match=says):
        set_by_hand(made(), rounds)


def test_an_item_that_is_not_there_and_days_without_times_are_said() -> None:
    with pytest.raises(NotFoundError, match="no item “i9”, which the round “b” names"):
        set_by_hand(made(), [HandSet("a"), HandSet("b", items=("i9",))])
    with pytest.raises(DataError, match="No label has a time"):
        set_by_hand(made(("", "")), [HandSet("a"), HandSet("b", "2026-03-08")])


@given(st.lists(st.integers(0, 27), min_size=2, max_size=12), st.integers(1, 27))
def test_rounds_by_day_read_back_as_they_were_set(days: list[int], begins: int) -> None:
    data = made(tuple(f"2026-03-{1 + day:02d}" for day in sorted(days)))
    if not min(days) < begins <= max(days):
        return
    first = min(day for day in days if day >= begins)
    rounds = [HandSet("a"), HandSet("b", f"2026-03-{1 + first:02d}")]
    assert as_set(set_by_hand(data, rounds)) == rounds
