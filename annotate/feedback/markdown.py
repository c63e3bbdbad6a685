"""A document -> Markdown with its examples written out."""

from __future__ import annotations

from annotate.feedback.cases import Find, FindPractice
from annotate.feedback.document import Document, compose
from annotate.feedback.example import Shown
from annotate.feedback.plain import inline, quoted


def to_markdown(
    markdown: str,
    find: Find,
    practice: FindPractice,
    *,
    is_model: bool = False,
    language: str = "en",
) -> str:
    """A letter's Markdown with its references written out; for ``find``, see ``compose``."""
    return write_markdown(compose(markdown, find, practice, is_model=is_model, language=language))


def write_markdown(document: Document) -> str:
    """The letter with every example as a quotation; reads well in any editor or mail.

    What the reviewer wrote stays as they wrote it. The answers to practice items are at the end.
    """
    parts = [
        _quotation(part) if isinstance(part, Shown) else part.markdown.strip("\n")
        for part in document.parts
    ]
    if document.answers:
        lines = (f"- **{inline(item)}**: {inline(answer)}" for item, answer in document.answers)
        parts.append(f"## {document.answers_heading}\n\n" + "\n".join(lines))
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
