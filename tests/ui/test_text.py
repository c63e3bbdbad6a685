"""Words and numbers as the screens show them."""

import math

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotate.ui.text import count, decimal, interval, percent, plain, shortened


@given(st.text())
def test_text_from_data_shows_as_it_is_where_markdown_is_read(text):
    """Rendering the escaped text gives back the words, with no element but the paragraph."""
    tokens = MarkdownIt("commonmark", {"html": True}).parseInline(plain(text))
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special", "softbreak", "hardbreak"}


def test_markup_and_links_in_names_stay_letters():
    assert plain("*Ana* [x](y)") == r"\*Ana\* \[x\]\(y\)"
    assert plain("a\nb") == "a b"


def test_undefined_numbers_are_a_dash_and_have_no_interval():
    assert percent(math.nan) == "–"
    assert decimal(None) == "–"
    assert interval(math.nan, 0.5) == ""


def test_numbers_are_short_and_counts_are_grammatical():
    assert percent(0.714) == "71%"
    assert interval(0.571, 0.649) == "[0.57, 0.65]"
    assert interval(0.571, 0.649, as_percent=True) == "[57, 65]"
    assert count(1, "item") == "1 item"
    assert count(1204, "item") == "1,204 items"
    assert count(2, "category", "categories") == "2 categories"


def test_a_long_text_is_cut_at_a_word():
    assert shortened("one two three", 9) == "one two …"
    assert shortened("one\n two", 20) == "one two"
