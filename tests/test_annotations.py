"""The one table: which labels count, and what a question's answers are."""

import pytest

from annotate.annotations import Duplicates, Level, Question
from annotate.errors import LevelError, NotFoundError
from annotate.loading import load

TWICE = """item_id,annotator_id,label,time,round
a,Ana,yes,2026-01-02T10:00:00,1
a,Ana,no,2026-01-01T10:00:00,1
a,Ben,yes,2026-01-01T11:00:00,1
b,Ana,no,2026-01-01T12:00:00,1
b,Ana,yes,2026-02-01T12:00:00,2
b,Ben,no,2026-02-01T13:00:00,2
"""


@pytest.fixture
def twice(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text(TWICE)
    return load(path)


def said(data, where=None):
    """What counts, as (item, annotator, answer)."""
    labels = data.coded("label", where)
    return [
        (data.item_ids[i], data.annotator_ids[a], labels.question.answers[k])
        for i, a, k in zip(labels.item, labels.annotator, labels.label, strict=True)
    ]


def test_of_repeated_labels_the_latest_in_time_counts(twice):
    assert said(twice) == [
        ("a", "Ana", "yes"),
        ("a", "Ben", "yes"),
        ("b", "Ana", "yes"),
        ("b", "Ben", "no"),
    ]


def test_the_first_or_all_can_count_instead(twice):
    first = said(twice.with_duplicates(Duplicates.FIRST))
    assert ("a", "Ana", "no") in first
    assert ("b", "Ana", "no") in first
    assert len(said(twice.with_duplicates(Duplicates.ALL))) == 6


def test_a_label_that_a_later_round_replaced_still_counts_within_its_round(twice):
    in_round = (twice.table["round"] == twice.rounds.index("1")).to_numpy()
    assert ("b", "Ana", "no") in said(twice, in_round)


def test_rows_of_an_item_are_in_the_order_of_the_file(twice):
    assert twice.rows_of_item(twice.item_codes["b"]).tolist() == [3, 4, 5]


def test_a_question_that_is_not_there_is_answered_with_those_that_are(twice):
    with pytest.raises(NotFoundError, match="“label”"):
        twice.question("tone")


def test_a_set_question_has_members_as_categories_and_reads_as_words():
    question = Question("q", Level.SET, ('["a", "b"]', "[]", '["b"]'))
    assert question.categories == ("a", "b")
    assert [question.shown(code) for code in (-1, 0, 1, 2)] == ["", "a, b", "(none)", "b"]


def test_numbers_of_words_are_refused_with_the_way_out():
    with pytest.raises(LevelError, match="Choose the level nominal or ordinal"):
        _ = Question("q", Level.INTERVAL, ("1", "two")).numbers


def test_only_a_set_question_has_sets():
    with pytest.raises(LevelError):
        _ = Question("q", Level.NOMINAL, ("a",)).sets
