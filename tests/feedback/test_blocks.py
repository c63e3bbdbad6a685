from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.feedback.blocks import Broken, Example, Text, example_line, examples, parse


@given(st.text(), st.text())
def test_any_item_and_question_survive_being_written_and_read(item: str, question: str) -> None:
    """Quotes, backslashes, newlines, braces and the empty text among them."""
    assert parse(f"Before.\n\n{example_line(item, question)}\n\nAfter.")[1] == Example(
        item, question
    )


@given(st.text())
def test_no_text_is_lost_or_breaks_the_parser(text: str) -> None:
    blocks = parse(text)
    if "{{" not in text:
        shown = "\n".join(block.markdown for block in blocks if isinstance(block, Text))
        assert shown.split() == text.replace("\r\n", "\n").split()


def test_an_example_stands_on_a_line_of_its_own() -> None:
    assert examples('In words: {{ example "T-1" "tone" }} is text.') == []
    assert examples('  {{example "T-1" "tone"}}  ') == [Example("T-1", "tone")]


def test_the_question_may_be_left_out_and_quotes_may_be_curly() -> None:
    assert examples('{{ example "T-1" }}') == [Example("T-1", "")]
    assert examples("{{ example “T-1” “tone” }}") == [Example("T-1", "tone")]


@pytest.mark.parametrize(
    "line",
    [
        "{{ example }}",
        "{{ example T-1 }}",
        '{{ example "T-1" "tone" "more" }}',
        '{{ example "bad \\q escape" }}',
        '{{ example "open }}',
    ],
)
def test_a_line_that_cannot_be_read_as_an_example_is_reported_in_place(line: str) -> None:
    assert parse(f"Before.\n{line}\nAfter.") == [Text("Before."), Broken(line), Text("After.")]


def test_windows_line_ends_make_no_difference() -> None:
    text = 'Before.\n\n{{ example "T-1" "tone" }}\n\nAfter.'
    assert parse(text.replace("\n", "\r\n")) == parse(text)
