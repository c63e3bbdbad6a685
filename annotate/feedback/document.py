"""A letter as one document, which HTML, Markdown, PDF and DOCX are all written from.

The text is parsed once, and every example and practice item is looked up once, when it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from annotate.feedback.asked import answers_to, ask
from annotate.feedback.blocks import Broken, Example, Practice, Text, parse
from annotate.feedback.cases import Find, FindPractice
from annotate.feedback.example import Shown, show
from annotate.feedback.language import words
from annotate.feedback.nodes import Heading, Node
from annotate.feedback.tokens import nodes_of

Part: TypeAlias = Text | Shown


@dataclass(frozen=True)
class Document:
    """A letter's parts in order: what was written, and what stands in the place of a reference.

    ``answers`` are those to the practice items, (item id, sentence), for the end of the letter;
    ``answers_heading`` stands above them.
    """

    parts: tuple[Part, ...]
    answers: tuple[tuple[str, str], ...] = ()
    answers_heading: str = ""

    @cached_property
    def nodes(self) -> tuple[Node | Shown, ...]:
        """The same, with the text read.

        Each stretch of text is read by itself, so that nothing left open in one reaches what
        comes after it. Headings begin at the second level and none is left out on the way
        down, as a reader who hears the document needs it.
        """
        found: list[Node | Shown] = []
        for part in self.parts:
            found += [part] if isinstance(part, Shown) else nodes_of(part.markdown)
        return tuple(_levelled(found))

    @property
    def examples(self) -> tuple[Shown, ...]:
        """What stands in the place of references and has something to show."""
        return tuple(part for part in self.parts if isinstance(part, Shown) and not part.notice)


def compose(
    markdown: str,
    find: Find,
    practice: FindPractice,
    *,
    is_model: bool = False,
    language: str = "en",
) -> Document:
    """The document of a letter.

    ``find`` looks examples up (``Casebook.finder``), ``practice`` the items to practise on
    (``Casebook.practice``).
    """

    def part(block: Text | Example | Practice | Broken) -> Part:
        if isinstance(block, Text):
            return block
        if isinstance(block, Practice):
            return ask(block, practice, language=language)
        return show(block, find, is_model=is_model, language=language)

    return Document(
        tuple(part(block) for block in parse(markdown)),
        tuple(answers_to(markdown, practice, language=language)),
        words(language)["answers"],
    )


def _levelled(nodes: Iterable[Node | Shown]) -> Iterable[Node | Shown]:
    above = 1
    for node in nodes:
        if isinstance(node, Heading):
            above = min(max(node.level, 2), above + 1)
            yield replace(node, level=above)
        else:
            yield node
