"""Spreadsheets give their cells as text: what was typed, as it was typed."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from annotate.errors import FileFormatError
from annotate.loading.opening import open_table, open_tables

ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opendocument(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(body))
    return out.getvalue()


def cells(content):
    return open_table(content, "labels.csv").frame.to_numpy().tolist()


def test_numbers_texts_truths_and_dates_of_a_workbook():
    row = [7, 1.5, "007", "NA", True, None, " a\nb ", datetime.datetime(2024, 1, 2, 3, 4)]
    row += [datetime.date(2024, 1, 2), 0.1, 10**15]
    found = cells(workbook(("Labels", [[f"c{n}" for n in range(len(row))], row])))
    assert found == [
        ["7", "1.5", "007", "NA", "TRUE", "", " a\nb ", "2024-01-02T03:04:00", "2024-01-02", "0.1",
         "1000000000000000"]
    ]  # fmt: skip


def test_leading_zeros_that_a_format_shows_are_kept():
    book = openpyxl.Workbook()
    book.active.append(["id", "who"])
    book.active.append([7, "ana"])
    book.active["A2"].number_format = "000"
    out = io.BytesIO()
    book.save(out)
    assert cells(out.getvalue()) == [["007", "ana"]]


def test_characters_that_excel_escapes_come_back():
    assert cells(workbook(("S", [["a", "b"], ["x_x000D_\ny", "_x005F_x000D_"]]))) == [
        ["x\r\ny", "_x000D_"]
    ]


def test_each_sheet_with_cells_is_a_table_and_hidden_ones_are_none():
    rows = [["item", "label"], ["1", "a"]]
    content = workbook(("ana", rows), ("empty", []), ("ben", [[], *rows]))
    tables = open_tables(content, "x.xlsx")
    assert [table.name for table in tables] == ["x.xlsx: ana", "x.xlsx: ben"]
    assert [table.row_numbers.tolist() for table in tables] == [[2], [3]]


def test_blank_rows_in_a_sheet_keep_the_numbers_of_the_rows_below():
    table = open_table(workbook(("S", [["a", "b"], ["1", "2"], [], ["3", "4"]])), "x")
    assert table.row_numbers.tolist() == [2, 4]


def test_a_cell_far_away_does_not_fill_the_memory():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD2"] = "a", "b"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileFormatError, match="16,384 columns"):
        open_table(out.getvalue(), "x.xlsx")
    book.active["XFD2"], book.active["B1048576"] = None, "b"
    book.save(out)
    with pytest.raises(FileFormatError, match="no rows below"):
        open_table(out.getvalue(), "x.xlsx")


def test_a_damaged_workbook_is_refused_in_a_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(FileFormatError, match="Excel workbook that cannot be read"):
        open_table(out.getvalue(), "x.xlsx")


def test_cells_of_an_opendocument_sheet():
    content = opendocument(
        '<table:table table:name="S"><table:table-row>'
        + "".join(f"<table:table-cell><text:p>c{n}</text:p></table:table-cell>" for n in range(7))
        + '</table:table-row><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="7"><text:p>7,0</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p> a<text:s text:c="2"/>b<text:tab/>c</text:p><text:p>d</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-01-02"><text:p>2.1.</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>y</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        "</table:table>"
    )  # fmt: skip
    assert cells(content) == [["7", " a  b\tc\nd", "TRUE", "2024-01-02", "x", "x", "y"]]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<table:table>", "cannot be read"),
        ('<table:table table:name="S"/>', "holds no table"),
        (
            '<table:table table:name="S"><table:table-row><table:table-cell'
            ' table:number-columns-repeated="9999999"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>",
            "2,001 columns",
        ),
        (
            '<table:table table:name="S"><table:table-row table:number-rows-repeated="999999999">'
            "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
            "cells",
        ),
    ],
)
def test_an_opendocument_sheet_that_cannot_be_used_is_refused(body, sentence):
    with pytest.raises(FileFormatError, match=sentence):
        open_table(opendocument(body), "x.ods")
