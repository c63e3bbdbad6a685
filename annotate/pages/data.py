"""Data: drop a file, see what was understood, import; the projects on this machine."""

import streamlit as st

from annotate.errors import AnnotateError
from annotate.projects import How, add, create, set_gold
from annotate.ui.import_form import Dropped, understood
from annotate.ui.project_list import show_projects
from annotate.ui.session import (
    SAMPLE,
    SAMPLE_NAME,
    listed,
    open_project,
    open_sample,
    remember,
    workspace,
)
from annotate.ui.shell import page_path
from annotate.ui.text import count, plain

_HOW = {
    How.NEW: "A new project",
    How.ROUND: "The next round of the open project",
    How.MORE: "More labels for the open project",
    How.GOLD: "Gold for the open project",
}

project = open_project()
st.title("Data", anchor=False)
left, right = st.columns([3, 2], gap="large")
with left:
    files = st.file_uploader(
        "Drop a CSV with one row a label; gold or item texts may come as files of their own.",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('imports', 0)}",
    )
with right, st.container(border=True):
    st.markdown("**Try it with the sample project**")
    st.markdown(
        "295 messages to a maker of e-bikes, labelled by 13 annotators in two rounds. Each of them"
        " has habits, and you can find out which."
    )
    if st.button("Open the sample project", disabled=not SAMPLE.exists(), width="stretch"):
        remember(open_sample().name)
        st.switch_page(page_path("read"), query_params={"project": SAMPLE_NAME})


def name_of(file_name: str) -> str:
    """A project's name to begin with, from the file's."""
    stem = file_name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ").strip()
    taken = {info.name.casefold() for info in listed()}
    name, number = stem or "Labels", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}"
    return name


if files:
    dropped = Dropped.of(files)
    with st.container(border=True):
        how = How.NEW
        if project is not None:
            chosen = st.segmented_control(
                f"What is it? (open project: {plain(project.name)})",
                list(How) if project.data_version else [How.NEW],
                default=How.NEW,
                format_func=lambda one: _HOW[one],
                key=f"how-{dropped.digest}",
            )
            how = chosen or How.NEW
        target = None if how is How.NEW else project
        loaded = None if how is How.GOLD else understood(dropped, target)
        name = ""
        if how is How.NEW and loaded is not None:
            name = st.text_input(
                "Project name",
                value=name_of(files[0].name),
                key=f"name-{dropped.digest}",
                width=360,
            )
        ready = how is How.GOLD or loaded is not None
        if st.button("Import", type="primary", disabled=not ready):
            try:
                if how is How.NEW and loaded is not None:
                    project = create(workspace(), name, loaded, dropped.uploads)
                elif project is not None and how is How.GOLD:
                    set_gold(project, dropped.uploads)
                elif project is not None and loaded is not None:
                    add(project, loaded, dropped.uploads, how)
            except AnnotateError as error:
                st.error(plain(str(error)))
            else:
                # A new uploader: what was imported is not offered for import again.
                st.session_state["imports"] = st.session_state.get("imports", 0) + 1
                if project is not None:
                    remember(project.name)
                st.rerun()
elif project is not None and project.data_version:
    with st.container(border=True):
        info = next(one for one in listed() if one.name == project.name)
        st.subheader(plain(project.name), anchor=False)
        st.markdown(
            f"{count(info.n_items, 'item')}, {count(info.n_annotators, 'annotator')},"
            f" {count(info.n_labels, 'label')}."
        )
        if st.button("Start reading", type="primary"):
            st.switch_page(page_path("read"), query_params={"project": project.name})

show_projects(project)
