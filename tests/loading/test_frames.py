import numpy as np
import pandas as pd
import pytest

import annotate
from annotate.annotations import Duplicates, Level
from annotate.errors import ColumnError, LevelError
from annotate.loading import from_frame


def frame(**columns):
    base = {
        "item": ["a", "a", "b", "b"],
        "who": ["x", "y", "x", "y"],
        "label": ["p", "q", "p", "p"],
    }
    return pd.DataFrame(base | columns)


def make(data, **options):
    return from_frame(data, item="item", annotator="who", labels=["label"], **options)


def test_it_is_in_the_public_interface():
    assert annotate.from_frame is from_frame


def test_columns_of_text_become_codes():
    data = make(frame())
    assert (data.item_ids, data.annotator_ids) == (("a", "b"), ("x", "y"))
    assert data.questions[0].answers == ("p", "q")
    assert data.labels["label"].tolist() == [0, 1, 0, 0]
    assert data.table["row"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("dtype", ["object", "str", "string", "category"])
def test_the_type_of_the_text_does_not_matter(dtype):
    data, plain = make(frame().astype(dtype)), make(frame())
    assert data.labels["label"].tolist() == plain.labels["label"].tolist()
    assert (data.item_ids, data.questions) == (plain.item_ids, plain.questions)


@pytest.mark.parametrize(
    ("labels", "answers", "codes"),
    [
        ([1, 2, 3, 1], ("1", "2", "3"), [0, 1, 2, 0]),
        ([1.0, 2.0, np.nan, 3.0], ("1", "2", "3"), [0, 1, -1, 2]),
        (pd.array([1, None, 3, 2], dtype="Int64"), ("1", "2", "3"), [0, -1, 2, 1]),
        ([0.5, 1.0, 0.25, 0.5], ("0.25", "0.5", "1.0"), [1, 2, 0, 1]),
        ([True, False, True, True], ("False", "True"), [1, 0, 1, 1]),
        (["1", 1, "2", 3], ("1", "2", "3"), [0, 0, 1, 2]),
        ([None, "p", np.nan, "q"], ("p", "q"), [-1, 0, -1, 1]),
    ],
)
def test_labels_of_any_type_become_text_once(labels, answers, codes):
    data = make(frame(label=labels))
    assert data.questions[0].answers == answers
    assert data.labels["label"].tolist() == codes


def test_ids_that_missing_values_elsewhere_made_floats_are_whole_numbers():
    assert make(frame(item=[1.0, 1.0, 2.0, 2.0])).item_ids == ("1", "2")


def test_categories_that_no_row_has_are_dropped_unless_they_are_steps_of_a_scale():
    label = pd.Categorical(["mid", "low", "mid", "mid"], categories=["low", "mid", "high"])
    assert make(frame(label=label)).questions[0].answers == ("low", "mid")
    data = make(frame(label=label.as_ordered()))
    assert (data.questions[0].level, data.questions[0].answers) == (
        Level.ORDINAL,
        ("low", "mid", "high"),
    )
    item = pd.Categorical(["a", "a", "c", "c"], categories=["a", "b", "c"])
    assert make(frame(item=item)).item_ids == ("a", "c")


def test_lists_tuples_and_sets_are_set_answers():
    data = make(frame(label=[["b", "a"], ("a",), {"a", "b"}, []]))
    assert data.questions[0].level is Level.SET
    assert data.questions[0].answers == ("[]", '["a"]', '["a", "b"]')


def test_times_seconds_rounds_kinds_gold_and_fields_are_taken():
    data = make(
        frame(
            at=pd.to_datetime(["2024-01-01", "2024-01-02", None, "2024-01-03"]).tz_localize("Europe/Berlin"),
            spent=[1, 2.5, np.nan, -1],
            round=[1, 1, 2, 2],
            kind=["human", "model", "human", "model"],
            gold=["p", "p", None, None],
            text=["t1", "t1", "t2", "t2"],
            more=[1, 2, 3, 4],
        ),
        time="at", seconds="spent", round="round", kind="kind", gold="gold", fields=["text"], extras=["more"],
    )  # fmt: skip
    assert data.table["time"][0] == pd.Timestamp("2023-12-31T23:00:00")
    assert data.table["time"].isna().tolist() == [False, False, True, False]
    assert data.table["seconds"].isna().tolist() == [False, False, True, True]
    assert data.rounds == ("1", "2")
    assert data.annotators["kind"].tolist() == ["human", "model"]
    assert data.gold["label"].tolist() == [0, -1]
    assert data.items["text"].tolist() == ["t1", "t2"]
    assert data.table["more"].tolist() == ["1", "2", "3", "4"]


def test_levels_and_orders_can_be_said():
    data = make(frame(label=[1, 2, 2, 1]), levels={"label": "ordinal"}, orders={"label": [1, 2, 3]})
    assert data.questions[0].answers == ("1", "2", "3")
    with pytest.raises(LevelError, match="needs numbers"):
        make(frame(), levels={"label": Level.INTERVAL})


def test_the_rule_for_repeated_labels_is_kept():
    assert make(frame(), duplicates="first").duplicates is Duplicates.FIRST


def test_the_index_and_the_frame_itself_are_left_alone():
    given = frame().set_index(pd.Index([7, 7, 3, 1]))
    before = given.copy()
    assert make(given).labels["label"].tolist() == [0, 1, 0, 0]
    pd.testing.assert_frame_equal(given, before)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (frame().drop(columns="who"), "no column “who” to take as annotator"),
        (frame(item=["a", None, "b", "b"]), r"1 row of the DataFrame has no item.*Drop those rows"),
        (frame().iloc[:0], "has no rows"),
        (pd.concat([frame(), frame()[["label"]]], axis=1), "more than one column called “label”"),
    ],
)
def test_what_cannot_be_used_is_refused_with_one_sentence(data, sentence):
    with pytest.raises(ColumnError, match=sentence):
        make(data)


def test_of_several_questions_the_gold_must_say_which():
    data = frame(other=["a", "b", "a", "b"], gold=["p", "p", "q", "q"])
    with pytest.raises(ColumnError, match=r'gold={"label": "gold"}'):
        from_frame(data, "item", "who", ["label", "other"], gold="gold")
    made = from_frame(data, "item", "who", ["label", "other"], gold={"label": "gold"})
    assert list(made.gold) == ["label"]


def test_a_frame_and_its_file_give_the_same(as_csv, crossed):
    rows = crossed("123")
    table = pd.DataFrame(rows, columns=["item_id", "worker", "tone"])
    ours = from_frame(table, "item_id", "worker", "tone")
    theirs = annotate.load(("x.csv", as_csv([list(table.columns), *rows])))
    assert ours.questions == theirs.questions
    assert ours.labels["tone"].tolist() == theirs.labels["tone"].tolist()
    assert ours.table["item"].tolist() == theirs.table["item"].tolist()
