import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.errors import FileFormatError
from annotate.loading import open_table
from annotate.loading.parsing import _careful, _fast, parse

CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.text(st.sampled_from("a,;|\t\"'\n\r \ufeff=é🙂"), max_size=8),
    st.sampled_from(
        ["=SUM(A1:A9)", "null", "NA", "007", "True", "3.140", " x ", '""', "\u202eשלום"]
    ),
)
PRINTED = CELL.map(lambda cell: "".join(c for c in cell if c.isprintable() or c in "\n\r\t\ufeff"))
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])


def written(rows, delimiter, line_end, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return out.getvalue()


@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8),
    DELIMITERS,
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
@example([("a\rb", "x\r\ny", "\n")], ",", "\r\n", csv.QUOTE_ALL)
@settings(max_examples=300)
def test_every_cell_comes_back_as_it_was_written(rows, delimiter, line_end, quoting):
    # The writer leaves a lone CR unquoted with LF row ends; with quotes around all it may be anywhere.
    if quoting == csv.QUOTE_MINIMAL:
        rows = [tuple(c.replace("\r", "r") for c in row) for row in rows]
    text = written([("a", "b", "c"), *rows], delimiter, line_end, quoting)
    cells = parse(text.encode(), delimiter, "x.csv", 2)
    assert cells.header == ("a", "b", "c")
    assert [tuple(row) for row in cells.frame.to_numpy().tolist()] == rows


@given(st.text(st.sampled_from('ab,"\n '), max_size=60))
@settings(max_examples=500)
def test_the_fast_reader_agrees_with_the_careful_one(text):
    data = f"x,y\n{text}".encode()
    fast = _fast(data, ",", 2)
    if fast is not None:
        careful = _careful(data, ",", "x", 2)
        blank = [row for row in fast.frame.to_numpy().tolist() if any(row)]
        assert blank == [row for row in careful.frame.to_numpy().tolist() if any(row)]


@given(st.lists(st.tuples(PRINTED, PRINTED), min_size=1, max_size=6), DELIMITERS)
@settings(max_examples=200)
def test_any_cell_survives_opening_in_utf8_and_utf16(rows, delimiter):
    rows = [(f"T{place}", a, b) for place, (a, b) in enumerate(rows)]
    text = written([("item", "worker", "label"), *rows], delimiter, "\r\n", csv.QUOTE_ALL)
    for content in (text.encode("utf-8-sig"), text.encode("utf-16")):
        table = open_table(content, "x.csv")
        assert table.delimiter == delimiter
        assert [tuple(row) for row in table.frame.to_numpy().tolist()] == rows


def test_a_text_of_100_kb_with_everything_in_it_survives():
    text = ('He said "no", then\r\nleft; 🙂 | שלום\t=SUM(1)\n' * 3000)[:130_000]
    rows = [("T1", "ana", "yes", text), ("T2", "ben", "no", text[::-1])]
    content = written([("item", "who", "label", "text"), *rows], ",", "\r\n").encode()
    assert open_table(content, "x.csv").frame["text"].tolist() == [text, text[::-1]]


def test_a_text_longer_than_a_block_of_the_fast_reader_survives():
    text = "word, " * 3_500_000
    content = written([("item", "who", "label"), ("T1", "ana", text)], ",", "\n").encode()
    assert open_table(content, "x.csv").frame["label"].tolist() == [text]


def test_a_lone_carriage_return_is_content_where_lines_end_in_lf():
    cells = parse(b"a,b\n1,x\ry\n2,z\n", ",", "x", 2)
    assert cells.frame["1"].tolist() == ["x\ry", "z"]


def test_lone_carriage_returns_end_lines_in_old_macintosh_files():
    cells = parse(b"a,b\r1,x\r2,z\r", ",", "x", 2)
    assert cells.frame["1"].tolist() == ["x", "z"]


def test_missing_words_stay_text():
    frame = parse(b"a,b\nnull,NA\n007,\n", ",", "x", 2).frame
    assert frame.to_numpy().tolist() == [["null", "NA"], ["007", ""]]


def test_a_row_with_too_many_cells_is_refused_with_its_row():
    with pytest.raises(FileFormatError, match=r"header has 2 cells.*rows 3, 5; the first has 3"):
        parse(b"a,b\n1,2\n1,2,3\n1,2\n1,2,3\n", ",", "x.csv", 2)


def test_empty_cells_beyond_the_header_are_no_cells():
    assert parse(b"a,b\n1,2,,\n3,4\n", ",", "x", 2).frame.to_numpy().tolist() == [
        ["1", "2"],
        ["3", "4"],
    ]


def test_a_quote_that_is_never_closed_is_refused_with_the_row_where_it_opens():
    with pytest.raises(FileFormatError, match=r"opened in row 3 and never closed"):
        parse(b'a,b\n1,2\n1,"2\n1,2\n', ",", "x", 2)


def test_short_rows_are_filled_and_told():
    cells = parse(b"a,b,c\n1,2\n1,2,3\n\n4\n", ",", "x", 2)
    assert cells.short == (2, 5)
    assert cells.frame.to_numpy().tolist()[0] == ["1", "2", ""]


def test_row_names_without_a_header_as_r_writes_them_get_a_column():
    cells = parse(b"a,b\nr1,1,2\nr2,3,4\n", ",", "x", 2)
    assert cells.header == ("", "a", "b")
