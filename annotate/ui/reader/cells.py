"""One cell of a field as the browser draws it: plain data, or HTML that was made safe.

Nothing that comes from data may run or be fetched: Markdown is read with HTML off, and what is
HTML keeps a short list of tags without addresses but those of links, which only a click follows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt

from annotate.ui.reader.kinds import FieldKind, chat_turns, parsed, table_rows

Json = dict[str, Any]
Source = Callable[[FieldKind, str], Json]
"""Where a file or an address of media is to be had: {"src"} or {"why"} not."""

LONGEST = 400_000
"""Characters of a cell that are sent; more than anyone reads, and the browser says what is cut."""
_MOST_ROWS = 500

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"alt"},  # without a source: nothing is fetched, and what it says is still read
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "*": {"dir", "lang"},
}


def cell(kind: FieldKind, text: str, source: Source) -> Json:
    """What the browser is sent of a cell; a cell that is not what its field is said to be is plain."""
    cut = max(0, len(text) - LONGEST)
    shown = _SHOWN.get(kind, _plain)(text[:LONGEST])
    if kind in _MEDIA and text.strip():
        shown = {"kind": "media", "media": kind.value, "text": text[:2000]} | source(
            kind, text.strip()
        )
    return (shown or _plain(text[:LONGEST])) | ({"cut": cut} if cut else {})


@lru_cache(maxsize=512)
def from_markdown(text: str) -> str:
    """Markdown as HTML that is safe to show."""
    return safe(_markdown().render(text))


def safe(html: str) -> str:
    """HTML with nothing in it that runs, is fetched or could cover the page."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(
        ["table", "strikethrough"]
    )


def _plain(text: str) -> Json:
    return {"kind": "plain", "text": text}


def _chat(text: str) -> Json | None:
    turns = chat_turns(text)
    return (
        {"kind": "chat", "turns": [[who, from_markdown(said)] for who, said in turns]}
        if turns
        else None
    )


def _json(text: str) -> Json | None:
    return None if parsed(text) is None else {"kind": "json", "text": text}


def _table(text: str) -> Json | None:
    rows = table_rows(text)
    if not rows:
        return None
    return {
        "kind": "table",
        "rows": rows[: _MOST_ROWS + 1],
        "more": max(0, len(rows) - 1 - _MOST_ROWS),
    }


def _link(text: str) -> Json | None:
    address = text.strip()
    return (
        {"kind": "link", "text": address} if address.startswith(("http://", "https://")) else None
    )


_MEDIA = frozenset({FieldKind.IMAGE, FieldKind.AUDIO, FieldKind.VIDEO})
_SHOWN: dict[FieldKind, Callable[[str], Json | None]] = {
    FieldKind.MARKDOWN: lambda text: {"kind": "html", "html": from_markdown(text)},
    FieldKind.HTML: lambda text: {"kind": "html", "html": safe(text)},
    FieldKind.CHAT: _chat,
    FieldKind.CODE: lambda text: {"kind": "code", "text": text},
    FieldKind.JSON: _json,
    FieldKind.TABLE: _table,
    FieldKind.LINK: _link,
    FieldKind.COMPARE: lambda text: {"kind": "html", "html": from_markdown(text)},
}
