"""A letter's Markdown -> HTML that runs nothing and fetches nothing.

Text goes through markdown-it with HTML off and then through nh3 with a short allow-list;
examples come from a template that escapes every value. Images are not allowed, since loading
one tells somebody that the letter was opened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt

from annotate.feedback.asked import answers_to, ask
from annotate.feedback.blocks import Broken, Example, Practice, Text, parse
from annotate.feedback.cases import Find, FindPractice
from annotate.feedback.example import show
from annotate.feedback.language import TEMPLATES, words
from annotate.feedback.plain import visible

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "table"}
_TAGS = _BLOCKS | {"a", "em", "strong", "s", "code", "br", "hr", "h5", "h6"}
_TAGS |= {"thead", "tbody", "tr", "th", "td"}
_SCHEMES = ("http://", "https://", "mailto:")


@cache
def pages() -> Environment:
    """The environment of the HTML templates: everything escaped unless it is Markup."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def to_html(
    markdown: str,
    find: Find,
    practice: FindPractice,
    *,
    is_model: bool = False,
    language: str = "en",
    href: Callable[[str], str] | None = None,
) -> str:
    """The letter's body, with the answers to its practice items at the end.

    ``find`` looks examples up (``Casebook.finder``), ``practice`` the items to practise on
    (``Casebook.practice``).

    ``href`` gives the address of an item, for use inside the app; a letter that is sent has
    none. Each stretch of text is rendered by itself, so nothing left open in one reaches the
    example or the text after it.
    """
    parts = [
        _text(block)
        if isinstance(block, Text)
        else _practice(block, practice, language=language, href=href)
        if isinstance(block, Practice)
        else _example(block, find, is_model=is_model, language=language, href=href)
        for block in parse(markdown)
    ]
    answers = answers_to(markdown, practice, language=language)
    if answers:
        heading = words(language)["answers"]
        page = pages().get_template("answers.html.j2")
        parts.append(page.render(heading=heading, answers=answers))
    return "\n".join(parts)


def _practice(
    block: Practice,
    practice: FindPractice,
    *,
    language: str,
    href: Callable[[str], str] | None,
) -> str:
    shown = ask(block, practice, language=language)
    address = href(block.item_id) if href else ""
    return pages().get_template("example.html.j2").render(shown=shown, href=address)


def _text(block: Text) -> str:
    return nh3.clean(
        _markdown().render(visible(block.markdown)),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}},
        attribute_filter=_only_safe_links,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _BLOCKS},
    )


def _only_safe_links(_tag: str, attribute: str, value: str) -> str | None:
    """Links go to the web or to a mailbox, never to a file beside the letter."""
    if attribute == "href" and not value.lower().startswith(_SCHEMES):
        return None
    return value


def _example(
    block: Example | Broken,
    find: Find,
    *,
    is_model: bool,
    language: str,
    href: Callable[[str], str] | None,
) -> str:
    shown = show(block, find, is_model=is_model, language=language)
    address = href(block.item_id) if href and isinstance(block, Example) else ""
    return pages().get_template("example.html.j2").render(shown=shown, href=address)
