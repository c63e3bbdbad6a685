"""What annotators said beside the labels is shown with them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from annotate.loading import read
from annotate.ui.reader.beside import marks, said_beside

EXPORTS = Path(__file__).resolve().parents[1] / "loading" / "formats" / "exports"


def test_marks_are_told_by_their_text_or_their_place():
    spans = [
        {"start": 0, "end": 4, "text": "some", "label": "X"},
        {"start": 5, "end": 9, "label": "Y"},
        {"start_offset": 1, "end_offset": 2, "label": "Z"},
        {"from_id": "a", "to_id": "b"},
    ]
    assert marks(json.dumps(spans)) == "“some” X, 5–9 Y, 1–2 Z, a → b"


def test_relations_are_told_by_what_they_connect():
    marked = [
        {"id": "a", "start": 0, "end": 4, "text": "fast", "label": "SPEED"},
        {"id": "b", "start": 5, "end": 9, "label": "PART"},
    ]
    relations = [{"from_id": "a", "to_id": "b", "type": "of"}]
    cells = [json.dumps(one) for one in (marked, relations)]
    data = read(EXPORTS / "potato" / "annotation_output").annotations
    table = data.table.iloc[[0]].assign(comment="", aspect=cells[0], links=cells[1])
    data = replace(data, table=table, spans={"aspect": "aspect", "links": "links"}, texts={})
    assert said_beside(data, np.array([0])) == [
        "aspect: “fast” SPEED, 5–9 PART\nlinks: “fast” → 5–9 of"
    ]


def test_comments_and_marks_stand_beside_the_labels():
    data = read(EXPORTS / "potato" / "annotation_output").annotations
    said = said_beside(data, np.arange(len(data.table)))
    at = next(row for row, text in enumerate(said) if "aspect" in text and "quotes" in text)
    lines = said[at].split("\n")
    assert lines[0] == 'has "quotes", commas'
    assert lines[-1].startswith("aspect: “")
