"""ZIPs whose bytes depend on what is in them alone, and not on when they were made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of (name, content), taken one after the other; equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name)  # dated 1980, as ZIP's own zero
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def repacked(content: bytes) -> bytes:
    """The ZIP without the dates in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed((name, archive.read(name)) for name in archive.namelist())
