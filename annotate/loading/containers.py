"""Files out of what they are packed in: gzip, and zip with its folders."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator

from annotate.errors import FileFormatError
from annotate.loading.archives import Allowance, entries, is_zip, names_in
from annotate.loading.members import Member

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_DEEPEST = 2  # an archive, and one inside it
# A workbook or another office document is a zip archive, but one file to its user.
_DOCUMENT = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def members(files: Iterable[Member]) -> list[Member]:
    """The files, those in gzip and zip unpacked; paths in an archive keep their folders.

    What systems put into archives on their own (``__MACOSX``, hidden files) is left out. An
    archive may hold archives, those may not. Raises FileFormatError for an archive that is
    damaged, encrypted, empty or too large, and for paths that lead out of it.
    """
    return [member for file in files for member in _unpacked(file, 0)]


def is_junk(path: str) -> bool:
    """Whether a file was put there by a system or a tool and not by a person."""
    parts = path.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or any(part.casefold() in _JUNK for part in parts)


def _unpacked(file: Member, depth: int) -> Iterator[Member]:
    packed = is_zip(file.content) and not _is_document(file.content)
    if not packed and not file.content.startswith(_GZIP):
        yield file
        return
    if depth == _DEEPEST:
        raise FileFormatError(
            f"“{file.name}” is an archive within an archive within an archive. Unpack it and load"
            " the files inside."
        )
    inside = _of_zip(file) if packed else [_of_gzip(file)]
    for member in inside:
        yield from _unpacked(member, depth + 1)


def _is_document(content: bytes) -> bool:
    return not _DOCUMENT.isdisjoint(names_in(content))


def _of_zip(file: Member) -> Iterator[Member]:
    found = False
    # A folder for each archive within another, so that equal names in two of them differ.
    folder = f"{_stem(file.path, '.zip')}/" if file.archive else ""
    for path, content in entries(file.content, file.name):
        if not is_junk(path):
            found = True
            yield Member(folder + path, content, file.archive or file.name)
    if not found:
        raise FileFormatError(f"“{file.name}” is an archive without files. Choose another file.")


def _of_gzip(file: Member) -> Member:
    allowance = Allowance(file.name, len(file.content))
    parts = []
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.content)) as stream:
            while part := stream.read(_CHUNK):
                allowance.take(len(part))
                parts.append(part)
    except (zlib.error, EOFError, OSError) as error:
        raise FileFormatError(
            f"“{file.name}” is packed with gzip and cannot be unpacked ({error}). It may have been"
            " cut off while copying; get it again."
        ) from None
    return Member(_stem(file.path, ".gz"), b"".join(parts), file.archive or file.name)


def _stem(path: str, ending: str) -> str:
    return path[: -len(ending)] if path.casefold().endswith(ending) else path
