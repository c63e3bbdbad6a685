from __future__ import annotations

import os
import re
from collections.abc import Callable

import pypdfium2
import pytest
from install import FONTS, has_debian, missing_fonts
from pypdfium2 import raw

from annotate.annotations import Annotations
from annotate.feedback import Casebook, Press, draft, gather, prepare
from annotate.feedback.blocks import example_line
from annotate.feedback.report import Report, report_of
from annotate.judgements import Record

TEXTS = {
    "Latin": "The official affluent waffle: fi, ffl, Straße, œuvre, Łódź, naïve.",
    "Chinese": "中文的文字，看起来不错。",
    "Devanagari": "हिन्दी में लिखा हुआ क्षत्रिय",
    "Hebrew": "שלום עולם",
    "emoji": "so happy 🦊 and 👩‍👩‍👧 and 🇩🇪",
}
ACCESSIBLE = b"<pdfuaid:part>1"  # PDF/UA-1, which the typesetter says only where it holds
ARABIC = "مرحبا بكم في هذه الرسالة"


@pytest.fixture(scope="module")
def press() -> Press:
    """One press, with fonts for every script; with CI=true on Debian they must be there."""
    missing = missing_fonts()
    if missing:
        reason = f"No {', '.join(missing)} here: apt-get install {' '.join(FONTS)}."
        if os.environ.get("CI", "").lower() == "true" and has_debian():
            pytest.fail(reason)
        pytest.skip(reason)
    return Press()


@pytest.fixture(scope="module")
def plain_press() -> Press:
    """A press on a machine that has no fonts but those of the typesetter."""
    return Press(system_fonts=False)


@pytest.fixture
def showing(make: Callable[..., Annotations]) -> Callable[[str], Report]:
    """A report whose one example has the given text."""

    def report(text: str, **options: str) -> Report:
        data = make([("T-1", "Ann", "calm"), ("T-1", "Bob", "calm")], texts={"T-1": text})
        book = Casebook(prepare(data), Record())
        return report_of(book, "Ann", f"Hello.\n\n{example_line('T-1', 'tone')}\n", **options)

    return report


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def bare(text: str) -> str:
    """Blanks are where lines were broken, so they are not compared."""
    return re.sub(r"\s", "", text)


def test_a_pdf_has_tags_a_title_and_a_language(unread: Casebook, plain_press: Press) -> None:
    letter = draft(gather(unread, "Tomasz"))
    pdf = plain_press.pdf(report_of(unread, "Tomasz", letter))
    assert ACCESSIBLE in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Letter to Tomasz"
        assert raw.FPDFCatalog_IsTagged(document)
    assert re.search(rb"/Lang ?\(en\)", pdf)


def test_the_text_of_a_letter_can_be_taken_out_of_its_pdf(
    unread: Casebook, plain_press: Press
) -> None:
    letter = draft(gather(unread, "Tomasz"))
    text = bare(text_of(plain_press.pdf(report_of(unread, "Tomasz", letter))))
    for words in ("What went well", "“angry”", "Answers to the practice items", "Where to reply"):
        assert bare(words) in text


@pytest.mark.parametrize("script", TEXTS)
def test_each_script_is_shown_and_can_be_taken_out_again(
    press: Press, showing: Callable[[str], Report], script: str
) -> None:
    report = showing(TEXTS[script])
    assert bare(TEXTS[script]) in bare(text_of(press.pdf(report)))
    assert press.missing == {}


def test_arabic_is_shown_and_every_letter_of_it_can_be_taken_out(
    press: Press, showing: Callable[..., Report]
) -> None:
    """Letters that are joined into one sign come out in the order of the eye, so words may not."""
    found = bare(text_of(press.pdf(showing(ARABIC, language="en"))))
    assert set(bare(ARABIC)) <= set(found)
    assert "مرحبا" in found
    assert press.missing == {}


def test_a_script_without_a_font_is_told_and_the_pdf_is_made_all_the_same(
    showing: Callable[[str], Report],
) -> None:
    press = Press(system_fonts=False)
    pdf = press.pdf(showing("So happy 🦊, 中文."))
    assert pdf.startswith(b"%PDF")
    assert "So happy" in text_of(pdf)
    assert press.missing == {"Letter to Ann": set("🦊中文")}
    assert "Chinese (中 文), emoji and symbols (🦊)" in press.notice()
    assert "left blank in 1 PDF" in press.notice()


def test_what_lacks_a_font_is_known_before_the_report_is_set(
    plain_press: Press, showing: Callable[[str], Report]
) -> None:
    told = plain_press.lacking(showing("So happy 🦊, 中文, naïve – “yes” €5 → 6."))
    assert "Chinese (中 文), emoji and symbols (🦊)" in told
    assert "naïve" not in told
    assert plain_press.lacking(showing("Plain words, naïve – “yes” €5.")) == ""
    assert plain_press.missing == {}


HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") #sys.inputs $x^2$ `raw` *b* _i_ <label> @ref = Head',
    "]) #panic() ([",
    '" + read("/etc/passwd") + "',
    "\\u{feff} \ufeff \u2028 \x00 \u202e \t a\u0301\u0302" * 3,
    "{{ 7*7 }} <script>alert(1)</script>",
    "</style></svg><image href='file:///etc/passwd'/>",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_text_says_is_set_and_never_read_as_markup(
    plain_press: Press, make: Callable[..., Annotations], text: str
) -> None:
    answers = [f"calm {text[:200]}", "angry"]
    rows = [(f"T-{k}", "Ann", answers[k % 2]) for k in range(12)]
    rows += [(item, "Bob", answer) for item, _, answer in rows]
    data = make(rows, texts={"T-1": text}, answers=answers)
    book = Casebook(prepare(data), Record())
    letter = f"{text[:5000]}\n\n{example_line('T-1', 'tone')}\n"
    pdf = plain_press.pdf(report_of(book, "Ann", letter))
    found = bare(text_of(pdf))
    assert ACCESSIBLE in pdf
    assert "root:" not in found
    assert bare("#read") in found or "#read" not in text


def test_equal_reports_are_equal_files(unread: Casebook, plain_press: Press) -> None:
    report = report_of(unread, "Tomasz", "Hello *there*.")
    assert plain_press.pdf(report) == plain_press.pdf(report)


def test_whatever_a_reviewer_writes_becomes_a_pdf(unread: Casebook, plain_press: Press) -> None:
    letter = (
        "##### Deep\n\n# High\n\n3. three\n   - in it\n\n     > quoted\n\n4. four\n\n"
        "| a | b |\n|---|---|\n| `c` | **d** ~~e~~ [f](http://example.org) |\n\n---\n\n"
        "    code\n\nA line  \nbroken. ![picture](http://example.org/x.png)\n"
    )
    pdf = plain_press.pdf(report_of(unread, "Tomasz", letter))
    assert ACCESSIBLE in pdf
    text = bare(text_of(pdf))
    for words in ("Deep", "High", "three", "in it", "quoted", "four", "code", "broken.picture"):
        assert bare(words) in text
