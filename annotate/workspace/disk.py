"""Files and folders that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.workspace.database import BUSY_SECONDS

MAKING = ".making-"
"""How the name of a file or folder begins that is not finished. None of them is ever listed."""

_LEFT_OVER_SECONDS = 24 * 3600  # by then whoever was making it was killed
_CHUNK = 1 << 20


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """WorkspaceError in place of what the operating system answered."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"{doing} failed: {error.strerror or error}"
            f"{f' ({error.filename})' if error.filename else ''}. Check that the disk has space"
            " and that you may write there, then try again."
        ) from error


@contextmanager
def folder_in_making(parent: Path) -> Iterator[Path]:
    """An empty folder that is gone at the end, unless it was renamed to what it is to be."""
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent)
    folder = parent / f"{MAKING}{secrets.token_hex(8)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path, final: Path) -> None:
    """Give a finished folder its name, with all that is in it on the disk first."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)
    folder.rename(final)
    sync(final.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under its name in one step; a file with that content already stays."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    part = path.with_name(f"{MAKING}{secrets.token_hex(8)}")
    try:
        part.write_bytes(content)
        sync(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the operating system put a file or a folder's list of names on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows does this by itself and lets nobody ask for it
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """The hash of a file's content, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Only one process at a time; the lock ends with the process that holds it."""
    with explained(f"Making {home}"):
        home.mkdir(parents=True, exist_ok=True)
    connection = _locked(home)
    try:
        yield
    finally:
        connection.close()


def _locked(home: Path) -> sqlite3.Connection:
    # SQLite's own lock on an empty database: the same on every system, and gone with its holder.
    connection = None
    try:
        connection = sqlite3.connect(home / "lock", timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE").close()
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise WorkspaceError(
            f"The list of projects in {home} cannot be changed now: {error}. Check that you may"
            " write there and that no other Annotate hangs, then try again."
        ) from error
    return connection


def _sweep(parent: Path) -> None:
    """Remove what was left over by processes that were killed."""
    for left in parent.glob(f"{MAKING}*"):
        with suppress(FileNotFoundError):  # another process is sweeping too
            if time.time() - left.stat().st_mtime < _LEFT_OVER_SECONDS:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()
