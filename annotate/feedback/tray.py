"""Evidence as something to choose from: by question, error type and rule, each with its like."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from annotate.feedback.cases import Case, Casebook
from annotate.feedback.evidence import Evidence
from annotate.feedback.patterns import Pattern
from annotate.feedback.tendencies import Tendency

SHOWN = 20  # cases of a group: nobody chooses among hundreds


@dataclass(frozen=True)
class Group:
    """Cases of one kind; all plain text.

    title, question   what they have in common; ``rule`` the number of the rule that they cite
    n                 how many there are; ``cases`` are the first of them
    right             an item of the same kind that they got right
    elsewhere         the id of one that they did not label and that others got right, if any
    """

    title: str
    question: str
    rule: str
    n: int
    cases: tuple[Case, ...]
    right: Case | None = None
    elsewhere: str = ""


def tray(book: Casebook, evidence: Evidence) -> list[Group]:
    """Everything that a letter to one annotator may show, what could be corrected first."""
    groups = [
        group for pattern in evidence.patterns for group in _of_pattern(book, evidence, pattern)
    ]
    groups += [_of_tendency(book, evidence, one) for one in evidence.tendencies]
    rest = {
        "one by one": evidence.single,
        "exemplary": evidence.exemplary,
        "right against the others": evidence.alone,
        "guideline unclear": evidence.unclear,
        "both acceptable": evidence.both,
        "bad item": evidence.bad_items,
        "remarks": evidence.remarks,
    }
    groups += [Group(title, "", "", len(c), c[:SHOWN]) for title, c in rest.items() if c]
    return [group for group in groups if group.cases]


def _of_pattern(book: Casebook, evidence: Evidence, p: Pattern) -> list[Group]:
    """One group for each rule that is cited, the most cited first."""
    title = p.error_type or (f"{p.answer} → {p.expected}" if p.expected else p.answer)
    cited = [rule.number for rule in p.rules]
    ordered = sorted(p.candidates, key=lambda case: _place(case, cited))
    elsewhere = _elsewhere(book, evidence, p.question, p.expected)
    return [
        Group(title, p.question, rule, len(some), some[:SHOWN], p.right, elsewhere)
        for rule, found in groupby(ordered, key=_rule)
        for some in [tuple(found)]
    ]


def _rule(case: Case) -> str:
    return case.rule.number if case.rule else ""


def _place(case: Case, cited: list[str]) -> tuple[int, str]:
    rule = _rule(case)
    return (cited.index(rule) if rule in cited else len(cited) + (not rule)), rule


def _of_tendency(book: Casebook, evidence: Evidence, t: Tendency) -> Group:
    title = t.kind.replace("_", " ") + (f" {t.answer}" if t.answer else "")
    expected = t.examples[0].expected if t.examples else ""
    question = t.question or (t.examples[0].question if t.examples else "")
    elsewhere = _elsewhere(book, evidence, question, expected)
    return Group(title, t.question, "", t.n, t.candidates, t.right, elsewhere)


def _elsewhere(book: Casebook, evidence: Evidence, question: str, expected: str) -> str:
    """An item with that answer that they did not label; "" where there is none."""
    if not question or not expected:
        return ""
    data = book.sources.data
    asked = data.question(question)
    own = set(book.sources.items[book.sources.annotator(evidence.annotator_id)].tolist())
    codes = [code for code in range(len(asked.answers)) if asked.shown(code) == expected]
    found = (next(book.pools[question].of(code, own), None) for code in codes)
    return next((data.item_ids[item] for item in found if item is not None), "")
