"""The drawings say what was counted, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest

from annotate.annotations import Annotations
from annotate.feedback import Casebook, prepare
from annotate.feedback.picture import Picture
from annotate.feedback.picture_answers import beside_reference
from annotate.feedback.pictures import pictures
from annotate.judgements import Read, Record

PEOPLE = ("Ann", "Bob", "Cat")


def titled(found: list[Picture]) -> dict[str, Picture]:
    return {picture.title: picture for picture in found}


@pytest.fixture
def known(make: Callable[..., Annotations]) -> Annotations:
    """Sixteen items of two rounds; gold for the first twelve, of which Ann has nine right."""
    rows = [(f"T-{k:02}", who, "calm") for k in range(16) for who in PEOPLE]
    gold = {f"T-{k:02}": "calm" if k < 9 else "angry" for k in range(12)}
    data = make(rows, gold=gold)
    data.table["seconds"] = [1.0 if k % 3 else float(2 ** (k // 12)) for k in range(48)]
    return data


def test_answers_stand_beside_the_known_ones_where_there_are_enough(known: Annotations) -> None:
    found = titled(pictures(Casebook(prepare(known), Record()), "Ann"))
    picture = found["Your answers beside the known ones"]
    assert picture.rows == (
        ("your answer", "calm", "annoyed", "angry"),
        ("calm", "9", "0", "3"),
        ("annoyed", "0", "0", "0"),
        ("angry", "0", "0", "0"),
    )
    assert picture.says.endswith("9 of 12 are the same.")
    assert picture.described == (
        "calm where calm is known to be right: 9; calm where angry is known to be right: 3"
    )


def test_with_fewer_known_answers_they_stand_beside_the_others(unread: Casebook) -> None:
    found = titled(pictures(unread, "Tomasz"))
    assert "45 of 60 are the same." in found["Your answers beside those of the others"].says


def test_a_ruling_counts_only_where_chance_drew_the_item(known: Annotations) -> None:
    rulings = {("T-14", "tone"): "angry", ("T-15", "tone"): "angry"}
    record = Record(rulings=rulings, reads=(Read("T-15", "random", 0.1, ""),))
    table = beside_reference(Casebook(prepare(known), record), "Ann", "tone")
    assert table.sum() == 13
    assert table[0, 2] == 4


def test_pace_counts_own_times_in_spans_that_double(known: Annotations) -> None:
    picture = titled(pictures(Casebook(prepare(known), Record()), "Ann"))["The time you took"]
    # Four items each of 1, 2, 4 and 8 seconds.
    spans, counts = picture.rows
    assert dict(zip(spans[1:], counts[1:], strict=True)) == {
        "< 1": "0",
        "1–2": "4",
        "2–4": "4",
        "4–8": "4",
        "≥ 8": "4",
    }
    assert "16 timed items" in picture.says
    assert "3.0 seconds" in picture.says


def test_a_models_time_and_a_time_that_is_not_there_are_not_drawn(
    make: Callable[..., Annotations], unread: Casebook
) -> None:
    rows = [(f"T-{k:02}", who, "calm") for k in range(16) for who in PEOPLE]
    data = make(rows, models=["Ann"])
    data.table["seconds"] = 2.0
    assert "The time you took" not in titled(pictures(Casebook(prepare(data), Record()), "Ann"))
    assert "The time you took" not in titled(pictures(unread, "Tomasz"))


def test_before_and_after_are_the_shares_of_each_round(
    make: Callable[..., Annotations],
) -> None:
    from dataclasses import replace

    said = dict.fromkeys(PEOPLE, "calm")
    rows = [
        (f"T-{k:02}", who, "angry" if who == "Ann" and k < 10 else said[who])
        for k in range(40)
        for who in PEOPLE
    ]
    data = make(rows)
    data.table["round"] = np.repeat([0, 1], 60)
    data = replace(data, rounds=("first", "second"))
    picture = titled(pictures(Casebook(prepare(data), Record()), "Ann"))["Before and after"]
    # Ann differs on 10 of the 20 items of the first round and on none of the second.
    assert picture.rows == (("", "first", "second"), ("Before and after", "50%", "100%"))
    assert "Bob" not in picture.svg
    assert picture.described.startswith("first: 50%, between ")


def test_every_drawing_is_well_formed_with_colours_of_its_own(known: Annotations) -> None:
    for picture in pictures(Casebook(prepare(known), Record()), "Ann"):
        root = ElementTree.fromstring(picture.standalone)  # noqa: S314 - drawn just now
        texts = [text for each in root.iter() if (text := (each.text or "").strip())]
        assert picture.title in texts
        assert picture.described in texts
        assert any("#2b5c8a" in text for text in texts)
