"""What a DataFrame may hold and a file may not."""

import numpy as np
import pandas as pd
import pytest

from annotate.errors import AnnotateError, ColumnError, DataError, LevelError
from annotate.loading import from_frame
from annotate.loading.frames import FrameTable

BASE = {"i": ["1", "1", "2", "2"], "a": ["x", "y", "x", "y"], "q": [1.0, None, 2.0, 1.0]}


def made(**columns):
    return from_frame(pd.DataFrame(BASE | columns), "i", "a", "q")


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", None])
@pytest.mark.parametrize("role", ["i", "a"])
def test_a_blank_id_is_refused_like_a_missing_one(blank, role):
    ids = [blank, *BASE[role][1:]]
    with pytest.raises(ColumnError, match=r"1 row of the DataFrame has no .*row 0"):
        made(**{role: ids})


def test_some_rows_of_a_frame_are_read_like_the_frame():
    table = FrameTable(pd.DataFrame(BASE), "x", "", "").taken(np.array([0, 2]))
    assert isinstance(table, FrameTable)
    assert table.coded("q").values == ("1", "2")
    assert table.row_numbers.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["a", ["a", "b"], "b", "a"], "3 rows of “q” .* a single value where others hold a list"),
        (["a", ("a", "b"), "b", None], "2 rows of “q” .* a single value"),
        ([{"a": 1}, "b", "b", "a"], "1 row of “q” .* a mapping"),
        ([["a"], [["b"]], ["c"], []], "a list within a list"),
        ([[{"a": 1}], ["b"], ["c"], []], "a mapping, or a list within a list"),
    ],
)
def test_cells_that_are_no_answer_are_refused_with_their_rows(cells, sentence):
    with pytest.raises(ColumnError, match=sentence):
        made(q=cells)


def test_fields_may_hold_anything():
    frame = pd.DataFrame(BASE | {"f": [{"k": 1}, {"k": 1}, {"k": 2}, {"k": 2}]})
    assert from_frame(frame, "i", "a", "q", fields=["f"]).items["f"][1] == "{'k': 2}"


def test_columns_called_by_numbers_can_be_named_by_them():
    frame = pd.DataFrame(BASE).set_axis([0, 1, 2], axis="columns")
    assert from_frame(frame, 0, 1, 2).questions[0].name == "2"


@pytest.mark.parametrize(
    ("options", "error", "sentence"),
    [
        ({"levels": {"q": None}}, LevelError, "no level “None”. The levels are nominal"),
        ({"levels": "nominal"}, DataError, "must say for each question"),
        ({"orders": {"q": None}}, DataError, "no list of answers"),
        ({"orders": {"q": "12"}}, DataError, "no list of answers"),
        ({"gold": 3}, ColumnError, "no column “3” to take as gold"),
    ],
)
def test_options_of_the_wrong_type_are_told(options, error, sentence):
    with pytest.raises(error, match=sentence):
        from_frame(pd.DataFrame(BASE), "i", "a", "q", **options)


@pytest.mark.parametrize("given", [None, BASE, pd.Series([1, 2]), [[1, 2]]])
def test_what_is_no_frame_is_refused(given):
    with pytest.raises(AnnotateError, match="A pandas DataFrame is needed"):
        from_frame(given, "i", "a", "q")
