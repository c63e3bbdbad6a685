"""Letters that go out together, and the files that each of them makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotate.errors import DataError
from annotate.feedback.cases import Casebook
from annotate.feedback.draft import draft
from annotate.feedback.evidence import gather
from annotate.feedback.markdown import write_markdown
from annotate.feedback.names import file_names
from annotate.feedback.pdf import Press
from annotate.feedback.report import Report, report_of, write_html
from annotate.feedback.word import to_docx

FORMATS = ("html", "md", "pdf", "docx")
USUAL = ("html", "md")
NO_LETTER = "none"


def _english(_annotator_id: str) -> str:
    return "en"


@dataclass(frozen=True)
class Outgoing:
    """The letters to some annotators or to all.

    to             formats, each once
    annotator_ids  whom they go to; None for everybody
    letters        annotator id -> Markdown as it was written; who has none gets the draft
    states         annotator id -> draft, ready, sent, answered or closed
    drafted        annotator id -> the draft; None for that of the language's own template
    language       annotator id -> code of the letter's language
    with_lead      whether what is for the lead alone comes with them
    project, round what a reply to them must name, to be taken back in
    """

    book: Casebook
    to: Sequence[str] = USUAL
    annotator_ids: Sequence[str] | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    drafted: Callable[[str], str] | None = None
    language: Callable[[str], str] = _english
    project: str = ""
    round: str = ""
    with_lead: bool = True

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """Whom they go to, each once."""
        everybody = self.book.sources.data.annotator_ids
        return tuple(dict.fromkeys(everybody if self.annotator_ids is None else self.annotator_ids))

    @cached_property
    def names(self) -> dict[str, str]:
        """Annotator id -> file name without its ending, which does not depend on who is chosen."""
        return file_names(self.book.sources.data.annotator_ids)

    def state(self, annotator_id: str) -> str:
        """The state of a letter; “none” where nothing is known of it."""
        return self.states.get(annotator_id, NO_LETTER)

    def report(self, annotator_id: str) -> Report:
        """What one annotator gets; NotFoundError if there is none of that id."""
        language = self.language(annotator_id)
        text = self.letters.get(annotator_id) or self._draft(annotator_id, language)
        return report_of(
            self.book,
            annotator_id,
            text,
            language=language,
            project=self.project,
            round_name=self.round,
        )

    def _draft(self, annotator_id: str, language: str) -> str:
        if self.drafted is not None:
            return self.drafted(annotator_id)
        evidence = gather(self.book, annotator_id)
        return draft(evidence, round_name=self.round, language=language)


def checked(to: Sequence[str]) -> tuple[str, ...]:
    """The formats, each once; a string is one. DataError for one that there is none of."""
    formats = tuple(dict.fromkeys((to,) if isinstance(to, str) else to))
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        asked = ", ".join(f"“{form}”" for form in unknown) or "no format"
        raise DataError(f"Letters cannot be written as {asked}. Choose among {', '.join(FORMATS)}.")
    return formats


def written(report: Report, form: str, press: Press) -> bytes:
    """The report in one of the formats."""
    if form == "html":
        return write_html(report).encode()
    if form == "md":
        return write_markdown(report.document).encode()
    return press.pdf(report) if form == "pdf" else to_docx(report)
