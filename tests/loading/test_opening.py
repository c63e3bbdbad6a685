import pickle

import pytest

from annotate.errors import FileFormatError
from annotate.loading import open_table
from annotate.loading.delimiter import find_delimiter

GOOD = b"item_id,annotator_id,label\nT1,ana,yes\nT1,ben,no\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\r\n \n", "is empty"),
        (b"\x00" * 40, "holds no text, only zero bytes"),
        (b"item_id,annotator_id,label\n", "has a header but no rows"),
        (b"item_id,annotator_id,label\n,,\n\n", "only empty rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
        (b"PK\x03\x04" + b"\x14\x00" * 9, "zip archive"),
        (b"PAR1" + b"\x00" * 9, "Parquet file that cannot be read"),
        (pickle.dumps(["a", "b"]), "pickle"),
        (b"<!DOCTYPE html>\n<html><body>a,b</body></html>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'{"a": 1, "b": 2}', "is JSON, but not a table"),
        (b'[{"a": 1}, {"a": 2', "breaks off or is wrong in line 1"),
        (b'{"a": 1}\n{"a": 2\n', "breaks off or is wrong in line 2"),
        (b"[" * 100_000, "JSON that cannot be read"),
        (b"label\nyes\nno\n", "only one column"),
        (b"T1,ana,yes\nT1,ben,no\nT2,ana,yes\nT2,ben,yes\n", "no header row"),
        (b"a" + b",a" * 3000 + b"\n1" + b",1" * 3000, "3,001 columns"),
    ],
)
def test_a_file_that_is_no_table_gets_one_sentence_that_says_what_to_do(content, sentence):
    with pytest.raises(FileFormatError, match=sentence) as caught:
        open_table(content, "upload.csv")
    assert "upload.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")]
)
def test_the_delimiter_is_the_one_under_which_rows_agree(delimiter, name):
    rows = [["id", "who", "say, or; so"], ["1", "a", "x, y; z"], ["2", "b", "no"]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    table = open_table(text.encode(), "x.csv")
    assert table.delimiter == delimiter
    assert table.summaries()[0].delimiter == name


def test_a_delimiter_within_quotes_counts_for_nothing():
    head = 'id;text\n1;"a,b,c"\n2;"d,e,f"\n'
    assert find_delimiter(head, complete=True) == ";"


def test_the_first_line_of_excel_that_names_the_delimiter_is_obeyed_and_counted():
    table = open_table(b"sep=;\r\nid;who;label\r\n1;a;x,y\r\n", "x.csv")
    assert table.columns == ("id", "who", "label")
    assert table.row_numbers.tolist() == [3]


def test_blank_lines_before_the_header_are_counted_in_the_row_numbers():
    assert open_table(b"\n\n" + GOOD, "x").row_numbers.tolist() == [4, 5]


def test_blank_rows_are_skipped_and_told_and_the_other_rows_keep_their_numbers():
    table = open_table(b"id,who,label\n1,a,x\n\n,,\n2,b,y\n", "x.csv")
    assert table.row_numbers.tolist() == [2, 5]
    (note,) = table.problems
    assert (note.code, note.severity, note.rows, note.count) == ("blank_rows", "note", (3, 4), 2)


def test_a_row_with_line_breaks_in_a_cell_is_one_row():
    table = open_table(b'id,who,label\n1,a,"x\ny\r\nz"\n2,b,y\n', "x")
    assert table.row_numbers.tolist() == [2, 3]


def test_empty_and_repeated_names_get_a_name_of_their_own():
    table = open_table(b"id,,label,label, who \n1,2,3,4,5\n", "x")
    assert table.columns == ("id", "column 2", "label", "label (2)", "who")
    assert [problem.code for problem in table.problems] == ["header_renamed"]


def test_short_rows_are_a_problem_with_their_rows():
    rows = b"id,who,label\n" + b"1,a,x\n" * 20 + b"1,a\n" + b"1,a,x\n"
    (problem,) = open_table(rows, "x").problems
    assert (problem.code, problem.severity, problem.rows) == ("short_rows", "problem", (22,))


def test_a_file_full_of_short_rows_is_refused():
    with pytest.raises(FileFormatError, match="fewer cells than the header"):
        open_table(b"id,who,label\n" + b"1,a\n" * 9 + b"1,a,x\n", "x")


def test_the_guess_of_windows_1252_is_told():
    (note,) = open_table("id,who,label\n1,a,größer\n".encode("cp1252"), "x").problems
    assert note.code == "encoding_guessed"
