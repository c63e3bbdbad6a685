"""What is marked in texts: spans of annotators, hits of a search."""

from __future__ import annotations

import json

from annotate.ui.reader.marked import hits, spans_of
from tests.ui.test_reader import annotations


def test_a_part_that_two_marked_alike_is_one_and_says_who() -> None:
    data = annotations(["an 😀 angry word"])
    data.table["marks"] = [
        json.dumps([{"start": 5, "end": 10, "label": "TONE"}]),
        json.dumps([{"start_offset": 5, "end_offset": 10, "labels": ["TONE"]}]),
        json.dumps(
            [{"start": 11, "end": 15, "label": "", "text": "word"}, {"start": 90, "end": 95}]
        ),
    ]
    data.spans["parts"] = "marks"
    texts = {"text": "an 😀 angry word"}
    first, second = spans_of(data, 0, texts, "text")
    assert (first["text"], first["who"], first["of"]) == ("angry", ["Mira", "Tomás"], 3)
    assert (first["start"], first["end"]) == (6, 11)  # as a browser counts: the emoji is two
    assert (second["text"], second["label"], second["who"]) == ("word", "parts", ["judge-1"])


def test_a_part_lies_in_the_field_that_has_its_text() -> None:
    data = annotations(["some text"])
    data.table["marks"] = [json.dumps([{"start": 0, "end": 5, "text": "forum"}]), "", ""]
    data.spans["parts"] = "marks"
    [span] = spans_of(data, 0, {"text": "some text", "source": "forum"}, "text")
    assert span["field"] == "source"


def test_a_regular_expression_says_what_it_found() -> None:
    assert hits(r"\d+ (eur|usd)", ["12 EUR and 7 usd, 12 EUR", "no"]) == ["12 EUR", "7 usd"]
    assert hits("(", ["text"]) == []
    assert hits("x*", ["abc"]) == []
