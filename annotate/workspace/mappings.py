"""What was said about the columns of a file, remembered for files with the same columns.

<home>/mappings.json    digest of the column names -> the options of loading, the newest last
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from annotate.workspace.disk import alone, explained, write_whole

_MOST = 200
_FILE = "mappings.json"


def remembered(home: Path, columns: Iterable[str]) -> dict[str, Any]:
    """The options that were kept for files with these columns, in any order; empty if none."""
    found = _all(home).get(_digest(columns), {})
    return dict(found) if isinstance(found, dict) else {}


def keep(home: Path, columns: Iterable[str], options: Mapping[str, Any]) -> None:
    """Remember options, which must be plain JSON values; without any, forget them."""
    digest = _digest(columns)
    with explained("Remembering the columns"), alone(home):
        known = _all(home)
        known.pop(digest, None)
        if options:
            known[digest] = dict(options)
        newest = dict(list(known.items())[-_MOST:])
        write_whole(home / _FILE, json.dumps(newest, ensure_ascii=False).encode())


def _all(home: Path) -> dict[str, Any]:
    try:
        known = json.loads((home / _FILE).read_bytes())
    except (OSError, ValueError):
        return {}  # a convenience: where it cannot be read, columns are guessed as before
    return known if isinstance(known, dict) else {}


def _digest(columns: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(sorted(columns)).encode()).hexdigest()[:32]
