"""The projects on this machine: open, rename, archive, export to one file, import one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from annotate.errors import AnnotateError
from annotate.ui.session import data_of, forget, remember, workspace
from annotate.ui.shell import page_path
from annotate.ui.text import count, plain
from annotate.workspace import Project, ProjectInfo, Version


def show_open(project: Project, found: Sequence[ProjectInfo]) -> None:
    """The open project in a few words, and the way on; nothing before labels were imported."""
    name = project.name
    info = next((one for one in found if one.name == name), None)
    if info is None or not project.data_version:
        return
    with st.container(border=True):
        st.subheader(plain(project.name), anchor=False)
        st.markdown(
            f"{count(info.n_items, 'item')}, {count(info.n_annotators, 'annotator')},"
            f" {count(info.n_labels, 'label')}."
        )
        if st.button("Start reading", type="primary"):
            st.switch_page(page_path("read"), query_params={"project": project.name})
        versions = project.versions()
        if len(versions) > 1:  # with one, everything said is about the labels as they are
            _offer_undo(project, versions[0], versions[1])
            _show_standing(project)


_WHAT = {
    "round": "A round was added",
    "more": "Labels were added",
    "gold": "Gold was added",
    "corrected": "The labels were corrected",
    "rounds": "Rounds were set by hand",
}


def _offer_undo(project: Project, last: Version, before: Version) -> None:
    """The last import in a few words, and the way back to the data of before."""
    said = _WHAT.get(last.how, "The last import was taken back")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{said} on {last.made_at[:10]}; before there were {count(before.n_items, 'item')} and"
            f" {count(before.n_labels, 'label')}.",
            width="content",
        )
        title = {"undo": "Redo", "rounds": "Undo"}.get(last.how, "Undo the import")
        if st.button(title, type="tertiary", key="undo-import"):
            from annotate.projects import undo_import  # brings pandas, which the list needs not

            _attempt(lambda: undo_import(project))


def _show_standing(project: Project) -> None:
    """What was said here that no longer fits the labels."""
    from annotate.ui.standing import show_standing  # brings pandas, too

    data = data_of(project)
    if data is not None:
        show_standing(project, data)


def show_projects(current: Project | None, found: Sequence[ProjectInfo]) -> None:
    """The list, the last used first; nothing where there are none."""
    if found:
        st.header("Projects", anchor=False)
    for info in found:
        if not info.archived:
            _row(info, current)
    archived = [info for info in found if info.archived]
    if archived:
        with st.expander(f"Archived ({len(archived)})"):
            for info in archived:
                _row(info, current)
    # Its uploader is made when it is asked for: one drop zone on the page is enough.
    taking = st.expander("Import a project file", key="take-project", on_change="rerun")
    if taking.open:
        with taking:
            _import_file()


def _row(info: ProjectInfo, current: Project | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        is_open = current is not None and info.name == current.name
        if info.broken:
            st.markdown(f"**{plain(info.name)}** {plain(info.broken)}")
            return
        if st.button(
            plain(info.name) + (" (open)" if is_open else ""),
            key=f"open-{info.folder}",
            type="tertiary",
        ):
            remember(info.name)
            st.rerun()
        st.caption(
            f"{count(info.n_items, 'item')} · {count(info.n_annotators, 'annotator')}"
            f" · {count(info.n_labels, 'label')} · changed {info.changed[:10]}"
        )
        st.space("stretch")
        with st.popover("More", key=f"more-{info.folder}"):
            _actions(info, is_open=is_open)


def _actions(info: ProjectInfo, *, is_open: bool) -> None:
    name = st.text_input("Name", value=info.name, key=f"name-{info.folder}")
    if name.strip() and name != info.name and st.button("Rename", key=f"rename-{info.folder}"):
        _attempt(lambda: _renamed(info.name, name, is_open=is_open))
    st.download_button(
        "Export to one file",
        data=lambda: _exported(info.name),
        file_name=f"{info.folder.name}.annotate.zip",
        mime="application/zip",
        on_click="ignore",
        key=f"export-{info.folder}",
    )
    label = "Take out of the archive" if info.archived else "Archive"
    if st.button(label, key=f"archive-{info.folder}"):
        _attempt(lambda: _archived(info, is_open=is_open))


def _renamed(old: str, new: str, *, is_open: bool) -> None:
    workspace().rename(old, new)
    if is_open:
        remember(new.strip())


def _archived(info: ProjectInfo, *, is_open: bool) -> None:
    workspace().archive(info.name, archived=not info.archived)
    if is_open and not info.archived:
        forget()


def _attempt(action: Callable[[], object]) -> None:
    try:
        action()
    except AnnotateError as error:
        st.error(plain(str(error)))
    else:
        st.rerun()


def _exported(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.zip"
        workspace().export(name, path)
        return path.read_bytes()


def _import_file() -> None:
    file = st.file_uploader("A file made by “Export to one file”", type="zip", key="project-file")
    if file is None:
        return
    name = st.text_input("Name", placeholder="as in the file", key="project-file-name")
    if st.button("Import the project"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.getvalue())
            try:
                project = workspace().import_file(path, name=name.strip() or None)
            except AnnotateError as error:
                st.error(plain(str(error)))
                return
        remember(project.name)
        st.rerun()
