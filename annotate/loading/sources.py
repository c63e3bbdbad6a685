"""From what was dropped or named to tables: the one door that every file goes through."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from annotate.errors import FileFormatError
from annotate.loading.archives import MEMBERS_MOST
from annotate.loading.containers import is_junk, members
from annotate.loading.formats import recognised
from annotate.loading.members import Member
from annotate.loading.table import Table

# A path of a file or a folder, a file that is open for reading bytes, its name and bytes, or a
# table already open.
Source = str | Path | BinaryIO | tuple[str, bytes] | Table

_SIZE_MOST = 1 << 31


def open_files(
    files: Source | Sequence[Source],
    format: str | None = None,  # noqa: A002 - the word of the command line
) -> list[Table]:
    """The tables in the files, folders and archives, exports of tools recognised.

    ``format`` names the tool where it should not be recognised. Raises FileFormatError, in one
    paragraph, for what cannot be read.
    """
    sources = _several(files)
    tables = [source for source in sources if isinstance(source, Table)]
    rest = [source for source in sources if not isinstance(source, Table)]
    found = members([member for source in rest for member in members_of(source)])
    return [*tables, *recognised(found, format)]


def opened(source: Source) -> Table:
    """The one table in a file; FileFormatError if there is none, or several."""
    tables = open_files([source])
    if len(tables) != 1:
        names = ", ".join(f"“{table.name}”" for table in tables)
        raise FileFormatError(
            f"One table was expected, but there are {len(tables)}: {names}. Choose one of them."
        )
    return tables[0]


def members_of(source: str | Path | BinaryIO | tuple[str, bytes]) -> list[Member]:
    """The files of a source as they came; of a folder all files below it, in their order."""
    if isinstance(source, tuple):
        return [Member(source[0].replace("\\", "/"), source[1])]
    if isinstance(source, str | Path):
        path = Path(source)
        return list(_in_folder(path)) if path.is_dir() else [Member(path.name, _bytes_of(path))]
    return [Member(Path(str(getattr(source, "name", "file"))).name, source.read())]


def _in_folder(folder: Path) -> Iterator[Member]:
    """The files below a folder, their paths beginning with its name."""
    paths = sorted(_walked(folder))
    if len(paths) > MEMBERS_MOST:
        raise FileFormatError(
            f"The folder {folder} holds {len(paths):,} files; at most {MEMBERS_MOST:,} are read."
            " Name the folder in which the labels are."
        )
    if not paths:
        raise FileFormatError(f"The folder {folder} holds no files. Choose another.")
    name = folder.resolve().name
    for path in paths:
        yield Member(f"{name}/{path.relative_to(folder).as_posix()}", _bytes_of(path), name)


def _walked(folder: Path) -> Iterable[Path]:
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            if not is_junk(path.relative_to(folder).as_posix()):
                yield path


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _SIZE_MOST:
            raise FileFormatError(
                f"The file {path} has {size >> 20:,} MB; at most {_SIZE_MOST >> 20:,} are read. Split"
                " it, or leave out the columns that are not needed."
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileFormatError(f"The file {path} cannot be read: {reason}.") from None


def _several(files: Source | Sequence[Source]) -> list[Source]:
    named_bytes = isinstance(files, tuple) and len(files) == 2 and isinstance(files[1], bytes)
    several = isinstance(files, list | tuple) and not named_bytes
    found = list(cast(Sequence[Source], files)) if several else [cast(Source, files)]
    if not found:
        raise FileFormatError("No file was named. Name the file with the labels.")
    return found
