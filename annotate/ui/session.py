"""Which project is open, and its data: the one place that knows session state and caches.

Caches are keyed by a project's folder and data version, never by a frame.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError, NotFoundError
from annotate.ui.parts import empty
from annotate.workspace import Project, ProjectInfo, Upload, Workspace

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
SAMPLE_NAME = "Sample: support tone"

_OPEN = "project"


def listed() -> list[ProjectInfo]:
    """All projects on this machine, also those archived, the last used first."""
    return workspace().projects(archived=None)


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace:
    """The projects on this machine."""
    return Workspace()


def remember(name: str) -> None:
    """Make this the open project, in this tab and in its address.

    The address always names it: a refresh must not depend on what another tab opened since.
    """
    st.session_state[_OPEN] = name
    if st.query_params.get("project") != name:
        st.query_params["project"] = name


def forget() -> None:
    """Let no project be the open one."""
    st.session_state.pop(_OPEN, None)
    st.query_params.pop("project", None)


def open_project() -> Project | None:
    """The project of the address, else the one that is open here, else the last one used.

    A project named in the address that is not there is said so, and nothing else is opened.
    """
    named = st.query_params.get("project") or st.session_state.get(_OPEN)
    if named is None:
        usable = [info for info in listed() if not info.broken and not info.archived]
        named = usable[0].name if usable else None
    if named is None:
        return None
    try:
        project = workspace().open(named)
    except NotFoundError:
        forget()
        st.warning(f"There is no project “{named}” on this machine.")
        return None
    remember(project.name)
    return project


def open_sample() -> Project:
    """The sample project, made when it is first asked for."""
    from annotate.loading import read  # pandas takes a second, which the first page can spare
    from annotate.projects import create

    try:
        return workspace().open(SAMPLE_NAME)
    except NotFoundError:
        upload = Upload(SAMPLE.name, SAMPLE.read_bytes())
        return create(workspace(), SAMPLE_NAME, read([SAMPLE]), [upload])


@st.cache_resource(show_spinner="Opening the labels …", max_entries=4)
def _data(folder: str, version: str, _project: Project) -> Annotations:  # noqa: ARG001
    # The folder and the version are the cache's key; a version never changes its content.
    data = _project.data()
    if data is None:
        raise NotFoundError(f"The project “{_project.name}” holds no labels yet.")
    return data


def data_of(project: Project) -> Annotations | None:
    """The project's labels, kept in memory between runs; None before anything was imported."""
    version = project.data_version
    return None if version is None else _data(str(project.folder), version, project)


def require_project() -> tuple[Project, Annotations]:
    """The open project and its labels; a page without them says what to do, and stops."""
    try:
        project = open_project()
        data = data_of(project) if project else None
    except AnnotateError as error:
        empty("This project cannot be opened", str(error), "data", "See the projects")
    if project is None:
        empty(
            "No project is open",
            "Drop a CSV with labels on the data page, or open the sample project there.",
            "data",
            "Go to data",
        )
    if data is None:
        empty(
            "No labels yet",
            "This project holds no labels yet. Import a file on the data page.",
            "data",
            "Go to data",
        )
    return project, data
