"""An example block as it is shown: the item, what was answered, what was expected, and why.

Made when the letter is looked at, so a verdict that changed since it was written shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotate.feedback.blocks import Broken, Example
from annotate.feedback.cases import Basis, Case, Find, PracticeItem
from annotate.feedback.language import words
from annotate.feedback.plain import LONGEST, one_line, shortened, visible
from annotate.judgements import Verdict

META = 60  # characters up to which a field is a remark beside the item's id, not its text


@dataclass(frozen=True)
class Shown:
    """The parts of an example.

    caption   the item's id and its short fields
    texts     (field name or "", text, "" or what to say about its having been cut)
    lines     (label, text): "You answered", "angry"; a label may be empty
    notice    instead of all that: why there is nothing to show
    item_id, question   what it is about, for a reply to it
    choices   the answers to choose among, where it is an item to practise on; ``several``: any
              number of them
    """

    caption: tuple[str, ...] = ()
    texts: tuple[tuple[str, str, str], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    item_id: str = ""
    question: str = ""
    is_practice: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False


def show(
    block: Example | Broken, find: Find, *, is_model: bool = False, language: str = "en"
) -> Shown:
    """What stands in the place of an example line."""
    said = words(language)
    if isinstance(block, Broken):
        return Shown(notice=said["broken"].format(line=one_line(block.line)))
    case = find(block.item_id, block.question)
    if case is None:
        missing = said["missing_model" if is_model else "missing"]
        return Shown(notice=missing.format(item=one_line(block.item_id)))
    caption, texts = item_parts(case, said)
    lines = _lines(case, said, is_model=is_model)
    return Shown(caption, texts, lines, item_id=case.item_id, question=case.question)


def item_parts(
    case: Case | PracticeItem, said: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
    """The caption and the texts; long texts share the space, the longest losing most."""
    short = [(name, text) for name, text in case.fields if len(text) <= META and "\n" not in text]
    long = [each for each in case.fields if each not in short]
    if not long and short:  # every field is short: the longest is what was labelled
        main = max(short, key=lambda each: len(each[1]))
        short, long = [each for each in short if each != main], [main]
    room = max(LONGEST // max(len(long), 1), META)
    texts = []
    for name, text in long:
        beginning, cut = shortened(visible(text).strip(), room)
        marker = said["shortened"].format(n=f"{len(text):,}") if cut else ""
        texts.append((one_line(name) if len(long) > 1 else "", beginning, marker))
    return (one_line(case.item_id), *(one_line(text) for _, text in short)), tuple(texts)


def _lines(case: Case, said: Mapping[str, str], *, is_model: bool) -> tuple[tuple[str, str], ...]:
    answered = said["answered_model" if is_model else "answered"]
    lines = [(answered, f"“{one_line(case.answer)}”"), *_outcome(case, said)]
    if case.exemplary:
        lines.append(("", said["exemplary"]))
    if case.message:
        label = said["why"] if case.verdict or case.exemplary else said["remark"]
        lines.append((label, visible(case.message)))
    return tuple(lines)


def _outcome(case: Case, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the reviewer or the others make of the answer."""
    expected = f"“{one_line(case.expected)}”"
    by_verdict = {
        Verdict.OTHERS_WRONG: "alone",
        Verdict.BOTH_ACCEPTABLE: "both",
        Verdict.GUIDELINE_UNCLEAR: "unclear",
        Verdict.BAD_ITEM: "bad_item",
    }
    if case.verdict in by_verdict:
        return [("", said[by_verdict[case.verdict]])]
    if case.basis is Basis.NONE:
        return []
    if case.as_expected and case.alone:
        return [("", said["alone"])]
    if case.as_expected:
        return [] if case.exemplary else [("", said["as_expected"])]
    if case.basis is Basis.OTHERS and case.verdict is None:
        return [(said["others"], expected)]
    return [(said["expected"], expected)]
