import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import FileFormatError
from annotate.loading.decoding import to_utf8

TEXT = "item_id,label\n1,größer – “ja” 🙂 שלום\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 with BOM"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "UTF-32 LE"),
    ],
)
def test_the_encoding_is_found_and_the_text_kept(content, encoding):
    assert to_utf8(content, "x.csv") == (TEXT.encode(), encoding)


def test_what_is_not_utf8_is_windows_1252():
    text = "item,label\n1,“größer” – €5\n"
    assert to_utf8(text.encode("cp1252"), "x") == (text.encode(), "Windows-1252")


def test_bytes_without_meaning_in_windows_1252_are_latin_1():
    assert to_utf8(b"item,label\n1,caf\xe9 \x81\n", "x")[1] == "Latin-1"


def test_a_few_broken_bytes_in_utf8_are_refused_with_their_line():
    content = "a,b\n1,é\n2,🙂\n".encode() + b"3,caf\xe9\n"
    with pytest.raises(FileFormatError, match=r"mixes encodings.*1 byte.*line 4"):
        to_utf8(content, "x.csv")


def test_cut_off_utf16_is_refused():
    with pytest.raises(FileFormatError, match="UTF-16 LE"):
        to_utf8(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "x.csv")


def test_a_nul_byte_is_refused_with_its_line():
    with pytest.raises(FileFormatError, match="NUL byte in line 2"):
        to_utf8(b"a,b\n1,\x002\n", "x.csv")


def test_binary_data_is_refused():
    with pytest.raises(FileFormatError, match="not text"):
        to_utf8(bytes(range(1, 256)) * 20, "x.bin")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_survives_utf8_and_marked_utf16(text):
    assert to_utf8(codecs.BOM_UTF8 + text.encode(), "x")[0] == text.encode()
    wide = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    if not wide.startswith(codecs.BOM_UTF32_LE):
        assert to_utf8(wide, "x")[0] == text.encode()
