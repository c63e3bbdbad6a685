"""The long table has one row a label, exactly as it was, and can be read back."""

import csv
import io

import pytest

from annotate.loading import read
from annotate.loading.long import COLUMNS, to_long, write_long

TEXT = '''item_id,annotator_id,tone,topics,seconds,created_at,batch,status
t1,ana,calm,"[""b"", ""a""]",1.5,2024-01-01T10:00:00Z,1,submitted
t1,ben,"a
b, ""c""",[],2,2024-01-01T11:00:00Z,1,rejected
t2,ana, =SUM(1) ,"[""a""]",,,2,submitted
t2,ben,,,3,2024-01-02T11:00:00Z,2,skipped
'''


def rows_of(data):
    out = io.StringIO(newline="")
    write_long(data, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@pytest.fixture
def loaded():
    return read(("labels.csv", TEXT.encode()), labels=["tone", "topics"], levels={"topics": "set"})


def test_every_label_is_one_row_whatever_its_status(loaded):
    found = [
        tuple(row.values())[:2] + tuple(row.values())[3:5] for row in rows_of(loaded.annotations)
    ]
    assert found == [
        ("t1", "ana", "tone", "calm"),
        ("t1", "ana", "topics", '["a", "b"]'),
        ("t1", "ben", "tone", 'a\nb, "c"'),
        ("t1", "ben", "topics", "[]"),
        ("t2", "ana", "tone", " =SUM(1) "),
        ("t2", "ana", "topics", '["a"]'),
        ("t2", "ben", "", ""),
    ]


def test_what_is_known_of_an_annotation_is_in_each_of_its_rows(loaded):
    rows = rows_of(loaded.annotations)
    assert tuple(rows[0]) == COLUMNS
    assert [row["seconds"] for row in rows] == ["1.5", "1.5", "2", "2", "", "", "3"]
    assert rows[0]["time"] == "2024-01-01T10:00:00Z"
    assert [row["round"] for row in rows] == ["1", "1", "1", "1", "2", "2", "2"]
    statuses = ["submitted"] * 2 + ["rejected"] * 2 + ["submitted"] * 2 + ["skipped"]
    assert [row["status"] for row in rows] == statuses


def test_the_long_table_is_read_back_to_the_same_long_table(loaded):
    out = io.StringIO(newline="")
    write_long(loaded.annotations, out)
    again = read(("long.csv", out.getvalue().encode()))
    assert to_long(again.annotations).equals(to_long(loaded.annotations))
