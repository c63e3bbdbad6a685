from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotate.feedback.plain import direction, inline, quoted, shortened

markdown = MarkdownIt("commonmark", {"html": False})
plain = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp"], blacklist_characters='"')
)


def text_of(html: str) -> str:
    """What a reader sees."""
    bare = re.sub(r"<[^>]*>", "", html)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        bare = bare.replace(entity, char)
    return bare


@given(plain)
def test_a_name_reads_in_a_sentence_as_it_is(name: str) -> None:
    html = markdown.render(f"Hello {inline(name)}, good.")
    assert text_of(html).split() == f"Hello {' '.join(name.split())}, good.".split()
    assert html.count("<") == 2  # the paragraph and nothing else


@given(st.lists(plain, min_size=1, max_size=4))
def test_an_items_text_reads_in_a_quotation_as_it_is(lines: list[str]) -> None:
    html = markdown.render(quoted("\n".join(lines)))
    assert text_of(html).split() == " ".join(lines).split()
    assert not re.search(r"<(h\d|ul|ol|hr|em|strong|code|a|pre|img)\b", html)


def test_marks_that_turn_the_direction_of_a_sentence_are_taken_out_of_names() -> None:
    assert inline("Eve\u202egpj\u2066\u200f") == "Evegpj"


def test_worker_ids_keep_their_underscores() -> None:
    assert inline("worker_17_b") == "worker_17_b"
    assert inline("_x_") == "\\_x\\_"


def test_a_long_text_is_cut_at_a_blank_and_a_short_one_is_left_alone() -> None:
    text, cut = shortened("word " * 1_000, 600)
    assert cut
    assert text.endswith("word")
    assert 480 <= len(text) <= 600
    assert shortened("short", 600) == ("short", False)


def test_a_cut_parts_no_emoji_and_no_accent() -> None:
    family = "👩‍👩‍👧"
    for at in range(20, 40):
        text, _ = shortened(family * 40, at)
        assert len(text) % len(family) == 0 or text.endswith(("👩", "👧")) is True
        assert not text.endswith("\u200d")
    accents = "e\u0301" * 50
    assert all(len(shortened(accents, at)[0]) % 2 == 0 for at in range(10, 60))


def test_a_text_runs_from_the_right_where_a_third_of_its_letters_do() -> None:
    assert direction("tone: كانت الإجابة معروفة مسبقًا") == "rtl"
    assert direction("مرحبًا Aisha,") == "rtl"
    assert direction("«calm» is the expected answer, شكرًا") == "ltr"
    assert direction("1, 2, 3 …") == ""
