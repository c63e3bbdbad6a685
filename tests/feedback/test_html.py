"""A report is valid HTML that carries everything with it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from itertools import pairwise

import pytest

from annotate.annotations import Annotations
from annotate.feedback import Casebook, Outgoing, draft, gather, prepare, report
from annotate.feedback.overview import overview
from annotate.feedback.report import write_html
from annotate.judgements import Record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

LETTERS = [
    "# One\n\n#### Four\n\n- a\n  1. b\n\n     > c\n\n| a | b |\n|---|---|\n| c | `d` |\n\n---\n",
    "<p>open <b>tags & ampersands &amp; [a](http://x.org/?a=1&b=2 'title') <http://y.org>",
    "```\nnever closed </code></pre>",
    "\x00 \x0b \ufffe \ufdd0 \u2028 text",
    "5. five\n6. six\n\n**bold _and** slanted_ ~~gone~~ ![picture](http://x.org/y.png)",
]


def check(html: str) -> None:
    """Parse as the standard says, where any error is one; ids are unique and lead somewhere."""
    html5lib.HTMLParser(strict=True).parse(html)
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for named in re.findall(r'aria-labelledby="([^"]*)"', html):
        assert set(named.split()) <= set(ids)


def test_a_report_and_an_overview_are_valid(unread: Casebook) -> None:
    for name in unread.sources.data.annotator_ids:
        check(report(unread, name, draft(gather(unread, name))))
    check(write_html(overview(Outgoing(unread))))


@pytest.mark.parametrize("letter", LETTERS, ids=range(len(LETTERS)))
def test_whatever_a_reviewer_writes_becomes_valid_html(unread: Casebook, letter: str) -> None:
    html = report(unread, "Tomasz", letter)
    check(html)
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_a_report_to_a_model_has_no_form_and_no_script(make: Callable[..., Annotations]) -> None:
    rows = [(f"T-{k}", who, "calm") for k in range(12) for who in ("judge", "Bob")]
    book = Casebook(prepare(make(rows, models=["judge"])), Record())
    html = report(book, "judge", draft(gather(book, "judge")))
    check(html)
    assert "<script" not in html
    assert "script-src" not in html


def test_a_policy_names_the_one_script_and_style_by_what_they_are(unread: Casebook) -> None:
    html = report(unread, "Tomasz", "Hello.")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "unsafe" not in policy[1]
    assert policy[1].count("sha256-") == 2
    assert "default-src &#39;none&#39;" in policy[1]
