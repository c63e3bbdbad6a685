"""Exports of doccano with other settings than those of the real ones."""

import json

import pytest

from annotate.errors import FileFormatError


def example(number, label, comments=(), **more):
    return {
        "id": number,
        "text": f"text {number}",
        "label": label,
        "Comments": list(comments),
        **more,
    }


def test_lists_of_labels_are_sets_where_one_has_several(as_lines, rows):
    ana, ben = as_lines(example(1, ["a", "b"])), as_lines(example(1, ["b"]))
    assert rows(ana__jsonl=ana, ben__jsonl=ben) == [
        ("1", "ana", "label", '["a", "b"]', "submitted"),
        ("1", "ben", "label", '["b"]', "submitted"),
    ]


def test_labels_joined_in_a_cell_are_told_apart(as_table, rows):
    head = ["id", "text", "label", "Comments"]
    data = as_table(head, [1, "x, y", "a#b", ""], [2, "y", "a", "one#two"])
    assert rows(ana__csv=data) == [
        ("1", "ana", "label", '["a", "b"]', "submitted"),
        ("2", "ana", "label", '["a"]', "submitted"),
        ("2", "ana", "comment", "one#two", "submitted"),
    ]


def test_fast_text_has_labels_before_the_text(rows):
    data = b'__label__a plain text\n"__label__a __label__b text, with\na break"\nno label\n'
    assert [row[2:4] for row in rows(ana__txt=data)] == [
        ("label", '["a"]'),
        ("label", '["a", "b"]'),
    ]


def test_json_is_a_list_of_the_same_examples(rows):
    data = json.dumps([example(1, ["a"]), example(2, [])]).encode()
    assert rows(ana__json=data) == [("1", "ana", "label", "a", "submitted")]


def test_written_answers_are_no_categories(as_lines, loaded):
    data = as_lines(*(example(n, [f"translation {n}"]) for n in range(30)))
    found = loaded(ana__jsonl=data).annotations
    assert (found.questions, found.texts) == ((), {"label": "label"})


def test_categories_and_slots_and_relations(as_lines, loaded):
    record = {"id": 1, "text": "x", "cats": ["greet"], "entities": [[0, 1, "WHO"]], "Comments": []}
    found = loaded(ana__jsonl=as_lines(record)).annotations
    assert [question.name for question in found.questions] == ["cats"]
    assert json.loads(found.table[found.spans["spans"]][0]) == [
        {"start": 0, "end": 1, "label": "WHO"}
    ]
    record = {"id": 1, "text": "x", "Comments": [], "relations": [{"from_id": 1, "to_id": 2}],
              "entities": [{"id": 1, "label": "A", "start_offset": 0, "end_offset": 1}]}  # fmt: skip
    found = loaded(ana__jsonl=as_lines(record)).annotations
    assert set(found.spans) == {"spans", "relations"}


@pytest.mark.parametrize("name", ["all__jsonl", "renamed__jsonl"])
def test_a_collaborative_export_is_refused(as_lines, loaded, name):
    data = as_lines(example(1, ["a", "a"]), example(2, ["a", "b"]))
    with pytest.raises(FileFormatError, match="collaborative"):
        loaded(**{name: data})
