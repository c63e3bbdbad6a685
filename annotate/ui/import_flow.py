"""From dropped files to a project: what they are, what was understood, one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from annotate.errors import AnnotateError
from annotate.loading import Loaded
from annotate.loading.formats import TITLES
from annotate.plan import How, Plan
from annotate.projects import carry_out, create
from annotate.ui.import_choices import begin_afresh, chosen
from annotate.ui.import_form import understood, understood_gold
from annotate.ui.import_job import ready
from annotate.ui.import_read import Dropped, columns_of, is_gold_for, read_first, tables_of
from annotate.ui.session import listed, remember, workspace
from annotate.ui.text import plain
from annotate.workspace import Project
from annotate.workspace.mappings import keep

_HOW = {
    How.NEW: "A new project",
    How.ROUND: "The next round of the open project",
    How.MORE: "More labels for the open project",
    How.GOLD: "Gold for the open project",
    How.CORRECTED: "Its labels, corrected",
}


def import_dropped(project: Project | None, files: Sequence[Any]) -> None:
    """Show what the files are, and import them when the reader says so."""
    dropped = Dropped.of(files)
    first = dropped.digest
    dropped = dropped.read_as(st.session_state.get(_key(first)))
    if not ready(dropped.digest, dropped.size, lambda: read_first(dropped)):
        return
    target = project if project is not None and project.data_version else None
    how = How.NEW if target is None else _choose_how(target, dropped)
    found: Loaded | Plan | None
    if how is How.GOLD and target is not None:
        found = understood_gold(dropped, target)
    else:
        found = understood(dropped, None if how is How.NEW else target, how)
    name = ""
    if isinstance(found, Loaded):
        name = st.text_input(
            "Project name", value=_name_of(files[0].name), key=f"name-{dropped.digest}", width=360
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Import", type="primary", disabled=found is None)
        _offer_formats(first, dropped.format)
    if pressed and found is not None:
        _import(dropped, found, target, name)


def _import(dropped: Dropped, found: Loaded | Plan, project: Project | None, name: str) -> None:
    """Store what was found, and show the page without the files."""
    try:
        if project is not None and isinstance(found, Plan):
            carry_out(project, found, dropped.uploads)
        elif isinstance(found, Loaded):
            project = create(workspace(), name, found, dropped.uploads)
    except AnnotateError as error:
        st.error(plain(str(error)))
        return
    _keep_choices(dropped)
    begin_afresh(dropped.digest)
    # A new uploader: what was imported is not offered for import again.
    st.session_state["imports"] = st.session_state.get("imports", 0) + 1
    if project is not None:
        remember(project.name)
    st.rerun()


def _key(digest: str) -> str:
    return f"format-{digest}"


def _offer_formats(digest: str, format: str | None) -> None:  # noqa: A002 - the word of the command line
    """Let the reader name the tool that the files come from, where it is not recognised."""

    def choose() -> None:
        # A widget's own value goes when it is not shown, as while big files are read.
        st.session_state[_key(digest)] = st.session_state[f"{_key(digest)}-chosen"]

    names = [None, *TITLES]
    with st.popover("Read as …", type="tertiary"):
        st.radio(
            "What the files are an export of",
            names,
            index=names.index(format),
            format_func=lambda name: TITLES.get(name or "", "What they are recognised as"),
            key=f"{_key(digest)}-chosen",
            on_change=choose,
        )


def _keep_choices(dropped: Dropped) -> None:
    """Remember what was corrected, for the next files with the same columns."""
    options = chosen(dropped.digest)
    if options:
        keep(workspace().home, columns_of(tables_of(dropped)), options)


def _choose_how(project: Project, dropped: Dropped) -> How:
    """What the files are to the open project; gold is recognised, the rest is asked."""
    chosen = st.segmented_control(
        f"What is it? (open project: {plain(project.name)})",
        list(How),
        default=How.GOLD if is_gold_for(project, dropped) else How.NEW,
        format_func=lambda one: _HOW[one],
        key=f"how-{dropped.digest}",
    )
    return chosen or How.NEW


def _name_of(file_name: str) -> str:
    """A project's name to begin with, from the file's."""
    stem = file_name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ").strip() or "Labels"
    taken = {info.name.casefold() for info in listed()}
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}"
    return name
