"""A letter -> one HTML file that needs nothing else: it opens offline, prints, and runs nothing."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from annotate.feedback.cases import Casebook
from annotate.feedback.language import TEMPLATES, words
from annotate.feedback.language import language as language_of
from annotate.feedback.picture import pictures
from annotate.feedback.plain import one_line
from annotate.feedback.render import pages, to_html


def report(book: Casebook, annotator_id: str, markdown: str, *, language: str = "en") -> str:
    """The letter as a self-contained HTML document, with a picture of their answers.

    NotFoundError if there is no annotator of that id.
    """
    book.sources.annotator(annotator_id)
    profile = book.sources.profiles[annotator_id]
    is_model = profile.kind == "model"
    said = words(language)
    title = said["title_notes" if is_model else "title"].format(name=one_line(annotator_id))
    body = to_html(
        markdown, book.finder(annotator_id), book.practice, is_model=is_model, language=language
    )
    return (
        pages()
        .get_template("report.html.j2")
        .render(
            language=language,
            direction=language_of(language).direction,
            title=title,
            css=_css(),
            body=Markup(body),  # noqa: S704 - cleaned by `to_html`
            heading=said["picture_model" if is_model else "picture"],
            pictures=pictures(profile, language=language),
        )
    )


@cache
def _css() -> Markup:
    return Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own
