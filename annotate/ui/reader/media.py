"""Where images, sounds and videos come from: an address if that is allowed, a file beside the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from annotate.ui.reader.fields import Display
from annotate.ui.reader.kinds import MEDIA, FieldKind, media_ending

Json = dict[str, Any]
LARGEST = 200_000_000
"""Bytes of a file that is shown: a long video; more would fill the memory."""


def source_of(
    display: Display, serve: Callable[[Path, str], str] | None
) -> Callable[[FieldKind, str], Json]:
    """How a cell of media becomes {"src"}, or {"why"} there is nothing to see.

    ``serve`` makes a file of this computer available to the browser and says where; without it
    files are left out, to be sent when the reader comes near ({"later": true}).
    """

    def source(kind: FieldKind, value: str) -> Json:
        if value.startswith(f"data:{kind.value}/"):
            return {"src": value, "text": f"{kind.value} within the data"}
        if value.startswith(("http://", "https://")):
            return {"src": value} if display.fetch else {"why": _NOT_FETCHED}
        return _file(display.folder, kind, value, serve)

    return source


_NOT_FETCHED = "It lies elsewhere and was not fetched: that is not allowed for this project."


def _file(
    folder: str, kind: FieldKind, value: str, serve: Callable[[Path, str], str] | None
) -> Json:
    if not folder:
        return {"why": "A file beside the data: say in “How items look” in which folder."}
    mime = MEDIA[kind].get(media_ending(value))
    path = inside(Path(folder), value)
    if path is None or mime is None:
        return {"why": f"There is no such {kind.words} in the folder {folder}."}
    if path.stat().st_size > LARGEST:
        return {"why": "The file is larger than what is shown here (200 MB)."}
    return {"later": True} if serve is None else {"src": serve(path, mime)}


def inside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder or below it; None for no file and for one elsewhere."""
    if "\0" in name or PurePosixPath(name).is_absolute():
        return None
    root = folder.resolve()
    try:
        path = (root / name.replace("\\", "/").removeprefix("./")).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except OSError:
        return None
