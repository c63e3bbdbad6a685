"""What a letter claims, held against the record as it is now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from annotate.feedback.blocks import Block, Example, Text, parse
from annotate.feedback.cases import Casebook
from annotate.feedback.draft import draft
from annotate.feedback.evidence import Evidence
from annotate.feedback.language import language as language_of
from annotate.feedback.points import told, told_change
from annotate.feedback.shares import shares_in

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")


def claims(
    book: Casebook, evidence: Evidence, markdown: str, language: str
) -> Iterator[tuple[str, str]]:
    """(kind, what to look at) for each claim that does not hold or is not shown."""
    yield from _counts(evidence, markdown, language)
    yield from _unshown(evidence, markdown, language)
    yield from _shots(book, evidence.annotator_id, markdown)


def written(markdown: str) -> str:
    """The text of a letter without its references and without code."""
    return _FENCED.sub("", "\n\n".join(_texts(parse(markdown))))


def _counts(evidence: Evidence, markdown: str, language: str) -> Iterator[tuple[str, str]]:
    """Shares like "3 of the 24" that the draft, were it made now, would not hold."""
    now = set(shares_in(draft(evidence, language=language), language))
    for n, of in shares_in(written(markdown), language):
        if (n, of) not in now:
            said = f"The letter says {n:,} of {of:,}; that count does not follow from the record."
            yield "count", said


def _unshown(evidence: Evidence, markdown: str, language: str) -> Iterator[tuple[str, str]]:
    """Sections that tell the count of a point that has examples, and show none."""
    words = language_of(language)
    points = [point for point in evidence.points if point.examples]
    said = [told(evidence, point, words)["what"] for point in points]
    since = [told_change(evidence, one, words) for one in evidence.changed]  # needs no example
    counted = _shares(said, language) - _shares(since, language)
    for heading, blocks in _sections(parse(markdown)):
        if _shares(_texts(blocks), language) & counted and not any(
            isinstance(block, Example) for block in blocks
        ):
            yield "unshown", f"Under “{heading}” there is a claim without an example."


def _shares(texts: Iterable[str], language: str) -> set[tuple[int, int]]:
    return {share for text in texts for share in shares_in(text, language)}


def _sections(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """(heading, what stands under it), in order."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        lines = block.markdown.split("\n") if isinstance(block, Text) else []
        if not isinstance(block, Text):
            found[-1][1].append(block)
        for line in lines:
            match = _HEADING.match(line)
            if match:
                found.append((match[1], []))
            else:
                found[-1][1].append(Text(line))
    return found


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [block.markdown for block in blocks if isinstance(block, Text)]


def _shots(book: Casebook, annotator_id: str, markdown: str) -> Iterator[tuple[str, str]]:
    """Examples as JSON whose answer is another one by now."""
    for form, content in _FENCED.findall(markdown):
        for shot in _held(content) if form == "json" else []:
            item, question = str(shot.get("item_id", "")), str(shot.get("question", ""))
            known = book.case(annotator_id, item, question) or book.practice(item, question)
            if known is None or known.expected != shot.get("answer"):
                said = f"In the examples as data, the answer to item “{item}” is another by now."
                yield "stale", said


def _held(content: str) -> list[dict[str, object]]:
    """The objects of a JSON array; none where it is no such text."""
    try:
        held = json.loads(content)
    except ValueError:
        return []
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
