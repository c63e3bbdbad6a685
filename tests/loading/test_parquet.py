"""Parquet files give their columns as text, whatever their types."""

import datetime
import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotate.errors import FileFormatError
from annotate.loading.opening import open_table


def written(table):
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def column(values, kind=None):
    table = pa.table({"item": pa.array(range(len(values))), "x": pa.array(values, kind)})
    return open_table(written(table), "labels.parquet").frame["x"].tolist()


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        (["007", "NA", None, " a\n"], None, ["007", "NA", "", " a\n"]),
        ([1, None, 3], pa.int16(), ["1", "", "3"]),
        ([1.0, None, 3.0], None, ["1", "", "3"]),
        ([1.0, 2.5, None], None, ["1.0", "2.5", ""]),
        ([True, False, None], None, ["true", "false", ""]),
        ([["a", "b"], [], None], None, ['["a", "b"]', "[]", ""]),
        ([{"a": 1}], None, ['{"a": 1}']),
        ([datetime.datetime(2024, 1, 2, 3, 4)], pa.timestamp("us"), ["2024-01-02T03:04:00"]),
        ([datetime.date(2024, 1, 2)], None, ["2024-01-02"]),
        (["a", "b", "a"], pa.large_string(), ["a", "b", "a"]),
    ],
)
def test_values_of_every_type_become_their_text(values, kind, texts):
    assert column(values, kind) == texts


def test_categories_are_texts():
    assert column(pd.Categorical(["x", "y", "x"])) == ["x", "y", "x"]


def test_the_row_numbers_of_pandas_are_no_column():
    frame = pd.DataFrame({"item": ["1", "2"], "label": ["a", "b"]}, index=[5, 3])
    out = io.BytesIO()
    frame.to_parquet(out)
    assert open_table(out.getvalue(), "x").columns == ("item", "label")


def test_a_text_repeated_beyond_memory_is_refused_before_it_is_unpacked():
    word = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array(["x" * 10**6]))
    content = written(pa.table({"item": pa.array(range(3000)), "x": word}))
    assert len(content) < 10**6
    with pytest.raises(FileFormatError, match="GB of text"):
        open_table(content, "x.parquet")


def test_more_cells_than_a_table_has_are_refused():
    nothing = pa.nulls(50_001, pa.int8())
    content = written(pa.table({str(n): nothing for n in range(2000)}))
    with pytest.raises(FileFormatError, match="cells"):
        open_table(content, "x.parquet")


def test_texts_that_are_no_utf_8_are_refused():
    content = written(pa.table({"item": ["one", "two"], "label": ["some words", "more words"]}))
    with pytest.raises(FileFormatError, match="cannot be read"):
        open_table(content.replace(b"words", b"wo\xff\xfes"), "x.parquet")
