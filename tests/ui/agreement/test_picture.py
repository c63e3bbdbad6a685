"""What is taken away as CSV holds everything in full and runs in no spreadsheet."""

import csv
import io
import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from annotate.ui.agreement.picture import as_csv, file_name


def rows(table):
    return list(csv.reader(io.StringIO(as_csv(table).decode(), newline="")))


def test_numbers_are_in_full_and_what_is_undefined_is_empty():
    table = pd.DataFrame(
        {"name": ["Ana", "Ben"], "value": [1 / 3, np.nan], "n": [3, 4], "flagged": [True, False]}
    )
    assert rows(table) == [
        ["name", "value", "n", "flagged"],
        ["Ana", repr(1 / 3), "3", "yes"],
        ["Ben", "", "4", "no"],
    ]


def test_a_negative_number_stays_a_number():
    assert rows(pd.DataFrame({"gap": [-0.5]}))[1] == ["-0.5"]


@given(st.lists(st.text(min_size=1), min_size=1), st.floats(allow_nan=False))
def test_no_text_from_data_begins_as_a_formula(names, value):
    table = pd.DataFrame({"annotator": names, "value": value})
    for name, row in zip(names, rows(table)[1:], strict=True):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert row[0].removeprefix("'") == name.removeprefix("'")
        assert math.isclose(float(row[1]), value)


def test_an_empty_table_is_its_heads():
    assert rows(pd.DataFrame(columns=["a", "b"])) == [["a", "b"]]


def test_file_names_are_safe_whatever_a_question_is_called():
    assert file_name("../../etc/pass wd?", "csv") == "etc-pass-wd.csv"
