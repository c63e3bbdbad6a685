"""What to look at before a letter is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from annotate.feedback.blocks import Broken, Example, Practice, Text, parse
from annotate.feedback.cases import Case, Casebook
from annotate.feedback.choice import Choice
from annotate.feedback.claims import claims, written
from annotate.feedback.evidence import Evidence, gather
from annotate.feedback.language import DEFAULT, LANGUAGES
from annotate.feedback.language import language as language_of
from annotate.feedback.reads_like import astray, script_of

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
SHORT = 3  # characters: a shorter id is too likely to be a word or a number


@dataclass(frozen=True)
class Finding:
    """One thing to look at: ``kind`` for programs, ``message`` for people."""

    kind: str
    message: str


def check(
    book: Casebook,
    annotator_id: str,
    markdown: str,
    *,
    language: str = DEFAULT,
    choice: Choice | None = None,
) -> list[Finding]:
    """Everything worth a look in one annotator's letter; an empty list is a clean letter."""
    evidence = gather(book, annotator_id, choice)
    shown = _examples(book, annotator_id, markdown)
    return [
        *_peers(book, annotator_id, markdown, [case for _, case in shown if case]),
        *_empty_sections(markdown),
        *_missing(book, shown, markdown),
        *(Finding(kind, message) for kind, message in claims(book, evidence, markdown, language)),
        *_vague(markdown, language),
        *_language(markdown, language),
        *_left_out(evidence, {case.message for _, case in shown if case}),
        *_contradicted(evidence),
    ]


def _examples(
    book: Casebook, annotator_id: str, markdown: str
) -> list[tuple[Example, Case | None]]:
    find = book.finder(annotator_id)
    blocks = [block for block in parse(markdown) if isinstance(block, Example)]
    return [(block, find(block.item_id, block.question)) for block in blocks]


def _peers(
    book: Casebook, annotator_id: str, markdown: str, cases: Iterable[Case]
) -> list[Finding]:
    """Other annotators' ids in the text or in the messages that it shows.

    An id that is an ordinary word or number is not looked for: it would be found everywhere.
    """
    written = [block.markdown for block in parse(markdown) if isinstance(block, Text)]
    text = "\n".join([*written, *(case.message for case in cases)]).replace("\\", "")
    text = text.replace(annotator_id, " ")
    answers = {a for q in book.sources.data.questions for a in (*q.categories, q.name)}
    return [
        Finding("peer", f"The letter names another annotator: “{peer}”.")
        for peer in book.sources.data.annotator_ids
        if peer != annotator_id
        and peer in text
        and _is_distinctive(peer, answers)
        and re.search(rf"(?<!\w){re.escape(peer)}(?!\w)", text)
    ]


def _is_distinctive(annotator_id: str, answers: set[str]) -> bool:
    if len(annotator_id) < SHORT or annotator_id in answers:
        return False
    if annotator_id.isdigit():
        return len(annotator_id) > 4  # a shorter number may be a count or a year
    return annotator_id.casefold() not in _ordinary_words()


@cache
def _ordinary_words() -> frozenset[str]:
    """The words that letters themselves use."""
    texts = (path.read_text(encoding="utf-8") for path in LANGUAGES.glob("*.toml"))
    return frozenset(word.casefold() for text in texts for word in re.findall(r"\w+", text))


def _empty_sections(markdown: str) -> list[Finding]:
    """Headings with nothing under them; a heading over a deeper one is not empty."""
    found, open_ = [], None
    for line in [*markdown.split("\n"), "# "]:
        match = _HEADING.match(line) or (re.match(r"(#)\s()", line) if line == "# " else None)
        if match and open_ and len(match[1]) <= len(open_[0]):
            found.append(Finding("empty", f"There is nothing under the heading “{open_[1]}”."))
        if match:
            open_ = (match[1], match[2])
        elif line.strip():
            open_ = None
    return found


def _missing(
    book: Casebook, shown: Iterable[tuple[Example, Case | None]], markdown: str
) -> Iterator[Finding]:
    for block, case in shown:
        if case is None:
            said = f"There is no label of theirs on item “{block.item_id}” any more."
            yield Finding("missing", said)
    for part in parse(markdown):
        if isinstance(part, Broken):
            yield Finding("broken", f"This example line cannot be read: {part.line}")
        if isinstance(part, Practice):
            item = book.practice(part.item_id, part.question)
            if item is None or not item.expected:
                said = f"The practice item “{part.item_id}” has no known answer any more."
                yield Finding("missing", said)


def _vague(markdown: str, language: str) -> list[Finding]:
    """Sentences that say how often without saying how many."""
    found = []
    for sentence in re.split(r"(?<=[.?؟。])\s*|\n", written(markdown)):
        word = _vague_words(language).search(sentence)
        if word and not re.search(r"\d", sentence):
            found.append(Finding("vague", f"“{word[0]}” stands without a count."))
    return found


@cache
def _vague_words(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language_of(language).vague))
    whole = words if script_of(language) == "CJK" else rf"(?<!\w)(?:{words})(?!\w)"
    return re.compile(whole, re.IGNORECASE)


def _language(markdown: str, language: str) -> list[Finding]:
    known = language_of(language).name
    return [
        Finding(
            "language",
            f"“{part.beginning} …” does not read like {known}"
            + (f" but like {language_of(part.like).name}." if part.like else "."),
        )
        for part in astray(written(markdown), language)
    ]


def _left_out(evidence: Evidence, shown: set[str]) -> list[Finding]:
    """Messages to them that the letter does not show."""
    cases = {
        case.message: case for case in evidence.cases if case.message and case.message not in shown
    }
    return [
        Finding("left out", f"Your message on item “{case.item_id}” is not in the letter.")
        for case in cases.values()
    ]


def _contradicted(evidence: Evidence) -> list[Finding]:
    return [
        Finding(
            "contradiction",
            f"You called the label on item “{case.item_id}” an error, but the answer that is"
            f" trusted there is theirs: “{case.answer}”.",
        )
        for case in evidence.contradicted
    ]
