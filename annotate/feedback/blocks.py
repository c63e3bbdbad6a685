r"""The kinds of block in a letter's Markdown: text, and references that stay live.

An example of the reader's own labels, or an item to practise on, is a line of its own::

    {{ example "T-0412" "tone" }}
    {{ practice "T-0077" "tone" }}

with the item's id and the question, each quoted as in JSON (``\"`` is a quote, ``\\`` a
backslash). It is found by this small parser and never by a template engine, so that nothing
somebody wrote into a letter is ever run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_LINE = re.compile(r"^[ \t]*\{\{[ \t]*(?P<kind>example|practice)\b(?P<rest>.*)\}\}[ \t]*$")
_QUOTED = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Text:
    """Markdown between examples."""

    markdown: str


@dataclass(frozen=True)
class Example:
    """A reference to one label of the letter's reader. ``question`` may be empty: the first."""

    item_id: str
    question: str


@dataclass(frozen=True)
class Practice:
    """A reference to an item to practise on. ``question`` may be empty: the first."""

    item_id: str
    question: str


@dataclass(frozen=True)
class Broken:
    """A line that begins like a reference and cannot be read as one."""

    line: str


Block = Text | Example | Practice | Broken
_KINDS: dict[str, type[Example | Practice]] = {"example": Example, "practice": Practice}


def parse(markdown: str) -> list[Block]:
    """The blocks of a letter, in order."""
    blocks: list[Block] = []
    text: list[str] = []
    for line in markdown.replace("\r\n", "\n").split("\n"):
        match = _LINE.match(line)
        if not match:
            text.append(line)
            continue
        if any(each.strip() for each in text):
            blocks.append(Text("\n".join(text)))
        text = []
        blocks.append(_reference(_KINDS[match["kind"]], match["rest"]) or Broken(line.strip()))
    if any(each.strip() for each in text):
        blocks.append(Text("\n".join(text)))
    return blocks


def _reference(kind: type[Example | Practice], rest: str) -> Example | Practice | None:
    """The reference in ``"item" "question"``; None if it cannot be read."""
    # Word processors turn straight quotes into curly ones; what is meant is clear.
    rest = rest if '"' in rest else re.sub("[“”„]", '"', rest)
    words, at = [], 0
    while match := _QUOTED.match(rest, at):
        at = match.end()
        try:
            words.append(json.loads(f'"{match[1]}"'))
        except json.JSONDecodeError:
            return None
    if rest[at:].strip() or not 1 <= len(words) <= 2:
        return None
    return kind(words[0], words[1] if len(words) == 2 else "")


def example_line(item_id: str, question: str) -> str:
    """The line that stands for an example in a letter."""
    return _line("example", item_id, question)


def practice_line(item_id: str, question: str) -> str:
    """The line that stands for an item to practise on in a letter."""
    return _line("practice", item_id, question)


def _line(kind: str, item_id: str, question: str) -> str:
    item, asked = (json.dumps(word, ensure_ascii=False) for word in (item_id, question))
    return f"{{{{ {kind} {item} {asked} }}}}"


def examples(markdown: str) -> list[Example]:
    """The examples in a letter, in order."""
    return [block for block in parse(markdown) if isinstance(block, Example)]


def practices(markdown: str) -> list[Practice]:
    """The items to practise on in a letter, in order."""
    return [block for block in parse(markdown) if isinstance(block, Practice)]
