"""The guideline of a project: Markdown with numbered rules that a verdict can cite."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULE = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:[-*][ \t]+)?(?:\*\*)?(?:rule[ \t]+|§[ \t]*)?"
    r"(\d{1,3}(?:\.\d+)*[a-z]?)(?:[.):]|(?=[ \t]*\*\*)|(?<=[\da-z])(?=[ \t]))(?:\*\*)?[ \t]*(\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rule:
    """One rule: the number that it is cited by, and its first line."""

    number: str
    text: str


def rules_of(markdown: str) -> tuple[Rule, ...]:
    """The numbered rules in their order: lines such as “2b. …”, “## 3 …”, “- Rule 4: …”.

    What stands in code blocks is no rule. Where a number comes twice, the first one is meant.
    """
    found: dict[str, Rule] = {}
    fenced = False
    for line in markdown.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else _RULE.match(line)
        if match:
            text = match[2].strip().strip("*#").strip()
            found.setdefault(match[1].lower(), Rule(match[1].lower(), text))
    return tuple(found.values())
