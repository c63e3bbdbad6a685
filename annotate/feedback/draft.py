"""Evidence -> a complete letter in Markdown, to be sent as it stands or edited."""

from __future__ import annotations

import re

from annotate.feedback.cases import Case
from annotate.feedback.evidence import MOST, Evidence
from annotate.feedback.language import macro
from annotate.feedback.patterns import Pattern

REMARKS = 3


def draft(
    evidence: Evidence,
    *,
    reviewer: str = "",
    reply_to: str = "",
    round_name: str = "",
    language: str = "en",
) -> str:
    """The letter as Markdown, with live example lines.

    ``round_name`` is the last round that the evidence covers.

    A model gets notes for whoever keeps its instructions instead. DataError where there is no
    template for the language.
    """
    shown = evidence.patterns[:MOST]
    write = macro(language, "notes" if evidence.is_model else "letter")
    text = write(
        evidence, shown, remarked(evidence, shown)[:REMARKS], reviewer, reply_to, round_name
    )
    lines = "\n".join(line.rstrip() for line in str(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def remarked(evidence: Evidence, shown: tuple[Pattern, ...]) -> tuple[Case, ...]:
    """Cases with a message of the reviewer's that no other part of the letter shows."""
    at_fault = [case for case in (*evidence.both, *evidence.bad_items) if case.message][:2]
    seen = [
        *(case for pattern in shown for case in pattern.examples),
        *(pattern.right for pattern in shown if pattern.right),
        *(evidence.exemplary[:2] or evidence.alone[:1]),
        *evidence.unclear[:2],
        *at_fault,
    ]
    said = {case.message for case in seen}
    left: dict[str, Case] = {}
    for case in evidence.cases:
        if case.message and case.message not in said:
            left.setdefault(case.message, case)
    return tuple(left.values())
