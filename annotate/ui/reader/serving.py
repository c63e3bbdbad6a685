"""Files beside the data, made available to the browser while their items are near."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.runtime import get_instance

from annotate.ui.reader.payload import NEAR

_SLOTS = 2 * NEAR + 1


def served(key: str, place: int) -> Callable[[Path, str], str]:
    """What makes a file available, and says at which address.

    Each file takes a slot, and the files of items far away give theirs up: an afternoon of
    reading holds those around the item at hand in memory and no others.
    """
    count = 0

    def serve(path: Path, mime: str) -> str:
        nonlocal count
        count += 1
        slot = f"{key}.{place % _SLOTS}.{count}"
        return get_instance().media_file_mgr.add(str(path), mime, slot)

    return serve
