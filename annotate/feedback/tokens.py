"""Markdown -> nodes, by the tokens of markdown-it with HTML off.

What is no text becomes nothing or text: HTML is shown as it is written, an image as its
description, and a link that leads neither to the web nor to a mailbox as its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

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
)
from annotate.feedback.plain import visible

_SCHEMES = ("http://", "https://", "mailto:")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def nodes_of(markdown: str) -> tuple[Node, ...]:
    """The nodes of a text, in order."""
    return _blocks(SyntaxTreeNode(_markdown().parse(visible(markdown))).children)


def _blocks(tree: Iterable[SyntaxTreeNode]) -> tuple[Node, ...]:
    return tuple(node for each in tree for node in _block(each))


def _block(tree: SyntaxTreeNode) -> tuple[Node, ...]:
    if tree.type in _KINDS:
        return (_KINDS[tree.type](tree),)
    # A fence or an indented block: its text, and nothing for what else a plugin may bring.
    return (Verbatim(tree.content.rstrip("\n")),) if tree.content else ()


def _listing(tree: SyntaxTreeNode) -> Listing:
    start = int(tree.attrs.get("start", 1)) if tree.type == "ordered_list" else None
    return Listing(start, tuple(_blocks(item.children) for item in tree.children))


def _table(tree: SyntaxTreeNode) -> Table:
    rows = [row for part in tree.children for row in part.children]
    return Table(tuple(tuple(_runs(cell) for cell in row.children) for row in rows))


def _runs(tree: SyntaxTreeNode) -> Runs:
    """The text in a block; its one child holds it."""
    runs: list[Run] = []
    for inline in tree.children:
        for child in inline.children:
            _spell(child, Run(""), runs)
    return tuple(runs)


def _spell(tree: SyntaxTreeNode, look: Run, runs: list[Run]) -> None:
    """Add what the tree says to the runs, looking as what is around it and more."""
    match tree.type:
        case "text":
            _add(runs, replace(look, text=tree.content))
        case "code_inline":
            _add(runs, replace(look, text=tree.content, code=True))
        case "softbreak":
            _add(runs, replace(look, text=" "))
        case "hardbreak":
            _add(runs, replace(look, text="\n"))
        case "image":
            _add(runs, replace(look, text=tree.content))
        case _:
            for child in tree.children:
                _spell(child, _looking(tree, look), runs)


def _looking(tree: SyntaxTreeNode, look: Run) -> Run:
    match tree.type:
        case "strong":
            return replace(look, strong=True)
        case "em":
            return replace(look, emphasis=True)
        case "s":
            return replace(look, struck=True)
        case "link":
            href = str(tree.attrs.get("href", ""))
            return replace(look, href=href if href.lower().startswith(_SCHEMES) else "")
        case _:
            return look


def _add(runs: list[Run], run: Run) -> None:
    """One run more, or the last one longer where it looks the same."""
    if runs and replace(runs[-1], text="") == replace(run, text=""):
        run = replace(run, text=runs.pop().text + run.text)
    if run.text:
        runs.append(run)


_KINDS: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "heading": lambda tree: Heading(int(tree.tag[1]), _runs(tree)),
    "paragraph": lambda tree: Paragraph(_runs(tree)),
    "bullet_list": _listing,
    "ordered_list": _listing,
    "blockquote": lambda tree: Quotation(_blocks(tree.children)),
    "table": _table,
    "hr": lambda _: Rule(),
}
