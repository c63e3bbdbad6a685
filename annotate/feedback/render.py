"""A document -> HTML that runs nothing and fetches nothing.

Every text is escaped where it is put in, the tags are the few that are named here, and links
lead to the web or to a mailbox. There are no images, since loading one tells somebody that the
letter was opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from annotate.feedback.cases import Find, FindPractice
from annotate.feedback.document import Document, compose
from annotate.feedback.example import Shown
from annotate.feedback.language import TEMPLATES
from annotate.feedback.nodes import (
    Heading,
    Listing,
    Node,
    Paragraph,
    Quotation,
    Rule,
    Run,
    Runs,
    Table,
    Verbatim,
    text_of,
)
from annotate.feedback.plain import direction

Href = Callable[[str], str]
Replies = Callable[[Shown], Markup]
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>')


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


def to_html(
    markdown: str,
    find: Find,
    practice: FindPractice,
    *,
    is_model: bool = False,
    language: str = "en",
    href: Href | None = None,
) -> str:
    """The letter's body, with the answers to its practice items at the end.

    ``find`` and ``practice`` are those of ``compose``. ``href`` gives the address of an item,
    for use inside the app; a letter that is sent has none.
    """
    document = compose(markdown, find, practice, is_model=is_model, language=language)
    answers = pages().get_template("answers.html.j2").render(document=document, folded=False)
    return body(document, href) + answers


def body(document: Document, href: Href | None = None, replies: Replies | None = None) -> Markup:
    """The document without the answers to its practice items.

    ``replies`` gives what stands below an example for replying to it.
    """
    return Markup("\n").join(
        _shown(node, href, replies) if isinstance(node, Shown) else _node(node)
        for node in document.nodes
    )


def _shown(shown: Shown, href: Href | None, replies: Replies | None) -> Markup:
    page = pages().get_template("example.html.j2")
    return Markup(  # noqa: S704 - from an escaping template
        page.render(
            shown=shown,
            href=href(shown.item_id) if href and shown.item_id else "",
            reply=replies(shown) if replies and not shown.notice else "",
        )
    )


def _node(node: Node) -> Markup:
    return _WRITERS[type(node)](node)


def _nodes(nodes: Iterable[Node]) -> Markup:
    return Markup("\n").join(_node(node) for node in nodes)


def _tag(name: str, inside: Markup, text: str = "") -> Markup:
    """A tag that runs from the side of its text: a letter may hold two scripts."""
    side = direction(text)
    attribute = Markup(' dir="{}"').format(side) if side else Markup("")
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), attribute, inside)  # noqa: S704 - ours


def _listing(node: Listing) -> Markup:
    items = Markup("\n").join(_item(nodes) for nodes in node.items)
    if node.start is None:
        return _tag("ul", items)
    start = Markup("") if node.start == 1 else Markup(' start="{}"').format(node.start)
    return Markup("<ol{}>{}</ol>").format(start, items)


def _item(nodes: tuple[Node, ...]) -> Markup:
    """A list item; one that is a single paragraph needs no tag for it."""
    if len(nodes) == 1 and isinstance(nodes[0], Paragraph):
        return _tag("li", _runs(nodes[0].runs), text_of(nodes[0].runs))
    return _tag("li", _nodes(nodes))


def _table(rows: tuple[tuple[Runs, ...], ...]) -> Markup:
    head, *rest = rows
    heading = Markup("").join(Markup('<th scope="col">{}</th>').format(_runs(c)) for c in head)
    lines = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(_tag("td", _runs(cell), text_of(cell)) for cell in row)
        )
        for row in rest
    )
    return Markup(
        '<div class="table"><table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>'
    ).format(heading, lines)


def _runs(runs: Runs) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    text = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
    marks = (
        (run.code, "code"),
        (run.strong, "strong"),
        (run.emphasis, "em"),
        (run.struck, "s"),
    )
    for applies, name in marks:
        if applies:
            text = Markup("<{0}>{1}</{0}>").format(Markup(name), text)  # noqa: S704 - a tag of ours
    return _LINK.format(run.href, text) if run.href else text


_WRITERS: dict[type[Any], Callable[[Any], Markup]] = {
    Heading: lambda node: _tag(f"h{node.level}", _runs(node.runs), text_of(node.runs)),
    Paragraph: lambda node: _tag("p", _runs(node.runs), text_of(node.runs)),
    Verbatim: lambda node: Markup('<pre dir="auto"><code>{}</code></pre>').format(node.text),
    Quotation: lambda node: _tag("blockquote", _nodes(node.nodes)),
    Listing: _listing,
    Table: lambda node: _table(node.rows),
    Rule: lambda _: Markup("<hr>"),
}
