"""The template of a letter: Markdown with placeholders, which anybody may edit.

It is Jinja, of which text, ``{{ placeholder }}``, ``{% if %}`` and ``{% for point in points %}``
may be used and nothing else. Values are texts made beforehand, so a template can arrange a letter
and can neither run anything nor reach anything.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from annotate.errors import DataError

PLACEHOLDERS = {
    "name": "the annotator’s id",
    "reviewer": "your name, if you gave one",
    "round": "the round that the letter is about",
    "n_items": "how many items they labelled",
    "n_read": "how many of them you read",
    "opening": "thanks, what was read and how it was chosen",
    "changed": "what stood out in the round before, and what became of it",
    "strengths": "what went well, as a list",
    "strong_examples": "examples of it",
    "points": "what could be done differently, at most three: {% for point in points %}",
    "more": "a sentence where there is more than three points",
    "remarks": "examples with a message of yours that stand nowhere else",
    "faults": "where the guideline or the item was at fault, with examples",
    "next_step": "one next step",
    "practice": "items to practise on",
    "reply": "where to reply, and what to",
    "prompt": "for a model: rules and examples, ready for a prompt",
    "shots": "for a model: the examples as JSON",
}
OF_POINT = {
    "title": "what the point is called",
    "what": "what was seen, with count and denominator",
    "rule": "the rule of the guideline that was cited",
    "examples": "one to three examples",
    "right": "a similar item done right",
    "next": "how to decide next time",
}
_OF_LOOP = ("index", "first", "last", "length")
_FILTERS = ("upper", "lower", "capitalize", "trim", "length")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)

Value: TypeAlias = str | Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a template, and in which of its lines."""

    line: int
    message: str


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    # It writes Markdown; what came from data is escaped before it gets here.
    return ImmutableSandboxedEnvironment(autoescape=False, trim_blocks=True, lstrip_blocks=True)


def problems(text: str) -> list[Problem]:
    """Everything that is wrong with a template; an empty list is one that can be used."""
    return list(_problems(text))


@lru_cache(maxsize=32)
def _problems(text: str) -> tuple[Problem, ...]:
    """The same; kept, since it is asked for each letter of a project."""
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        return (Problem(error.lineno, f"This cannot be read: {error.message}."),)
    return tuple(dict.fromkeys(_Checker().look(tree)))


def fill(text: str, values: Mapping[str, Value]) -> str:
    """The template with its placeholders filled in; DataError tells what is wrong with it."""
    known: dict[str, Value] = dict.fromkeys(PLACEHOLDERS, "")
    written = _compiled(text).render({**known, **values})
    lines = "\n".join(line.rstrip() for line in written.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@lru_cache(maxsize=32)
def _compiled(text: str) -> Template:
    """The template, ready to be filled in; kept, since all letters of a project share it."""
    wrong = problems(text)
    if wrong:
        told = " ".join(f"Line {one.line}: {one.message}" for one in wrong)
        raise DataError(f"The template of the letter cannot be used. {told}")
    return _environment().from_string(text)


class _Checker:
    """Walks a template and finds what does not exist or may not be used."""

    def __init__(self) -> None:
        self.points: list[str] = []

    def look(self, node: nodes.Node) -> list[Problem]:
        if isinstance(node, nodes.For):
            return self._loop(node)
        if isinstance(node, nodes.Getattr):
            return self._part(node)
        if isinstance(node, nodes.Filter):
            found = [] if node.name in _FILTERS else [_unknown(node, "filter", node.name, _FILTERS)]
            return found + self._below(node)
        if isinstance(node, nodes.Name):
            known = (*PLACEHOLDERS, *self.points)
            wrong = node.name not in known
            return [_unknown(node, "placeholder", node.name, known)] if wrong else []
        return self._below(node) if isinstance(node, _ALLOWED) else [_refused(node)]

    def _below(self, node: nodes.Node) -> list[Problem]:
        return [found for child in node.iter_child_nodes() for found in self.look(child)]

    def _loop(self, node: nodes.For) -> list[Problem]:
        named = isinstance(node.iter, nodes.Name) and node.iter.name == "points"
        if not named or not isinstance(node.target, nodes.Name) or node.recursive or node.test:
            said = "A loop goes over the points alone: {% for point in points %}."
            return [Problem(node.lineno, said)]
        self.points += [node.target.name, "loop"]
        found = [one for child in (*node.body, *node.else_) for one in self.look(child)]
        del self.points[-2:]
        return found

    def _part(self, node: nodes.Getattr) -> list[Problem]:
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        if owner not in self.points:
            return self.look(node.node) or [
                Problem(node.lineno, f"“{owner}” is a text and has no “.{node.attr}”.")
            ]
        known = _OF_LOOP if owner == "loop" else tuple(OF_POINT)
        if node.attr in known:
            return []
        return [_unknown(node, f"part of “{owner}”", node.attr, known)]


def _refused(node: nodes.Node) -> Problem:
    what = type(node).__name__.lower()
    there = "{{ placeholder }}, {% if %} and {% for point in points %}"
    return Problem(node.lineno, f"“{what}” cannot be used in a letter. What can is {there}.")


def _unknown(node: nodes.Node, what: str, name: str, known: Sequence[str]) -> Problem:
    close = difflib.get_close_matches(name, known, 1)
    meant = f" Did you mean “{close[0]}”?" if close else ""
    there = ", ".join(known)
    return Problem(node.lineno, f"There is no {what} “{name}”.{meant} There is: {there}.")
