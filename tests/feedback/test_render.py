from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from annotate.feedback import Casebook, draft, gather, prepare, report, to_html, to_markdown
from annotate.feedback.blocks import example_line
from annotate.feedback.reply_form import script
from annotate.judgements import Judgement, Record, Verdict

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><style>@import 'http://evil.example'</style></svg>",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt&colon;alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "[click](//evil.example/x) [click](file:///etc/passwd) [click](/local)",
    "![pixel](http://evil.example/pixel.png)",
    "<http://evil.example> <javascript:alert(1)>",
    "{{ 7*7 }} {% for x in ().__class__.__bases__ %}{{ x }}{% endfor %}",
    '{{ example "T-1" "tone" }}',
    "</blockquote></figure></main><script>alert(1)</script>",
    "\u202eevil\u202d \u2066 \u2067",
    "\x00\x1b[31m\x7f",
    "```\nnever closed",
    "'; \"--> ]]> &lt;script&gt;",
    "x" * 100_000,
]


class Seen(HTMLParser):
    """Everything in a document that could run or be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def assert_harmless(html: str) -> None:
    seen = Seen()
    assert html.count("<script>") == 1
    seen.feed(html.replace(f"<script>\n{script()}\n</script>", ""))  # ours, the same in each
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base"} & set(
        seen.tags
    )
    for name, value in seen.attributes:
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style", "xlink:href", "formaction")
        if name == "href":
            assert value.startswith(("http://", "https://", "mailto:"))
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    assert "@import" not in styles[0]


@pytest.fixture
def attacked(make) -> list[tuple[Casebook, str]]:
    """For each attack a book in which names, texts, answers, comments and messages hold it."""
    books = []
    for attack in ATTACKS:
        name = f"Eve {attack[:300]}"
        answers = [f"calm {attack[:60]}", "angry"]
        rows = [("T-1", name, answers[0]), ("T-1", "Bob", answers[1]), ("T-1", "Cat", answers[1])]
        record = Record(judgements=(Judgement("T-1", name, "tone", Verdict.ERROR, message=attack),))
        data = make(rows, texts={"T-1": attack}, answers=answers)
        books.append((Casebook(prepare(data), record), name))
    return books


def test_nothing_that_came_with_the_data_runs_or_is_fetched(attacked) -> None:
    for book, name in attacked:
        assert_harmless(report(book, name, draft(gather(book, name))))


def test_nothing_that_the_reviewer_writes_runs_or_is_fetched(attacked) -> None:
    book, name = attacked[0]
    for attack in ATTACKS:
        assert_harmless(report(book, name, f"# {attack}\n\n{attack}\n\n- {attack}"))


def test_an_items_text_is_shown_letter_by_letter(make) -> None:
    text = "  1. <b>Not bold</b> & *not* emphasised\n# no heading\n{{ no }} \\n"
    data = make([("T-1", "Ann", "calm"), ("T-1", "Bob", "calm")], texts={"T-1": text})
    book = Casebook(prepare(data), Record())
    html = to_html(example_line("T-1", "tone"), book.finder("Ann"), book.practice)
    escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in html


def test_a_long_text_is_shortened_and_says_so(make) -> None:
    data = make([("T-1", "Ann", "calm"), ("T-1", "Bob", "calm")], texts={"T-1": "word " * 20_000})
    book = Casebook(prepare(data), Record())
    for shown in (
        to_html(example_line("T-1", ""), book.finder("Ann"), book.practice),
        to_markdown(example_line("T-1", ""), book.finder("Ann"), book.practice),
    ):
        assert "the whole text has 100,000 characters" in shown
        assert len(shown) < 1_500


def test_an_example_that_is_gone_leaves_the_text_around_it_whole(unread: Casebook) -> None:
    letter = f"Before **this**.\n\n{example_line('T-99', 'tone')}\n\nAfter *that*.\n"
    html = to_html(letter, unread.finder("Tomasz"), unread.practice)
    assert "<strong>this</strong>" in html
    assert "no longer hold a label of yours on item T-99" in html
    assert "<em>that</em>" in html
    assert "After *that*." in to_markdown(letter, unread.finder("Tomasz"), unread.practice)


def test_markdown_left_open_before_an_example_does_not_swallow_it(unread: Casebook) -> None:
    letter = f"```\nopen\n{example_line('T-01', 'tone')}\n\nAfter."
    html = to_html(letter, unread.finder("Tomasz"), unread.practice)
    assert html.count('<figure class="example">') == 1
    assert '<p dir="ltr">After.</p>' in html


def test_examples_are_live(unread: Casebook) -> None:
    """The same letter shows a verdict that was made after it was written."""
    letter = example_line("T-01", "tone")
    before = to_html(letter, unread.finder("Tomasz"), unread.practice)
    assert "The others mostly answered" in before
    record = Record(
        judgements=(Judgement("T-01", "Tomasz", "tone", Verdict.ERROR, message="Rule 2b."),)
    )
    book = Casebook(unread.sources, record)
    after = to_html(letter, book.finder("Tomasz"), book.practice)
    assert "Expected" in after
    assert "Rule 2b." in after


def test_links_in_the_app_lead_to_the_item_and_sent_letters_have_none(unread: Casebook) -> None:
    letter = example_line("T-01", "tone")
    html = to_html(
        letter,
        unread.finder("Tomasz"),
        unread.practice,
        href=lambda item: f'/read?item={item}&a="b',
    )
    assert '<a href="/read?item=T-01&amp;a=&#34;b">' in html
    assert "<a " not in to_html(letter, unread.finder("Tomasz"), unread.practice)


def test_the_report_is_one_file_with_a_policy_a_language_and_a_described_picture(
    unread: Casebook,
) -> None:
    html = report(unread, "Tomasz", draft(gather(unread, "Tomasz")))
    assert "Content-Security-Policy" in html
    assert '<html lang="en" dir="ltr">' in html
    assert "<title>Letter to Tomasz</title>" in html
    assert 'role="img"' in html
    assert "angry where the others mostly answered annoyed: 15" in html
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
    assert len(html.encode()) < 500_000
    for peer in ("Careful", "Beatriz", "Chidi", "Daniela", "Emeka"):
        assert peer not in html
