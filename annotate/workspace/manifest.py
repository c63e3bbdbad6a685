"""The list of contents of an exported project, and what may be in one.

An export is a zip file with ``manifest.json``, ``project.db``, ``uploads/…`` and ``data/…``;
the manifest gives the size and SHA-256 of every other file. Nothing else is ever unpacked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from annotate.errors import WorkspaceError
from annotate.workspace.parquet import FILES
from annotate.workspace.project import DATABASE

FORMAT = 1
MANIFEST = "manifest.json"

_DATA_FILES = "|".join(re.escape(name) for name in FILES)
_PATHS = re.compile(
    rf"{re.escape(DATABASE)}|uploads/[0-9a-f]{{64}}(\.[a-z0-9]{{1,10}})?"
    rf"|data/[0-9a-f]{{32}}/({_DATA_FILES})"
)


@dataclass(frozen=True)
class Packed:
    """One file of an export: size in bytes, hash in hexadecimal."""

    size: int
    sha256: str


def manifest_text(name: str, made_at: str, files: dict[str, Packed]) -> str:
    """The manifest of an export of the project of that name."""
    listed = {path: {"size": file.size, "sha256": file.sha256} for path, file in files.items()}
    about = {"annotate_export": FORMAT, "name": name, "made_at": made_at, "files": listed}
    return json.dumps(about, indent=1)


def files_in(manifest: bytes) -> dict[str, Packed]:
    """The files that a manifest lists; WorkspaceError where it is none that can be trusted."""
    try:
        about = json.loads(manifest)
        if about["annotate_export"] > FORMAT:
            raise WorkspaceError(
                "it was exported by a newer version of Annotate. Upgrade Annotate to import it"
            )
        files = {path: _packed(file) for path, file in about["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise WorkspaceError("its list of contents cannot be read") from None
    for path in files:
        if not _PATHS.fullmatch(path):
            raise WorkspaceError(f"it holds a file that no project has ({path[:80]})")
    if DATABASE not in files:
        raise WorkspaceError(f"it holds no {DATABASE}")
    return files


def _packed(file: dict[str, Any]) -> Packed:
    size, sha256 = file["size"], file["sha256"]
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ValueError("no size")
    if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("no hash")
    return Packed(size, sha256)
