"""A letter's Markdown -> Markdown with its examples written out."""

from __future__ import annotations

from annotate.feedback.blocks import Text, parse
from annotate.feedback.cases import Find
from annotate.feedback.example import Shown, show
from annotate.feedback.plain import inline, quoted


def to_markdown(markdown: str, find: Find, *, is_model: bool = False, language: str = "en") -> str:
    """The letter with every example as a quotation; reads well in any editor or mail."""
    parts = [
        block.markdown.strip("\n")
        if isinstance(block, Text)
        else _quotation(show(block, find, is_model=is_model, language=language))
        for block in parse(markdown)
    ]
    return "\n\n".join(parts).strip() + "\n"


def _quotation(shown: Shown) -> str:
    if shown.notice:
        return f"> *{inline(shown.notice)}*"
    caption = " · ".join(inline(part) for part in shown.caption)
    lines = [f"> **{caption}**", ">"]
    for name, text, marker in shown.texts:
        if name:
            lines += [f"> *{inline(name)}*", ">"]
        lines += [quoted(f"{text} […]" if marker else text), ">"]
        if marker:
            lines += [f"> *({inline(marker)})*", ">"]
    for label, text in shown.lines:
        lines += [f"> {f'{inline(label)}: ' if label else ''}{inline(text)}", ">"]
    return "\n".join(lines[:-1])
