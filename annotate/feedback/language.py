"""The words of a language: one template file each, ``templates/letter.CODE.md.j2``.

A file defines the macros ``letter`` (for a person) and ``notes`` (for whoever keeps a model),
and ``words``, the phrases around examples and in the report. Templates run in a sandbox, on
values alone: what people wrote is never part of a template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from annotate.errors import DataError
from annotate.feedback.blocks import example_line, practice_line
from annotate.feedback.plain import inline

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # it writes Markdown; every value goes through `inline`
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline"] = inline
    environment.globals["example"] = lambda case: example_line(case.item_id, case.question)
    environment.globals["practice"] = lambda item: practice_line(item.item_id, item.question)
    return environment


@cache
def _module(language: str) -> Any:
    if language not in languages():
        known = ", ".join(languages())
        raise DataError(f"There is no letter in the language “{language}”; there is {known}.")
    return _environment().get_template(f"letter.{language}.md.j2").module


def languages() -> tuple[str, ...]:
    """Codes of the languages that letters can be written in."""
    return tuple(sorted(path.name.split(".")[1] for path in TEMPLATES.glob("letter.*.md.j2")))


def words(language: str) -> Mapping[str, str]:
    """The phrases around examples and in the report."""
    found: Mapping[str, str] = _module(language).words
    return found


def macro(language: str, name: str) -> Callable[..., str]:
    """The macro ``letter`` or ``notes``."""
    found: Callable[..., str] = getattr(_module(language), name)
    return found
