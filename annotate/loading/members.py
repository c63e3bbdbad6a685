"""One file as it came: dropped on the page, named on the command line, or found in an archive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """A file's path and its bytes.

    path     as it was named, with forward slashes; inside an archive the path there, so that
             folders, which may name an annotator, are kept
    archive  the name of the archive that it was found in; empty if it came on its own
    """

    path: str
    content: bytes
    archive: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]
