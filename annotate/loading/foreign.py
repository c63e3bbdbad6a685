"""Recognising files that are no text table, to say in one sentence what to do instead."""

from __future__ import annotations

import json
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
    (b"PAR1", "a Parquet file", "Save it as CSV, or load it in Python with from_frame."),
    (b"ARROW1", "an Arrow file", "Save it as CSV, or load it in Python with from_frame."),
    (b"\x1f\x8b", "packed with gzip", _UNPACK),
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
    if not content.strip():
        raise FileFormatError(f"“{name}” is empty. Choose a file with a header row and labels.")
    if content.startswith(b"PK\x03\x04"):
        raise FileFormatError(f"“{name}” is {_zip_kind(content)}")
    for magic, kind, advice in _MAGIC:
        if content.startswith(magic):
            raise FileFormatError(f"“{name}” is {kind}, not a text table. {advice}")
    if re.match(rb"\x80[\x02-\x05]", content) and content.rstrip().endswith(b"."):
        raise FileFormatError(
            f"“{name}” is a Python pickle, which cannot be opened safely. Save the table as CSV."
        )


def refuse_markup(head: str, name: str) -> None:
    """Raise FileFormatError if the text is a web page, XML or JSON."""
    if _PAGE.match(head):
        raise FileFormatError(
            f"“{name}” is a web page, perhaps a log-in page that was saved instead of the file."
            " Download the table itself as CSV."
        )
    if head.lstrip().startswith("<?xml"):
        raise FileFormatError(f"“{name}” is XML, not a text table. Export the labels as CSV.")
    if _is_json(head):
        raise FileFormatError(
            f"“{name}” is JSON, not a text table. Export the labels as CSV with one row a label."
        )


def _zip_kind(content: bytes) -> str:
    head = content[:4096]
    if b"xl/" in content[-65536:] or b"xl/" in head:
        return f"an Excel workbook, not a text table. {_SAVE_AS_CSV}"
    if b"opendocument.spreadsheet" in head:
        return f"an OpenDocument spreadsheet, not a text table. {_SAVE_AS_CSV}"
    return f"a zip archive, not a text table. {_UNPACK}"


def _is_json(head: str) -> bool:
    start = head.lstrip()
    if start[:1] not in ("{", "["):
        return False
    try:
        json.JSONDecoder().raw_decode(start)
    except json.JSONDecodeError as error:
        # Cut off by the length of the head, or broken far inside: the beginning was JSON.
        return error.pos > 0.9 * len(start) or re.match(r'[\[{]\s*[{"\[]', start) is not None
    return True
