"""A letter's Markdown -> Markdown with its examples written out."""

from __future__ import annotations

from annotate.feedback.asked import answers_to, ask
from annotate.feedback.blocks import Practice, Text, parse
from annotate.feedback.cases import Find, FindPractice
from annotate.feedback.example import Shown, show
from annotate.feedback.language import words
from annotate.feedback.plain import inline, quoted


def to_markdown(
    markdown: str,
    find: Find,
    practice: FindPractice,
    *,
    is_model: bool = False,
    language: str = "en",
) -> str:
    """The letter with every example as a quotation; reads well in any editor or mail.

    The answers to its practice items are at the end.
    """
    parts = [
        block.markdown.strip("\n")
        if isinstance(block, Text)
        else _quotation(
            ask(block, practice, language=language)
            if isinstance(block, Practice)
            else show(block, find, is_model=is_model, language=language)
        )
        for block in parse(markdown)
    ]
    answers = answers_to(markdown, practice, language=language)
    if answers:
        lines = (f"- **{inline(item)}**: {inline(answer)}" for item, answer in answers)
        parts.append(f"## {words(language)['answers']}\n\n" + "\n".join(lines))
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
