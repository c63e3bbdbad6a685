"""What was dropped, and what loading makes of it: read once, kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from annotate.errors import AnnotateError
from annotate.loading import Loaded, Table, open_files, read, shaped
from annotate.projects import How, read_for, read_gold, report_on_adding
from annotate.ui.session import data_of
from annotate.workspace import Project, Upload


@dataclass(frozen=True)
class Dropped:
    """Files as they were dropped, and a name for exactly these contents."""

    uploads: tuple[Upload, ...]
    digest: str

    @classmethod
    def of(cls, files: Sequence[Any]) -> Dropped:
        """The files of an uploader."""
        uploads = tuple(Upload(file.name, file.getvalue()) for file in files)
        digest = hashlib.sha256()
        for upload in uploads:
            digest.update(upload.name.encode() + b"\0" + upload.content)
        return cls(uploads, digest.hexdigest()[:16])

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(len(upload.content) for upload in self.uploads)


@st.cache_resource(show_spinner="Reading the files …", max_entries=2)
def tables_of(digest: str, _uploads: tuple[Upload, ...]) -> list[Table]:  # noqa: ARG001 - the cache's key
    """The dropped files as tables; AnnotateError says which cannot be read."""
    return shaped(open_files([(upload.name, upload.content) for upload in _uploads]))


def columns_of(tables: Sequence[Table]) -> list[str]:
    """The names of the columns of all files, in their order."""
    return list(dict.fromkeys(name for table in tables for name in table.columns))


@st.cache_resource(show_spinner="Looking at the labels …", max_entries=4)
def loaded_of(
    digest: str,  # noqa: ARG001 - these three are the cache's key
    choices: str,  # noqa: ARG001
    version: str,  # noqa: ARG001
    how: How,
    _tables: list[Table],
    _options: dict[str, Any],
    _project: Project | None,
) -> Loaded:
    """The labels in the tables, as a project of their own or as an addition to one."""
    if _project is None:
        return read(_tables, **_options)
    loaded = read_for(_project, _tables, _options)
    there = data_of(_project)
    if there is None:
        return loaded
    return replace(loaded, report=report_on_adding(there, loaded, how))


def read_first(dropped: Dropped) -> Loaded:
    """The files as they are understood before anything is corrected, from then on in the caches."""
    tables = tables_of(dropped.digest, dropped.uploads)
    return loaded_of(dropped.digest, repr([]), "", How.NEW, tables, {}, None)


def is_gold_for(project: Project, dropped: Dropped) -> bool:
    """Whether the files hold no labels, but gold for items of the project."""
    try:
        tables = tables_of(dropped.digest, dropped.uploads)
    except AnnotateError:
        return False  # a file that cannot be read; what follows says why
    try:
        # As a new project without corrections: what the form asks for first, read but once.
        read_first(dropped)
    except AnnotateError:
        try:
            read_gold(project, tables)
        except AnnotateError:
            return False
        return True
    return False
