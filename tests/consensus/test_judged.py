"""Items i0, i1, …; on i0 annotators a0 and a1 say 0 and a2 says 1."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from annotate import from_frame
from annotate.consensus import judged
from annotate.judgements import Answered, Judgement, Read, Record, Verdict
from annotate.reading.drawn import drawn

NOT_SAID = np.nan


@pytest.fixture
def data():
    said = {"i0": "001", "i1": "000"}
    rows = [
        {"item": item, "annotator": f"a{who}", "tone": label}
        for item, labels in said.items()
        for who, label in enumerate(labels)
    ]
    return from_frame(
        pd.DataFrame(rows),
        item="item",
        annotator="annotator",
        labels=["tone"],
        levels={"tone": "nominal"},
    )


def found(data, **record):
    labels = data.coded("tone")
    by_row = judged(labels, data, Record(**record))
    at = {
        (data.item_ids[i], data.annotator_ids[a]): v
        for i, a, v in zip(labels.item, labels.annotator, by_row, strict=True)
    }
    return [[at[f"i{i}", f"a{a}"] for a in range(3)] for i in range(2)]


def verdict(annotator, kind, item="i0"):
    return Judgement(item, annotator, "tone", kind)


def test_a_ruling_says_it_of_every_label_of_the_item(data):
    first, second = found(data, rulings={("i0", "tone"): "1"})
    assert first == [0, 0, 1]
    assert np.isnan(second).all()


def test_a_verdict_on_a_label_comes_before_a_ruling(data):
    said = (verdict("a0", Verdict.BOTH_ACCEPTABLE),)
    assert found(data, rulings={("i0", "tone"): "1"}, judgements=said)[0] == [1, 0, 1]


def test_an_error_speaks_for_all_who_gave_that_answer(data):
    assert found(data, judgements=(verdict("a0", Verdict.ERROR),))[0] == [0, 0, 1]


def test_where_the_others_are_wrong_so_is_every_other_answer(data):
    assert found(data, judgements=(verdict("a2", Verdict.OTHERS_WRONG),))[0] == [0, 0, 1]


@pytest.mark.parametrize("kind", [Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM])
def test_what_is_nobodys_doing_says_nothing_of_anyone(data, kind):
    assert np.isnan(found(data, judgements=(verdict("a0", kind),))[0]).all()


def test_what_was_read_and_let_pass_is_right_for_a_reader_who_objects(data):
    reads = (Read("i1", "random", 0.5, ""),)
    assert found(data, reads=reads, judgements=(verdict("a2", Verdict.ERROR),))[1] == [1, 1, 1]


def test_silence_means_nothing_where_nothing_was_judged(data):
    assert np.isnan(found(data, reads=(Read("i1", "random", 0.5, ""),))).all()


def test_what_was_answered_blindly_is_what_the_reader_thinks(data):
    answers = (Answered("i0", "tone", "0"),)
    assert found(data, answers=answers)[0] == [1, 1, 0]


def test_chance_draws_from_all_items_or_from_one_annotators(data):
    reads = (
        Read("i0", "random", 0.5, ""),
        Read("i1", "annotator?annotator=a1", 0.5, ""),
    )
    chance = drawn(data, Record(reads=reads))
    assert chance.by_chance.tolist() == [True, True]
    assert chance.sample_of(data.annotator_codes["a1"]).tolist() == [True, True]
    assert chance.sample_of(data.annotator_codes["a0"]).tolist() == [True, False]


def test_what_a_rule_put_first_is_no_draw(data):
    chance = drawn(data, Record(reads=(Read("i0", "disagreement", None, ""),)))
    assert not chance.by_chance.any()


def test_chance_within_a_search_says_nothing_of_all_items(data):
    chance = drawn(data, Record(reads=(Read("i0", "random?text=cat", 0.5, ""),)))
    assert not chance.sample_of(0).any()
    assert chance.by_chance.tolist() == [True, False]


def test_what_is_left_after_hunting_is_no_fair_sample(data):
    later = Read("i1", "unread", 0.5, "2026-02-02")
    hunted = Read("i0", "disagreement", None, "2026-01-01")
    assert not drawn(data, Record(reads=(hunted, later))).by_chance.any()
    assert drawn(data, Record(reads=(later,))).sample_of(0).tolist() == [False, True]
