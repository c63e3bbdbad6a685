"""The guideline of a project: Markdown with numbered rules that a verdict can cite."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_RULE = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:[-*][ \t]+)?(?:\*\*)?(?:rule[ \t]+|§[ \t]*)?"
    r"(\d{1,3}(?:\.\d+)*[a-z]?)(?:[.):]|(?=[ \t]*\*\*)|(?<=[\da-z])(?=[ \t]))(?:\*\*)?[ \t]*(\S.*)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?![ \t]*(?:#|[-*+][ \t]|\d+[.)][ \t]|\||```|~~~|>))[ \t]*\S")
_EMPHASIS = re.compile(r"\*+|__|`")


@dataclass(frozen=True)
class Rule:
    """One rule: the number that it is cited by, its first line, and the lines that go on.

    ``text`` may hold Markdown; ``whole`` is all of the rule as words, for a place that has none.
    """

    number: str
    text: str
    more: str = ""

    @property
    def whole(self) -> str:
        return _EMPHASIS.sub("", f"{self.text} {self.more}").strip()


def rules_of(markdown: str) -> tuple[Rule, ...]:
    """The numbered rules in their order: lines such as “2b. …”, “## 3 …”, “- Rule 4: …”.

    What stands in code blocks is no rule. Where a number comes twice, the first one is meant.
    """
    found: dict[str, Rule] = {}
    fenced, open_ = False, ""
    for line in markdown.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else _RULE.match(line)
        if match:
            number, text = match[1].lower(), match[2].strip().strip("*#").strip()
            open_ = "" if number in found else number
            found.setdefault(number, Rule(number, text))
        elif open_ and not fenced and _GOES_ON.match(line):
            rule = found[open_]
            found[open_] = replace(rule, more=f"{rule.more} {line.strip()}".strip())
        else:
            open_ = ""
    return tuple(found.values())
