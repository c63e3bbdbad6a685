"""What a model's instructions could gain: rules, and examples as text and as JSON.

Item texts come from data and go into fenced code. Every line of theirs begins with “> ”, and in
JSON with a quotation mark, so that none can close the fence or be taken for a reference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotate.feedback.cases import Basis, Case, PracticeItem
from annotate.feedback.evidence import Evidence
from annotate.feedback.example import META
from annotate.feedback.language import Language
from annotate.feedback.patterns import Pattern
from annotate.feedback.plain import one_line, shortened, visible
from annotate.feedback.tendencies import Tendency
from annotate.guideline import Rule

MOST = 6
ENOUGH = 2  # examples that somebody decided, to leave out what only the others say
LONGEST = 2_000  # characters of a text in a prompt


@dataclass(frozen=True)
class Shot:
    """One example for a prompt: the item, what was asked about it, the answer and why.

    ``basis`` is where the answer comes from: "ruling", "gold", or "others" where nobody decided.
    """

    item_id: str
    question: str
    fields: tuple[tuple[str, str], ...]
    answer: str
    basis: str
    why: str


def shots_of(evidence: Evidence) -> tuple[Shot, ...]:
    """Corrected labels, items done right, then what is known of others: each label once.

    What only the others say is taken where there is little else.
    """
    found: dict[tuple[str, str], Shot] = {}
    for case in _worth_showing(evidence):
        if case.expected:
            found.setdefault((case.item_id, case.question), _shot(case))
    decided = [shot for shot in found.values() if shot.basis != Basis.OTHERS]
    return tuple(decided if len(decided) >= ENOUGH else found.values())[:MOST]


def _worth_showing(evidence: Evidence) -> Iterator[Case | PracticeItem]:
    for point in evidence.points:
        yield from point.examples
        if point.right:
            yield point.right
    yield from (case for case in evidence.single if case.message or case.rule)
    yield from evidence.exemplary
    yield from evidence.practice


def _shot(case: Case | PracticeItem) -> Shot:
    said = case.message if isinstance(case, Case) and case.verdict else ""
    why = said or (_cited(case.rule) if case.rule and case.rule.text else "")
    judged = isinstance(case, Case) and case.verdict is not None
    basis = Basis.RULING if judged else case.basis
    return Shot(case.item_id, case.question, case.fields, case.expected, basis, visible(why))


def _cited(rule: Rule) -> str:
    return f"{rule.number}: {rule.whole}"


def prompt(evidence: Evidence, language: Language) -> str:
    """Rules and examples in one fenced block, to be copied into a prompt; "" without a point."""
    shots = shots_of(evidence)
    rules = _rules(evidence, language)
    if not rules and not shots:
        return ""
    lines = ["```text"]
    if rules:
        lines += [language.say("prompt_rules"), *(f"- {rule}" for rule in rules), ""]
    if shots:
        lines.append(language.say("prompt_examples"))
    for shot in shots:
        lines += [*_text(shot, language), ""]
    while not lines[-1]:
        lines.pop()
    return "\n".join([*lines, "```"])


def _rules(evidence: Evidence, language: Language) -> list[str]:
    """The rules that were cited, then what to do about each point, in plain text."""
    cited = [rule for point in evidence.shown for rule in point.rules]
    cited += [case.rule for case in evidence.single if case.rule and case.rule.text]
    said = [
        _plain(language.phrases["prompt_rule"], number=rule.number, text=rule.whole)
        for rule in cited
    ]
    for point in evidence.points:
        key = f"next_{point.kind}" if isinstance(point, Tendency) else "next_unknown"
        if isinstance(point, Pattern) and point.expected:
            key = "next_expected"
        expected = point.expected if isinstance(point, Pattern) else ""
        phrase = language.phrases[f"{key}_model"]
        said.append(_plain(phrase, answer=point.answer, expected=expected))
    return list(dict.fromkeys(said))


def _plain(phrase: str | Mapping[str, str], **values: str) -> str:
    """A phrase without plural forms, filled in for a place that is no Markdown."""
    text = phrase if isinstance(phrase, str) else phrase["other"]
    return text.format_map({name: one_line(value) for name, value in values.items()})


def _text(shot: Shot, language: Language) -> list[str]:
    lines: list[str] = [language.say("prompt_input")]
    for text in _texts(shot):
        lines += [f"> {line}" for line in text.split("\n")]
    lines.append(f"{one_line(shot.question)}: {one_line(shot.answer)}")
    if shot.why:
        lines.append(_plain(language.phrases["prompt_why"], text=shot.why))
    return lines


def _told(shot: Shot) -> dict[str, str]:
    """The fields as they are shown: shortened where they are very long."""
    held = {name: shortened(visible(text).strip(), LONGEST) for name, text in shot.fields}
    return {name: f"{text} […]" if cut else text for name, (text, cut) in held.items()}


def _texts(shot: Shot) -> list[str]:
    """The fields that are texts; where all are short, the longest."""
    told = list(_told(shot).values())
    return [text for text in told if len(text) > META] or [max(told, key=len, default="")]


def shots(evidence: Evidence) -> str:
    """The examples as a JSON array in a fenced block; "" where there are none."""
    held = [
        {
            "item_id": shot.item_id,
            "question": shot.question,
            "input": _told(shot),
            "answer": shot.answer,
            "basis": shot.basis,
            **({"why": shot.why} if shot.why else {}),
        }
        for shot in shots_of(evidence)
    ]
    if not held:
        return ""
    return f"```json\n{json.dumps(held, ensure_ascii=False, indent=1)}\n```"
