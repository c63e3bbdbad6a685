"""From bytes to UTF-8: which encoding a file has, found from its bytes alone."""

from __future__ import annotations

import codecs
import re

import numpy as np

from annotate.errors import FileFormatError
from annotate.loading.problems import amount

_BOMS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
_HEAD = 1 << 16
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def to_utf8(content: bytes, name: str) -> tuple[bytes, str]:
    """The same text as UTF-8 without a mark, and the name of the encoding it came in.

    A byte-order mark decides; else valid UTF-8 is UTF-8; else a pattern of zero bytes means
    UTF-16; else it is Windows-1252, or Latin-1 where a byte has no meaning in Windows-1252.
    Raises FileFormatError for binary data, and for UTF-8 with a few broken bytes: guessing
    there would change the text without a word.
    """
    for mark, codec, title in _BOMS:
        if content.startswith(mark):
            return _checked(_recoded(content[len(mark) :], codec, title, name), name), title
    wide = _utf16_without_mark(content)
    if wide:
        codec, title = wide
        return _checked(_recoded(content, codec, title, name), name), title
    if _is_utf8(content):
        return _checked(content, name), "UTF-8"
    _refuse_mixed(content, name)
    for codec, title in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            return _checked(content, name).decode(codec).encode(), title
        except UnicodeDecodeError:
            continue
    raise FileFormatError(f"“{name}” is not text in any encoding known here. Save it as UTF-8.")


def _recoded(content: bytes, codec: str, title: str, name: str) -> bytes:
    if codec == "utf-8" and _is_utf8(content):
        return content
    try:
        return content.decode(codec).encode()
    except UnicodeError as error:
        raise FileFormatError(
            f"“{name}” says that it is {title}, but its bytes are not ({error})."
            " It may have been cut off while copying. Save it again as UTF-8."
        ) from None


def _is_utf8(content: bytes) -> bool:
    """Whether all of it is valid UTF-8; looked at in place, without decoding it."""
    if content.isascii():
        return True
    import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

    ends = pa.py_buffer(np.array([0, len(content)], dtype=np.int64))
    text = pa.Array.from_buffers(pa.large_utf8(), 1, [None, ends, pa.py_buffer(content)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _utf16_without_mark(content: bytes) -> tuple[str, str] | None:
    """The UTF-16 codec if every second byte of the head tends to be zero, else None."""
    head = content[: _HEAD - _HEAD % 2]
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 2 * 0.2
    if len(content) % 2 == 0 and zeros_odd > enough and zeros_even <= zeros_odd * 0.01:
        return "utf-16-le", "UTF-16 LE"
    if len(content) % 2 == 0 and zeros_even > enough and zeros_odd <= zeros_even * 0.01:
        return "utf-16-be", "UTF-16 BE"
    return None


def _checked(content: bytes, name: str) -> bytes:
    """The content, if it is text: no NUL, hardly a control character."""
    at = content.find(0)
    head = content[:_HEAD]
    if len(_CONTROL.findall(head)) > max(16, len(head) * 0.05):
        raise FileFormatError(
            f"“{name}” is not text; it looks like a binary file. Choose a CSV or TSV file."
        )
    if at >= 0:
        line = content.count(b"\n", 0, at) + 1
        raise FileFormatError(
            f"“{name}” has a NUL byte in line {line:,}, which no text table should have."
            " The file may be damaged. Save it again as CSV in UTF-8."
        )
    return content


def _refuse_mixed(content: bytes, name: str) -> None:
    """Raise FileFormatError for a file that is UTF-8 but for some bytes."""
    text = content.decode("utf-8", errors="surrogateescape")
    bad = len(re.findall("[\udc80-\udcff]", text))
    good = len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text))
    if good > bad:
        found = re.search("[\udc80-\udcff]", text)
        line = text.count("\n", 0, found.start() if found else 0) + 1
        raise FileFormatError(
            f"“{name}” mixes encodings: most of it is UTF-8, but {amount(bad, 'byte')} cannot be, the"
            f" first in line {line:,}. Mend those characters, or save the file again as UTF-8."
        )
