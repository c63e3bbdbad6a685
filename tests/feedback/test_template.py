"""Anybody may edit a template: what it may hold, and what is said of what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import DataError
from annotate.feedback import Casebook, draft, gather
from annotate.feedback.template import OF_POINT, PLACEHOLDERS, fill, problems


def test_placeholders_are_filled_and_gaps_are_closed() -> None:
    text = "Dear {{ name }},\n\n{% if more %}\nMore.\n{% endif %}\n\n\n\nBye."
    assert fill(text, {"name": "Ana"}) == "Dear Ana,\n\nBye.\n"
    assert fill(text, {"name": "Ana", "more": "x"}) == "Dear Ana,\n\nMore.\n\nBye.\n"


def test_everything_that_is_documented_can_be_used() -> None:
    points = "".join(f"{{{{ point.{name} }}}}" for name in OF_POINT)
    text = "".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
    assert problems(f"{text}{{% for point in points %}}{points}{{% endfor %}}") == []


def test_an_unknown_placeholder_is_told_with_its_line_and_what_there_is_instead() -> None:
    (found,) = problems("Hello {{ name }},\n\n{{ strenghts }}\n")
    assert found.line == 3
    assert "no placeholder “strenghts”. Did you mean “strengths”?" in found.message
    assert "opening" in found.message


def test_an_unknown_part_of_a_point_is_told() -> None:
    (found,) = problems("{% for p in points %}\n{{ p.titel }}\n{% endfor %}")
    assert (found.line, "no part of “p” “titel”. Did you mean “title”?" in found.message) == (
        2,
        True,
    )


def test_a_point_is_known_inside_its_loop_alone() -> None:
    text = "{% for point in points %}{{ point.title }}{% endfor %}\n{{ point.title }}"
    assert [found.line for found in problems(text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "{{ name",
        "{% if name %}",
        "{{ ''.__class__ }}",
        "{{ name.__class__.__mro__ }}",
        "{{ self }}",
        "{{ range(10) }}",
        "{{ 'a' * 100000000 }}",
        "{% for x in 'abc' %}{{ x }}{% endfor %}",
        "{% for point in points recursive %}{% endfor %}",
        "{% include 'report.css' %}",
        "{% import 'x' as x %}",
        "{% set name = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{{ name|attr('upper') }}",
        "{{ name|safe }}",
        "{{ name['x'] }}",
        '{{ example "T-1" "tone" }}',
        "{{ lipsum(100) }}",
    ],
)
def test_what_could_do_harm_or_cannot_be_read_is_refused(text: str) -> None:
    assert problems(text)
    with pytest.raises(DataError, match=r"Line \d+: "):
        fill(text, {"name": "Ana"})


@given(st.text())
def test_no_text_breaks_the_checker(text: str) -> None:
    if not problems(text):
        fill(text, {})


def test_a_letter_follows_the_template_that_it_is_given(unread: Casebook) -> None:
    text = "Dear {{ name }}, {% for point in points %}*{{ point.title }}*{% endfor %}"
    written = draft(gather(unread, "Tomasz"), template=text)
    assert written == "Dear Tomasz, *“angry” where others answered “annoyed”*\n"


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    assert fill("{{ name }}", {"name": "{{ reply }}", "reply": "no"}) == "{{ reply }}\n"
