from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import DataError
from annotate.replies import Example, Practice, parse
from tests.replies.cases import a_file


def test_a_file_that_the_form_made_is_read_as_it_was_meant() -> None:
    reply = parse(a_file(), "reply-Ana.json")
    assert (reply.project, reply.annotator_id, reply.round) == ("Tone", "Ana", "1")
    assert reply.examples == (
        Example("i1", "tone", objects=True, reason="Rule 2 says so."),
        Example("i2", "tone", objects=False),
    )
    assert reply.practice == (Practice("i3", "tone", ("rude",)),)
    assert reply.prediction == 85


BAD = {
    "no JSON": b"{",
    "deeply nested": b"[" * 100_000,
    "no text": b"\xff\xfe\x00",
    "another file": b'{"format": "other"}',
    "a list": b"[]",
    "a newer version": a_file(version=2),
    "version true": a_file(version=True),
    "no annotator": a_file(annotator=""),
    "annotator a number": a_file(annotator=3),
    "no time": a_file(made="yesterday"),
    "a time without a zone": a_file(made="2026-11-28T09:20:11"),
    "examples no list": a_file(examples={"item": "i1"}),
    "an example without an opinion": a_file(examples=[{"item": "i1", "question": "tone"}]),
    "practice without answers": a_file(practice=[{"item": "i1", "answers": []}]),
    "a prediction of 120": a_file(prediction=120),
    "a prediction in words": a_file(prediction="most"),
    "half a character": a_file(remark="\ud800"),
    "too long a text": a_file(remark="x" * 20_001),
    "too large": b" " * 2_000_001,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_a_sentence_that_names_it(name: str) -> None:
    with pytest.raises(DataError, match=r"^“reply\.json” was not taken in: .*Ask for the file"):
        parse(BAD[name], "reply.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(a_file()))), json_values)
def test_whatever_stands_in_a_reply_it_is_read_or_refused(name: str, value: object) -> None:
    try:
        said = ""
        parse(a_file(**{name: value}), "reply.json")
    except DataError as error:
        said = str(error)
    assert not said or "“reply.json” was not taken in" in said
