"""What DOCX needs and the library has no word for: links, direction, language, a frame."""

from __future__ import annotations

from typing import Any

from annotate.feedback.plain import direction

_DEEPEST = 3  # the list styles that come with the format
# The schema of the format wants the parts of an element in their order (ECMA-376, 17.3.1, 17.6).
_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
        *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_AFTER_SECTION_BIDI = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


def add_link(line: Any, text: str, address: str) -> Any:
    """A run that leads to an address on the web or to a mailbox."""
    from docx.enum.dml import MSO_THEME_COLOR
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    target = line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = line.add_run(text)
    run.font.underline = True
    run.font.color.theme_color = MSO_THEME_COLOR.HYPERLINK
    link.append(run._r)
    line._p.append(link)
    return run


def list_style(depth: int, *, is_numbered: bool) -> str:
    """The style of an item; a number is part of its text, so it is only moved in."""
    name = "List Continue" if is_numbered else "List Bullet"
    level = min(depth + 1, _DEEPEST)
    return name if level == 1 else f"{name} {level}"


def frame(file: Any) -> Any:
    """An empty cell on a light ground with a line around it, as wide as the text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    table = file.add_table(1, 1)
    set_style(table._tbl.tblPr, "Table Grid")
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="D9D5CC"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    room = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>'
        for edge, width in (("top", 90), ("left", 160), ("bottom", 90), ("right", 160))
    )
    properties = table.cell(0, 0)._tc.get_or_add_tcPr()
    for part in (
        f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>",
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F6F4EF"/>',
        f"<w:tcMar {nsdecls('w')}>{room}</w:tcMar>",
    ):
        properties.append(parse_xml(part))
    return table.cell(0, 0)


def set_style(element: Any, name: str) -> None:
    """Give a paragraph or table a style by its id, which is its name without blanks.

    Looking it up by name goes through all styles each time, for longer than all else takes.
    """
    element.style = name.replace(" ", "")


def set_look(file: Any) -> None:
    """The styles of a letter: dark text, a quiet title, no colours that mean nothing."""
    from docx.shared import Pt, RGBColor

    ink, soft = RGBColor(0x1D, 0x21, 0x25), RGBColor(0x59, 0x62, 0x6B)
    looks: dict[str, tuple[float, RGBColor]] = {
        "Title": (11, soft),
        "Heading 2": (13, ink),
        "Heading 3": (11.5, ink),
        "Heading 4": (11, ink),
        "Normal": (10.5, ink),
        "Caption": (9, soft),
    }
    for name, (size, colour) in looks.items():
        font = file.styles[name].font
        font.size, font.color.rgb = Pt(size), colour
    file.styles["Caption"].font.bold = False
    for border in file.styles["Title"].element.pPr.findall("{*}pBdr"):
        file.styles["Title"].element.pPr.remove(border)


def set_language(file: Any, language: str) -> None:
    """The language that the text is checked and read aloud in."""
    from docx.oxml.ns import qn

    for found in file.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            found.set(qn(name), language)


def set_direction(file: Any) -> None:
    """Everything runs from right to left: paragraphs, tables, and the sections themselves."""
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.oxml import OxmlElement

    bodies = [file, *(cell for table in file.tables for row in table.rows for cell in row.cells)]
    for body in bodies:
        for line in body.paragraphs:
            properties = line._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for table in file.tables:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for section in file.sections:
        section._sectPr.insert_element_before(OxmlElement("w:bidi"), *_AFTER_SECTION_BIDI)


def turned(run: Any, text: str) -> None:
    """Tell Word that a run is of a script from right to left, where its first letter is."""
    if direction(text) == "rtl":
        run.font.rtl = True
