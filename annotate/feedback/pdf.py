"""A report -> PDF, by Typst: tagged, with its title and language, its pictures as vectors.

What a report says is handed to the template as data, so nothing in it is ever markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from annotate.errors import AnnotateError
from annotate.feedback.blocks import Text
from annotate.feedback.document import Document
from annotate.feedback.example import Shown
from annotate.feedback.language import DEFAULT, TEMPLATES
from annotate.feedback.nodes import (
    Heading,
    Listing,
    Node,
    Paragraph,
    Quotation,
    Rule,
    Table,
    Verbatim,
    text_of,
)
from annotate.feedback.picture import Picture
from annotate.feedback.plain import apart, direction, inline, visible
from annotate.feedback.report import Report
from annotate.feedback.scripts import FONTS, by_script

_LONG = 900  # characters of an example that may be parted at the end of a page
_POINTS = 0.62  # of a point for each unit of a drawing
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_DISALLOWED = "\ufeff\u2028\u2029"
_ACCESSIBLE = ["ua-1"]
_LATIN = "\u024f"  # every font that we would choose has the signs up to it


@dataclass
class Press:
    """A compiler that is made once and sets one report after another.

    ``missing``: report title -> characters that no font on this machine has.
    """

    system_fonts: bool = True
    missing: dict[str, set[str]] = field(default_factory=dict)
    _looked_up: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def _compiler(self) -> Any:
        import typst  # 80 MB, and not wanted by who writes no PDF

        return typst.Compiler(font_paths=self._fonts, ignore_system_fonts=not self.system_fonts)

    @cached_property
    def _fonts(self) -> Any:
        import typst

        return typst.Fonts(include_system_fonts=self.system_fonts)

    @cached_property
    def _families(self) -> list[str]:
        """Those of the fonts we would choose that are here, in the order of choice."""
        here = set(self._fonts.families())
        return [family for family in FONTS if family in here]

    def pdf(self, report: Report) -> bytes:
        """The report as PDF/UA-1; as a plain tagged PDF where that standard cannot be met.

        It cannot where a character has no font: such characters are told in ``missing``.
        AnnotateError where no PDF can be made.
        """
        import typst

        inputs = {"report": json.dumps(self._data(report), ensure_ascii=False)}
        try:
            return self._compiled(inputs, pdf_standards=_ACCESSIBLE)
        except typst.TypstError as error:
            found = _missing_in(error.diagnostic)
            if found:
                self.missing.setdefault(report.title, set()).update(found)
        try:
            return self._compiled(inputs)
        except typst.TypstError as error:
            raise AnnotateError(
                f"“{report.title}” cannot be written as a PDF: {error.message}. Its HTML is"
                " complete all the same."
            ) from error

    def lacking(self, report: Report) -> str:
        """Which scripts of a report have no font here, in a sentence; empty where all have one.

        Known without setting the report: each sign is looked up once.
        """
        signs = {sign for text in _texts(self._data(report)) for sign in text if sign > _LATIN}
        self._look_up(signs - self._looked_up.keys())
        return _notice({sign for sign in signs if not self._looked_up[sign]}, 1)

    def _look_up(self, signs: set[str]) -> None:
        """Remember which of the signs have a font."""
        if not signs:
            return
        import typst

        report = Report("", DEFAULT, Document((Text(inline(" ".join(sorted(signs)))),)))
        lacking: set[str] = set()
        try:
            self._compiled({"report": json.dumps(self._data(report))}, pdf_standards=_ACCESSIBLE)
        except typst.TypstError as error:
            lacking = _missing_in(error.diagnostic)
        self._looked_up |= {sign: sign not in lacking for sign in signs}

    def pages(self, report: Report, ppi: float = 80) -> list[bytes]:
        """The same pages as PNG, to be looked at."""
        inputs = {"report": json.dumps(self._data(report), ensure_ascii=False)}
        made = self._compiler.compile(_template(), format="png", ppi=ppi, sys_inputs=inputs)
        return [made] if isinstance(made, bytes) else list(made)

    def notice(self) -> str:
        """Which scripts lack a font, in a sentence; empty where none does."""
        return _notice(set().union(*self.missing.values()), len(self.missing))

    def _compiled(self, inputs: dict[str, str], **options: Any) -> bytes:
        # Dated 1970, so that equal reports give equal bytes.
        made = self._compiler.compile(
            _template(), format="pdf", sys_inputs=inputs, timestamp=0, **options
        )
        return bytes(made)

    def _data(self, report: Report) -> Any:
        return _set_text(
            {
                "title": report.title,
                "language": report.language,
                "right-to-left": report.is_right_to_left,
                "fonts": self._families,
                "nodes": _nodes(report.document.nodes),
                "pictures": [_picture(picture, report) for picture in report.pictures],
                "answers": report.document.answers,
                "answers-heading": report.document.answers_heading,
            }
        )


def _set_text(value: Any) -> Any:
    """The same without the characters that no PDF may hold; they have no look of their own."""
    if isinstance(value, str):
        return "".join(char for char in visible(value) if char not in _DISALLOWED)
    if isinstance(value, (list, tuple)):
        return [_set_text(part) for part in value]
    if isinstance(value, dict):
        return {name: _set_text(part) for name, part in value.items()}
    return value


def _notice(characters: set[str], n_pdfs: int) -> str:
    if not characters:
        return ""
    found = by_script(characters)
    names = ", ".join(f"{script} ({' '.join(some[:5])})" for script, some in found.items())
    letters = "1 PDF" if n_pdfs == 1 else f"{n_pdfs:,} PDFs"
    return (
        f"No font on this machine has these characters: {names}. They are left blank in"
        f" {letters}; HTML and DOCX hold them all. Installing the Noto fonts (on Debian:"
        " fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji) gives them one."
    )


def _missing_in(diagnostic: str) -> set[str]:
    return {char for text in _MISSING.findall(diagnostic) for char in _unescaped(text)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _template() -> bytes:
    return (TEMPLATES / "report.typ").read_bytes()


def _unescaped(text: str) -> str:
    r"""The characters of a Rust string: ``\u{feff}`` is one."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)


def _nodes(nodes: Iterable[Node | Shown]) -> list[dict[str, Any]]:
    return [_WRITERS[type(node)](node) for node in nodes]


def _listing(node: Listing) -> dict[str, Any]:
    items = [_nodes(item) for item in node.items]
    if node.start is None:
        return {"kind": "bullets", "items": items}
    return {"kind": "numbers", "start": node.start, "items": items}


def _example(shown: Shown) -> dict[str, Any]:
    return {
        "kind": "example",
        "caption": [apart(part) for part in shown.caption],
        "texts": [(*text, direction(text[1])) for text in shown.texts],
        "lines": [_said(label, text) for label, text in shown.lines],
        "notice": shown.notice,
        "is-long": sum(len(text) for part in (*shown.texts, *shown.lines) for text in part) > _LONG,
    }


def _said(label: str, text: str) -> tuple[str, str, str]:
    """A label and what it says, which may run from the other side; a label leads the line."""
    return (label, apart(text), direction(label)) if label else ("", text, direction(text))


def _picture(picture: Picture, report: Report) -> dict[str, Any]:
    about = f" · {picture.question}" if picture.question and report.has_questions else ""
    return {
        "title": picture.title + about,
        "svg": picture.standalone,
        "width": picture.width * _POINTS,
        "described": picture.described,
        "says": picture.says,
    }


def _written(node: Heading | Paragraph) -> dict[str, Any]:
    return {"runs": [asdict(run) for run in node.runs], "dir": direction(text_of(node.runs))}


_WRITERS: dict[type[Any], Callable[[Any], dict[str, Any]]] = {
    Heading: lambda node: {**_written(node), "kind": "heading", "level": node.level},
    Paragraph: lambda node: {**_written(node), "kind": "paragraph"},
    Verbatim: lambda node: {"kind": "verbatim", "text": node.text},
    Quotation: lambda node: {"kind": "quotation", "nodes": _nodes(node.nodes)},
    Listing: _listing,
    Table: lambda node: {
        "kind": "table",
        "rows": [[[asdict(run) for run in cell] for cell in row] for row in node.rows],
    },
    Rule: lambda _: {"kind": "rule"},
    Shown: _example,
}
