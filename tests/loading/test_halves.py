"""Half characters are replaced, whole ones kept, in plain JSON and in exports of tools."""

import json

from annotate.loading import read


def test_a_lone_half_becomes_the_sign_for_an_unknown_character():
    rows = [
        {"item": f"t{n}", "annotator": who, "label": label, "text": "\U0001f600 \ud800"}
        for n in range(4)
        for who, label in (("ana", "a\udc00"), ("ben", "b"))
    ]
    found = read(("labels.json", json.dumps(rows).encode())).annotations
    assert found.questions[0].answers == ("a\ufffd", "b")
    assert found.items["text"][0] == "\U0001f600 \ufffd"


def test_in_an_export_of_a_tool_too():
    task = {"text": "x", "_input_hash": 1, "_task_hash": 1, "label": "\ud83d", "answer": "accept"}
    found = read(("ana.jsonl", json.dumps(task).encode())).annotations
    assert found.questions[0].name == "\ufffd"
