from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document

from annotate.annotations import Annotations
from annotate.feedback import Casebook, draft, gather, prepare
from annotate.feedback.blocks import example_line
from annotate.feedback.report import Report, report_of
from annotate.feedback.word import to_docx
from annotate.judgements import Record


def opened(report: Report):
    return Document(io.BytesIO(to_docx(report)))


def all_text(file) -> str:
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in file.paragraphs), *cells])


def test_a_docx_holds_the_whole_letter_with_styles_title_and_language(unread: Casebook) -> None:
    file = opened(report_of(unread, "Tomasz", draft(gather(unread, "Tomasz"))))
    assert file.core_properties.title == "Letter to Tomasz"
    assert file.core_properties.language == "en"
    assert 'w:lang w:val="en"' in file.styles.element.xml
    headings = [line.text for line in file.paragraphs if line.style.name == "Heading 2"]
    assert headings[0] == "What went well"
    assert headings[-1] == "Answers to the practice items"
    text = all_text(file)
    assert "Hello Tomasz," in text
    assert "The text of T-01." in text
    table = next(t for t in file.tables if t.cell(0, 0).text == "your answer")
    assert [cell.text for cell in table.rows[3].cells] == ["angry", "0", "15", "20"]


def test_marks_lists_links_and_tables_become_those_of_the_format(unread: Casebook) -> None:
    letter = (
        "A **bold** *slanted* ~~gone~~ `code` [word](https://example.org/a?b=c&d) line  \nbroken\n\n"
        "2. two\n3. three\n   - inner\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    file = opened(report_of(unread, "Tomasz", letter))
    runs = {run.text: run for run in file.paragraphs[1].runs}
    assert runs["bold"].bold
    assert runs["slanted"].italic
    assert runs["gone"].font.strike
    assert "line\nbroken" in file.paragraphs[1].text
    links = [link.address for line in file.paragraphs for link in line.hyperlinks]
    assert links == ["https://example.org/a?b=c&d"]
    by_text = {line.text: line.style.name for line in file.paragraphs}
    assert by_text["2. two"] == "List Continue"
    assert by_text["inner"] == "List Bullet 2"
    assert by_text["quoted"] == "Quote"
    assert file.tables[0].cell(1, 1).text == "d"


def test_scripts_from_right_to_left_are_marked_as_such(
    make: Callable[..., Annotations],
) -> None:
    data = make([("T-1", "Ann", "calm"), ("T-1", "Bob", "calm")], texts={"T-1": "مرحبا بكم"})
    report = report_of(
        Casebook(prepare(data), Record()), "Ann", f"שלום\n\n{example_line('T-1', 'tone')}\n"
    )
    file = opened(report)
    assert file.paragraphs[1].runs[0].font.rtl
    assert file.tables[0].cell(0, 0).paragraphs[1].runs[0].font.rtl
    assert not file.paragraphs[0].runs[0].font.rtl
    turned = Document(io.BytesIO(to_docx(Report("Title", "ar", report.document))))
    assert turned.paragraphs[1]._p.pPr.find("{*}bidi") is not None
    assert turned.sections[0]._sectPr.find("{*}bidi") is not None


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_as_it_was(
    make: Callable[..., Annotations],
) -> None:
    text = "a\x00b\x1b[31m \ufffe <w:t>&amp; ]]> {{ 7*7 }} 🦊"
    data = make([("T-1", "Ann", "calm"), ("T-1", "Bob", "calm")], texts={"T-1": text})
    letter = example_line("T-1", "tone")
    file = opened(report_of(Casebook(prepare(data), Record()), "Ann", letter))
    assert "ab[31m  <w:t>&amp; ]]> {{ 7*7 }} 🦊" in all_text(file)


def test_equal_reports_are_equal_files(unread: Casebook) -> None:
    report = report_of(unread, "Tomasz", draft(gather(unread, "Tomasz")))
    assert to_docx(report) == to_docx(report)
