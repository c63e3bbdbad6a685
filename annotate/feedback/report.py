"""A letter with its pictures, and as one HTML file that needs nothing else.

The file opens offline, prints, and runs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale
from markupsafe import Markup

from annotate.feedback.cases import Casebook
from annotate.feedback.document import Document, compose
from annotate.feedback.language import TEMPLATES, words
from annotate.feedback.picture import Picture
from annotate.feedback.pictures import pictures
from annotate.feedback.plain import one_line
from annotate.feedback.render import body, pages


@dataclass(frozen=True)
class Report:
    """What is sent to one annotator, in whatever format."""

    title: str
    language: str
    document: Document
    pictures: tuple[Picture, ...] = ()

    @property
    def is_right_to_left(self) -> bool:
        return Locale.parse(self.language, sep="-").text_direction == "rtl"

    @property
    def has_questions(self) -> bool:
        """Whether its pictures are about several questions, so that each must say which."""
        return len({picture.question for picture in self.pictures if picture.question}) > 1


def report_of(book: Casebook, annotator_id: str, markdown: str, *, language: str = "en") -> Report:
    """The report that a letter makes; NotFoundError if there is no annotator of that id."""
    book.sources.annotator(annotator_id)
    is_model = book.sources.profiles[annotator_id].kind == "model"
    said = words(language)
    return Report(
        said["title_notes" if is_model else "title"].format(name=one_line(annotator_id)),
        language,
        compose(
            markdown,
            book.finder(annotator_id),
            book.practice,
            is_model=is_model,
            language=language,
        ),
        tuple(pictures(book, annotator_id, language=language)),
    )


def report(book: Casebook, annotator_id: str, markdown: str, *, language: str = "en") -> str:
    """The letter as a self-contained HTML document; see ``report_of``."""
    return write_html(report_of(book, annotator_id, markdown, language=language))


def write_html(report: Report) -> str:
    """The report as a self-contained HTML document."""
    page = pages().get_template("report.html.j2")
    return page.render(report=report, css=_css(), body=body(report.document), folded=True)


@cache
def _css() -> Markup:
    return Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own
