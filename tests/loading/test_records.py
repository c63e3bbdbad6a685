"""JSON in any of its usual shapes is the same table, its cells as they were written."""

import json

import pytest

from annotate.errors import FileFormatError
from annotate.loading.opening import open_table, open_tables

ROWS = [
    {"item": "007", "who": "ana", "label": "NA"},
    {"item": "008", "who": "ben", "label": " x\ny "},
]
CELLS = [["007", "ana", "NA"], ["008", "ben", " x\ny "]]
NAMES = ["item", "who", "label"]


def columns(rows):
    return {name: [row[name] for row in rows] for name in NAMES}


def cells(content, name="labels.csv"):
    table = open_table(content, name)
    assert list(table.columns) == NAMES
    return table.frame.to_numpy().tolist()


@pytest.mark.parametrize(
    "shape",
    [
        ROWS,
        {"labels": ROWS},
        {"version": 1, "export": {"rows": ROWS}},
        columns(ROWS),
        {name: dict(enumerate(cells)) for name, cells in columns(ROWS).items()},
        dict(enumerate(ROWS)),
        {"columns": NAMES, "index": [0, 1], "data": [list(row.values()) for row in ROWS]},
        {"schema": {"fields": [{"name": "item"}]}, "data": ROWS},
        [NAMES, *CELLS],
    ],
)
def test_every_shape_of_json_is_the_same_table(shape):
    assert cells(json.dumps(shape).encode()) == CELLS
    assert cells(json.dumps(shape, indent=2).encode("utf-16")) == CELLS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_json_lines_are_told_from_json_by_their_content(end):
    assert cells(end.join(json.dumps(row) for row in ROWS).encode()) == CELLS


def test_numbers_stay_as_they_were_written_and_null_is_empty():
    text = '[{"item": 1, "who": 1.0, "label": 1.50}, {"item": null, "who": 1e5, "label": true}]'
    assert cells(text.encode()) == [["1", "1.0", "1.50"], ["", "1e5", "true"]]


def test_lists_and_objects_in_a_record_are_json_text():
    (row,) = cells(b'[{"item": {"a": 1}, "who": ["\xc3\xa9", 1.5], "label": []}]')
    assert row == ['{"a": 1}', '["é", 1.5]', "[]"]


def test_a_record_without_a_key_has_an_empty_cell_there():
    assert cells(b'[{"item": 1, "who": 2}, {"item": 3, "label": 4}]') == [
        ["1", "2", ""],
        ["3", "", "4"],
    ]


def test_records_under_several_keys_are_several_tables():
    content = json.dumps({"labels": ROWS, "items": [{"item": "007", "text": "t"}]}).encode()
    assert [table.name for table in open_tables(content, "x.json")] == [
        "x.json: labels",
        "x.json: items",
    ]
    with pytest.raises(FileFormatError, match=r"several tables: “x\.json: labels”"):
        open_table(content, "x.json")


def test_annotations_within_items_become_rows_that_repeat_their_item():
    content = json.dumps(
        [
            {"item": 1, "labels": [{"annotator": "ana", "tone": "calm"}, {"annotator": "ben"}]},
            {"item": 2, "labels": []},
            {"item": 3, "labels": [{"annotator": "chi", "tone": "angry"}]},
        ]
    ).encode()
    table = open_table(content, "x.json")
    assert table.columns == ("item", "annotator", "tone")
    assert table.frame.to_numpy().tolist() == [
        ["1", "ana", "calm"],
        ["1", "ben", ""],
        ["3", "chi", "angry"],
    ]


def test_labels_by_item_and_annotator_keep_the_id_of_the_item():
    table = open_table(b'{"T1": {"ana": "a", "ben": "b"}, "T2": {"ana": "b", "ben": "b"}}', "x")
    assert table.columns == ("item", "ana", "ben")
    assert table.frame["item"].tolist() == ["T1", "T2"]
