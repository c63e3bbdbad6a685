"""A practice block as it is shown, and the answers to all of them at the letter's end."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.feedback.blocks import Practice, practices
from annotate.feedback.cases import Basis, FindPractice, PracticeItem
from annotate.feedback.example import Shown, item_parts
from annotate.feedback.language import words
from annotate.feedback.plain import one_line

MANY = 12  # answers: more to choose from are not listed


def ask(block: Practice, practice: FindPractice, *, language: str = "en") -> Shown:
    """What stands in the place of a practice line: the item and what is asked about it."""
    said = words(language)
    item = practice(block.item_id, block.question)
    if item is None:
        return Shown(notice=said["practice_missing"].format(item=one_line(block.item_id)))
    caption, texts = item_parts(item, said)
    lines = [("", said["practise"].format(question=one_line(item.question)))]
    if 1 < len(item.categories) <= MANY:
        lines.append((said["choices"], " · ".join(one_line(each) for each in item.categories)))
    return Shown(
        caption,
        texts,
        tuple(lines),
        item_id=item.item_id,
        question=item.question,
        is_practice=True,
        choices=item.categories if len(item.categories) <= MANY else (),
        several=item.several,
    )


def answers_to(
    markdown: str, practice: FindPractice, *, language: str = "en"
) -> list[tuple[str, str]]:
    """(item id, its answer in a sentence or two) for each practice item of a letter, in order."""
    found = [practice(block.item_id, block.question) for block in practices(markdown)]
    said = words(language)
    return [(one_line(item.item_id), _answer(item, said)) for item in found if item]


def _answer(item: PracticeItem, said: Mapping[str, str]) -> str:
    if item.basis is Basis.NONE:
        return said["known_not"]
    parts = [said["answer"].format(answer=one_line(item.expected))]
    if item.rule and item.rule.text:
        cited = said["rule"].format(number=one_line(item.rule.number))
        parts.append(f"{cited}: {one_line(item.rule.whole)}")
    known = {Basis.RULING: "known_ruling", Basis.GOLD: "known_gold", Basis.OTHERS: "known_others"}
    parts.append(said[known[item.basis]].format(n=f"{item.n:,}", of=f"{item.of:,}"))
    return " ".join(parts)
