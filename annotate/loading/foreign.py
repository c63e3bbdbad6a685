"""Recognising files that are no text table, to say in one sentence what to do instead."""

from __future__ import annotations

import re

from annotate.errors import FileFormatError

_SAVE_AS_CSV = "Open it in a spreadsheet and save the sheet as CSV (UTF-8), then load that file."
_UNPACK = "Unpack it and load the CSV file that is inside."

# What a file starts with, what it is then, and what to do. Longer beginnings come first.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"SQLite format 3\x00", "an SQLite database", "Export the table of labels as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file", _SAVE_AS_CSV),
    (b"\x89PNG", "an image (PNG)", "Choose the table with the labels."),
    (b"\xff\xd8\xff", "an image (JPEG)", "Choose the table with the labels."),
    (b"GIF8", "an image (GIF)", "Choose the table with the labels."),
    (b"%PDF", "a PDF", "Choose the table with the labels."),
    (b"ARROW1", "an Arrow file", "Save it as Parquet, or load it in Python with from_frame."),
    (b"BZh", "packed with bzip2", _UNPACK),
    (b"\xfd7zXZ", "packed with xz", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", _UNPACK),
)
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)


def refuse_binary(content: bytes, name: str) -> None:
    """Raise FileFormatError if the first bytes say that this is another kind of file."""
    if b"\x00" in content and not content.strip(b" \t\r\n\x00"):
        raise FileFormatError(
            f"“{name}” holds no text, only zero bytes. It may have been damaged while copying; get"
            " the file again."
        )
    if not content or content.isspace():
        raise FileFormatError(f"“{name}” is empty. Choose a file with a header row and labels.")
    if content.startswith(b"PK\x03\x04"):
        raise FileFormatError(
            f"“{name}” is a zip archive or a document, not a text table. Export the labels as CSV."
        )
    for magic, kind, advice in _MAGIC:
        if content.startswith(magic):
            raise FileFormatError(f"“{name}” is {kind}, not a text table. {advice}")
    if re.match(rb"\x80[\x02-\x05]", content) and content.rstrip().endswith(b"."):
        raise FileFormatError(
            f"“{name}” is a Python pickle, which cannot be opened safely. Save the table as CSV."
        )


def refuse_markup(head: str, name: str) -> None:
    """Raise FileFormatError if the text is a web page or XML."""
    if _PAGE.match(head):
        raise FileFormatError(
            f"“{name}” is a web page, perhaps a log-in page that was saved instead of the file."
            " Download the table itself as CSV."
        )
    if head.lstrip().startswith("<?xml"):
        raise FileFormatError(f"“{name}” is XML, not a text table. Export the labels as CSV.")
