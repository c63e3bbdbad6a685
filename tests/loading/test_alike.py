import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.loading import alike as module
from annotate.loading import from_frame
from annotate.loading.alike import alike, alike_integers, alike_texts, holds

TEXTS = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["a", "b", "item 10"])))


def first_places(values):
    return [values.index(value) for value in values]


@given(TEXTS.filter(any))
def test_each_text_is_led_to_the_first_one_that_is_the_same(texts):
    """Whatever they are made of; only a zero byte is left to pandas."""
    found = alike_texts(pa.array(texts, pa.large_string()))
    if any("\0" in text for text in texts):
        assert found is None
    else:
        assert found.tolist() == first_places(texts)


@given(TEXTS.filter(any), st.integers(0, 3), st.integers(0, 3))
def test_a_part_of_a_column_is_coded_as_that_part(texts, before, after):
    whole = pa.array(["x" * 9] * before + texts + ["y\0"] * after, pa.large_string())
    found = alike_texts(whole.slice(before, len(texts)))
    assert (found is None) == any("\0" in text for text in texts)
    assert found is None or found.tolist() == first_places(texts)


def test_texts_that_share_a_slot_are_told_apart(monkeypatch):
    """Here every text has one of two slots, so each round tells only two of them apart."""
    monkeypatch.setattr(
        module, "_slots", lambda words, _, bits: (words[0] % np.uint64(2)).astype(np.int64)
    )
    texts = [f"item {number % 20}" for number in range(100)]
    found = alike_texts(pa.array(texts, pa.large_string()))
    assert found.tolist() == first_places(texts)


@given(
    st.lists(st.integers(-128, 127), min_size=1), st.sampled_from(["int8", "int16", "int64", ">i4"])
)
def test_whole_numbers_are_led_to_the_first_same_one(numbers, dtype):
    assert alike_integers(np.array(numbers, dtype)).tolist() == first_places(numbers)


def test_the_largest_numbers_are_numbers_like_others():
    numbers = [2**64 - 1, 2**64 - 2, 2**64 - 1]
    assert alike_integers(np.array(numbers, np.uint64)).tolist() == [0, 1, 0]
    assert alike_integers(np.array([-(2**63), -(2**63) + 1, -(2**63)])).tolist() == [0, 1, 0]


def test_numbers_too_far_apart_and_long_texts_are_left_to_pandas():
    assert alike_integers(np.array([0, 2**62])) is None
    assert alike_integers(np.array([-(2**63), 2**63 - 1])) is None
    assert alike(pd.Series(["a" * 100, "b"], dtype="str")) is None
    assert alike(pd.Series([1.5, 2.5])) is None


@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), min_size=1))
def test_a_missing_text_is_an_empty_one(texts):
    found = alike(pd.Series(texts, dtype="str"))
    if found is not None:
        codes, distinct = found
        assert distinct.take(codes).tolist() == [text or "" for text in texts]
        assert distinct.tolist() == list(dict.fromkeys(text or "" for text in texts))


@pytest.mark.parametrize(
    "series",
    [
        pd.concat([pd.Series(["a", "b"]), pd.Series(["c", None, "a"])]),
        pd.Series(["x", "a", "b", "c", None, "a"]).iloc[1:],
    ],
    ids=["pieces", "slice"],
)
def test_a_column_in_pieces_or_cut_from_another_is_one_column(series):
    codes, distinct = alike(series)
    assert (codes.tolist(), distinct.tolist()) == ([0, 1, 2, 3, 0], ["a", "b", "c", ""])


def test_a_character_is_looked_for_in_the_texts_themselves():
    texts = pd.Series(["a\n", "b", "c"], dtype="str")
    assert holds(texts, "\n")
    assert not holds(texts.iloc[1:], "\n")
    assert not holds(texts.iloc[:0], "\n")


ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 5), st.integers(1, 4)),
    min_size=1,
    unique_by=lambda row: row[:2],
)


def said(data):
    """Who said what of which item, whatever the codes."""
    labels = data.coded("label")
    return {
        (data.item_ids[item], data.annotator_ids[annotator], labels.question.answers[label])
        for item, annotator, label in zip(labels.item, labels.annotator, labels.label, strict=True)
    }


@given(ROWS, st.randoms(use_true_random=False))
def test_text_categories_numbers_and_shuffled_rows_say_the_same(rows, random):
    numbers = pd.DataFrame(rows, columns=["item", "who", "label"])
    text = numbers.astype("str")
    shuffled = text.sample(frac=1, random_state=random.randrange(1000))
    roles = {"item": "item", "annotator": "who", "labels": "label"}
    frames = (text, text.astype("category"), text.astype(object), shuffled, numbers)
    made = [from_frame(frame, **roles) for frame in frames]
    assert all(said(data) == {tuple(map(str, row)) for row in rows} for data in made)
    assert len({data.questions for data in made}) == 1
    in_order = [made[0], made[2], made[4]]
    assert len({(data.item_ids, data.annotator_ids) for data in in_order}) == 1


def test_many_rows_are_coded_as_few_are(monkeypatch):
    """Columns of many rows are coded in threads of their own."""
    frame = pd.DataFrame(
        {"item": ["a", "a", "b"], "who": ["x", "y", "x"], "label": ["p", "q", "p"]}
    )
    few = from_frame(frame, "item", "who", "label")
    monkeypatch.setattr("annotate.loading.frames._WORTH_THREADS", 1)
    many = from_frame(frame, "item", "who", "label")
    assert said(few) == said(many)
    assert few.item_ids == many.item_ids
