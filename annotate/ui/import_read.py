"""What was dropped, and what loading makes of it: read once, kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from annotate.errors import AnnotateError
from annotate.letters import labels_of
from annotate.loading import Loaded, Table, open_files, read, shaped
from annotate.plan import How, Plan, planned
from annotate.projects import read_for, read_gold
from annotate.ui.session import data_of
from annotate.workspace import Project, Upload


@dataclass(frozen=True)
class Dropped:
    """Files as they were dropped, and a name for exactly these contents read in this way.

    ``format`` is the tool that they are an export of; None where it is to be recognised.
    """

    uploads: tuple[Upload, ...]
    digest: str
    format: str | None = None

    @classmethod
    def of(cls, files: Sequence[Any]) -> Dropped:
        """The files of an uploader."""
        uploads = tuple(Upload(file.name, file.getvalue()) for file in files)
        digest = hashlib.sha256()
        for upload in uploads:
            digest.update(upload.name.encode() + b"\0" + upload.content)
        return cls(uploads, digest.hexdigest()[:16])

    def read_as(self, format: str | None) -> Dropped:  # noqa: A002 - the word of the command line
        """The same files, read as the export of this tool."""
        if format == self.format:
            return self
        return Dropped(self.uploads, f"{self.digest.split('-')[0]}-{format or ''}", format)

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(len(upload.content) for upload in self.uploads)


@st.cache_resource(show_spinner="Reading the files …", max_entries=2)
def _tables_of(digest: str, _dropped: Dropped) -> list[Table]:  # noqa: ARG001 - the cache's key
    files = [(upload.name, upload.content) for upload in _dropped.uploads]
    return shaped(open_files(files, _dropped.format))


def tables_of(dropped: Dropped) -> list[Table]:
    """The dropped files as tables; AnnotateError says which cannot be read."""
    return _tables_of(dropped.digest, dropped)


def columns_of(tables: Sequence[Table]) -> list[str]:
    """The names of the columns of all files, in their order."""
    return list(dict.fromkeys(name for table in tables for name in table.columns))


@st.cache_resource(show_spinner="Looking at the labels …", max_entries=4)
def loaded_of(
    digest: str,  # noqa: ARG001 - these two are the cache's key
    choices: str,  # noqa: ARG001
    _tables: list[Table],
    _options: dict[str, Any],
) -> Loaded:
    """The labels in the tables, as a project of their own."""
    return read(_tables, **_options)


@st.cache_resource(show_spinner="Working out what changes …", max_entries=2)
def plan_of(
    digest: str,  # noqa: ARG001 - these three are the cache's key
    choices: str,  # noqa: ARG001
    version: str,  # noqa: ARG001
    how: How,
    _tables: list[Table],
    _options: dict[str, Any],
    _project: Project,
) -> tuple[Loaded, Plan]:
    """The labels in the tables, and what they would make of a project that holds some."""
    if how is How.GOLD:
        loaded = read_gold(_project, _tables)
    else:
        loaded = read_for(_project, _tables, _options, how)
    return loaded, planned(data_of(_project) or labels_of(_project), loaded, how)


def read_first(dropped: Dropped) -> Loaded:
    """The files as they are understood before anything is corrected, from then on in the caches."""
    tables = tables_of(dropped)
    return loaded_of(dropped.digest, repr([]), tables, {})


def is_gold_for(project: Project, dropped: Dropped) -> bool:
    """Whether the files hold no labels, but gold for items of the project."""
    try:
        tables = tables_of(dropped)
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
