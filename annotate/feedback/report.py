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
from annotate.feedback.reply_form import ReplyForm, allowed, replies, script


@dataclass(frozen=True)
class Report:
    """What is sent to one annotator, in whatever format.

    ``form`` is for their reply, in HTML alone; a model has none.
    """

    title: str
    language: str
    document: Document
    pictures: tuple[Picture, ...] = ()
    form: ReplyForm | None = None

    @property
    def is_right_to_left(self) -> bool:
        return Locale.parse(self.language, sep="-").text_direction == "rtl"

    @property
    def has_questions(self) -> bool:
        """Whether its pictures are about several questions, so that each must say which."""
        return len({picture.question for picture in self.pictures if picture.question}) > 1


def report_of(
    book: Casebook,
    annotator_id: str,
    markdown: str,
    *,
    language: str = "en",
    project: str = "",
    round_name: str = "",
) -> Report:
    """The report that a letter makes; NotFoundError if there is no annotator of that id.

    ``project`` and ``round_name`` are named in the reply, so that it finds its way back.
    """
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
        None if is_model else ReplyForm(project, annotator_id, round_name),
    )


def report(
    book: Casebook,
    annotator_id: str,
    markdown: str,
    *,
    language: str = "en",
    project: str = "",
    round_name: str = "",
) -> str:
    """The letter as a self-contained HTML document; see ``report_of``."""
    return write_html(
        report_of(
            book,
            annotator_id,
            markdown,
            language=language,
            project=project,
            round_name=round_name,
        )
    )


def write_html(report: Report) -> str:
    """The report as a self-contained HTML document, which runs our one script and no other."""
    form = report.form
    return (
        pages()
        .get_template("report.html.j2")
        .render(
            report=report,
            form=form,
            said=words(report.language),
            policy=_policy(has_script=form is not None),
            css=_css(),
            script=script(),
            body=body(report.document, replies=replies(report.language) if form else None),
            folded=True,
        )
    )


@cache
def _policy(*, has_script: bool) -> str:
    """Nothing is loaded and nothing sent; style and script are allowed by what they are."""
    allow = [f"style-src {allowed(_css())}"]
    allow += [f"script-src {allowed(script())}"] if has_script else []
    return "; ".join(["default-src 'none'", *allow, "base-uri 'none'", "form-action 'none'"])


@cache
def _css() -> Markup:
    return Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own
