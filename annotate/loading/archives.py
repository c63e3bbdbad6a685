"""Zip archives read safely: their entries checked, their unpacked size bounded before it is used."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from annotate.errors import FileFormatError
from annotate.loading.problems import shortened

UNPACKED_MOST = 1 << 30  # bytes that one archive may hold
MEMBERS_MOST = 10_000
_FREE = 1 << 26  # bytes that are unpacked whatever they were packed into
_RATIO = 300  # tables of few labels pack 100 to 1; what packs better was made to fill a memory
_CHUNK = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


@dataclass
class Allowance:
    """How many bytes may still be unpacked from one file, so that a small one fills no memory."""

    name: str
    packed: int
    used: int = 0

    def take(self, size: int) -> None:
        """Count bytes that were unpacked; FileFormatError where they are too many."""
        self.used += size
        if self.used > UNPACKED_MOST or self.used > max(_FREE, _RATIO * self.packed):
            raise FileFormatError(
                f"“{self.name}” unpacks to far more than its size, over {self.used >> 20:,} MB, and"
                " was left alone. If it is no mistake, unpack it and load the files inside."
            )


def is_zip(content: bytes) -> bool:
    """Whether the bytes begin as a zip archive does, an empty one too."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def entries(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file in a zip archive, in its order.

    Raises FileFormatError for what is damaged, encrypted, too much, or would lie outside of the
    archive; nothing is written to the disk.
    """
    allowance = Allowance(name, len(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in _files(archive, name):
                yield _path(info.filename, name), _unpacked(archive, info, allowance)
    except _DAMAGED as error:
        raise FileFormatError(
            f"“{name}” is a zip archive that cannot be unpacked ({shortened(str(error))})."
            " It may have been cut off while copying; get it again."
        ) from None


def names_in(content: bytes) -> tuple[str, ...]:
    """The paths in a zip archive; none where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(archive.namelist())
    except _DAMAGED:
        return ()


def _files(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    # An entry without a name, which only damage makes, is neither a file nor a folder.
    files = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    if len(files) > MEMBERS_MOST:
        raise FileFormatError(
            f"“{name}” holds {len(files):,} files; at most {MEMBERS_MOST:,} are read from one"
            " archive. Pack only the files with labels."
        )
    return files


def _path(written: str, name: str) -> str:
    """The path of an entry with forward slashes; FileFormatError if it leads outside."""
    path = written.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or ":" in parts[0]:
        raise FileFormatError(
            f"“{name}” holds a file whose path leads out of the archive (“{shortened(path)}”), so"
            " it was not opened. Pack the files again with plain names."
        )
    return path


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    if info.flag_bits & 0x1:
        raise FileFormatError(
            f"“{allowance.name}” is protected by a password. Pack the files again without one."
        )
    if info.compress_type not in _METHODS:
        raise FileFormatError(
            f"“{allowance.name}” is packed in an unusual way. Unpack it and load the files inside."
        )
    parts = []
    with archive.open(info) as file:
        while part := file.read(_CHUNK):
            allowance.take(len(part))
            parts.append(part)
    return b"".join(parts)
