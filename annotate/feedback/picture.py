"""Small pictures of an annotator's own answers, as vector drawings with the numbers beside them.

No peer is in them: where answers are compared, it is with the reference or with the others'
most frequent answer, whoever they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from annotate.feedback.language import TEMPLATES
from annotate.feedback.render import pages

WIDTH = 560  # as wide as the text of a letter


@dataclass(frozen=True)
class Picture:
    """One drawing.

    question   what it is about, empty where it is all of their work
    svg        safe to stand in HTML; its colours come from the page around it
    says       a sentence to stand below it
    described  the same in words, for who does not see it
    width      of the drawing, in its own units
    rows       the same as a table whose first row and column are its names
    """

    title: str
    question: str
    svg: Markup
    says: str
    described: str
    width: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def standalone(self) -> str:
        """The drawing with colours of its own, for where there is no page around it."""
        return str(self.svg).replace(">", f"><style>{_colours()}</style>", 1)


def draw(template: str, **values: object) -> Markup:
    """A drawing from its template."""
    return Markup(pages().get_template(template).render(**values))  # noqa: S704 - it escapes


@cache
def _colours() -> str:
    return (TEMPLATES / "picture.css").read_text(encoding="utf-8")
