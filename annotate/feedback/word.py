"""A report -> DOCX that Word, LibreOffice and Pages open, with styles, title and language.

Its pictures are tables there, which every reader can read aloud and edit.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from annotate.feedback.example import Shown
from annotate.feedback.nodes import (
    Heading,
    Listing,
    Node,
    Paragraph,
    Quotation,
    Rule,
    Run,
    Runs,
    Table,
    Verbatim,
)
from annotate.feedback.plain import visible
from annotate.feedback.report import Report
from annotate.feedback.undated import repacked
from annotate.feedback.word_parts import (
    add_link,
    frame,
    list_style,
    set_direction,
    set_language,
    set_look,
    set_style,
    turned,
)

_DATED = datetime(1980, 1, 1)  # the format knows no zones; equal reports, equal bytes


def to_docx(report: Report) -> bytes:
    """The report as a file; equal reports give equal bytes."""
    return _Writer(report).written()


@dataclass
class _Writer:
    """Puts one report into one file, from top to bottom."""

    report: Report

    @cached_property
    def file(self) -> Any:
        from docx import Document  # imported where it is used: most exports have no DOCX

        return Document()

    def written(self) -> bytes:
        self._about()
        self._line("Title").add_run(visible(self.report.title))
        self._nodes(self.report.document.nodes)
        for picture in self.report.pictures:
            about = (
                f" · {picture.question}" if picture.question and self.report.has_questions else ""
            )
            self._line("Heading 2").add_run(visible(picture.title + about))
            self._cells([[(Run(cell),) for cell in row] for row in picture.rows])
            self._line("Caption").add_run(visible(picture.says))
        self._answers()
        if self.report.is_right_to_left:
            set_direction(self.file)
        out = io.BytesIO()
        self.file.save(out)
        return repacked(out.getvalue())

    def _about(self) -> None:
        about = self.file.core_properties
        about.title = visible(self.report.title)[:255]  # as long as the format allows
        about.language = self.report.language
        about.author = about.comments = ""
        about.created = about.modified = _DATED
        set_language(self.file, self.report.language)
        set_look(self.file)

    def _answers(self) -> None:
        if not self.report.document.answers:
            return
        self._line("Heading 2").add_run(visible(self.report.document.answers_heading))
        for item, answer in self.report.document.answers:
            line = self._line("List Bullet")
            self._runs(line, (Run(item, strong=True), Run(f": {answer}")))

    def _nodes(
        self, nodes: Iterable[Node | Shown], style: str | None = None, depth: int = 0
    ) -> None:
        for node in nodes:
            _WRITERS[type(node)](self, node, style, depth)

    def heading(self, node: Heading, _style: str | None, _depth: int) -> None:
        self._runs(self._line(f"Heading {node.level}"), node.runs)

    def paragraph(self, node: Paragraph, style: str | None, _depth: int) -> None:
        self._runs(self._line(style), node.runs)

    def verbatim(self, node: Verbatim, _style: str | None, _depth: int) -> None:
        self._runs(self.file.add_paragraph(), (Run(node.text, code=True),))

    def quotation(self, node: Quotation, _style: str | None, depth: int) -> None:
        self._nodes(node.nodes, "Quote", depth)

    def rule(self, _node: Rule, _style: str | None, _depth: int) -> None:
        self.file.add_paragraph("* * *").alignment = 1  # centred

    def table(self, node: Table, _style: str | None, _depth: int) -> None:
        self._cells(node.rows)

    def listing(self, node: Listing, _style: str | None, depth: int) -> None:
        for number, item in enumerate(node.items):
            first, *rest = item or (Paragraph(()),)
            # A number of its own, as text: Word goes on counting from list to list.
            if node.start is not None and isinstance(first, Paragraph):
                first = Paragraph((Run(f"{node.start + number}. "), *first.runs))
            self._nodes([first], list_style(depth, is_numbered=node.start is not None), depth + 1)
            self._nodes(rest, list_style(depth, is_numbered=True), depth + 1)

    def example(self, shown: Shown, _style: str | None, _depth: int) -> None:
        """A table of one cell, which is what a frame around paragraphs is in this format."""
        cell = frame(self.file)
        if shown.notice:
            self._runs(cell.paragraphs[0], (Run(shown.notice, emphasis=True),))
            return
        self._runs(cell.paragraphs[0], (Run(" · ".join(shown.caption), emphasis=True),))
        for name, text, marker in shown.texts:
            if name:
                self._runs(cell.add_paragraph(), (Run(name, emphasis=True),))
            cut = (Run(f" [… {marker}]", emphasis=True),) if marker else ()
            self._runs(cell.add_paragraph(), (Run(text), *cut))
        for label, text in shown.lines:
            named = (Run(f"{label}: ", emphasis=True),) if label else ()
            self._runs(cell.add_paragraph(), (*named, Run(text)))
        self.file.add_paragraph()

    def _line(self, style: str | None) -> Any:
        """A new paragraph."""
        line = self.file.add_paragraph()
        if style:
            set_style(line._p, style)
        return line

    def _cells(self, rows: Any) -> None:
        table = self.file.add_table(len(rows), len(rows[0]))
        set_style(table._tbl.tblPr, "Table Grid")
        table.autofit = True
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, runs in zip(row.cells, cells, strict=True):
                self._runs(cell.paragraphs[0], runs)
        self.file.add_paragraph()

    def _runs(self, line: Any, runs: Runs) -> None:
        for each in runs:
            text = visible(each.text)
            run = add_link(line, text, each.href) if each.href else line.add_run(text)
            run.bold, run.italic = each.strong or None, each.emphasis or None
            run.font.strike = each.struck or None
            if each.code:
                run.font.name = "Courier New"
            turned(run, text)


_WRITERS: dict[type[Any], Callable[[_Writer, Any, str | None, int], None]] = {
    Heading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    Verbatim: _Writer.verbatim,
    Quotation: _Writer.quotation,
    Listing: _Writer.listing,
    Table: _Writer.table,
    Rule: _Writer.rule,
    Shown: _Writer.example,
}
