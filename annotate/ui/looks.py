"""How the items of a project look: which field is shown how, where, in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import WorkspaceError
from annotate.ui.reader.fields import SETTING, Display, Field, Role, display_of
from annotate.ui.reader.kinds import MEDIA, FieldKind
from annotate.workspace import Key, Kind, Project


@st.dialog("How items look", width="large")
def choose_looks(project: Project, data: Annotations, reviewer: str) -> None:
    """Choose it for the project; what is not changed stays guessed from the data."""
    key = Key(Kind.SETTING, question=SETTING)
    entry = project.store.entry(key)
    display = display_of(data, entry.value if entry is not None else None)
    st.markdown(
        "Chosen once for this project. What is shown as HTML or Markdown is made safe first."
    )
    with st.form("looks", border=False):
        chosen = [_field(one, place) for place, one in enumerate(display.fields)]
        made = _sources(display)
        saves = st.form_submit_button("Save", type="primary")
        guesses = st.form_submit_button("Guess again from the data")
    if not saves and not guesses:
        return
    ordered = tuple(one for _, one in sorted(chosen, key=lambda pair: pair[0]))
    try:
        value = replace(made, fields=ordered).to_setting() if saves else None
        project.store.put(key, value, reviewer)
    except WorkspaceError as error:
        st.error(str(error))
        return
    st.rerun()


def _field(field: Field, place: int) -> tuple[float, Field]:
    name, title, kind, role, order = st.columns([2, 3, 3, 3, 1.5], vertical_alignment="bottom")
    shown: Literal["visible", "collapsed"] = "visible" if place == 0 else "collapsed"
    name.text(field.name)
    given = title.text_input(
        "Title",
        field.title,
        key=f"look-title-{field.name}",
        placeholder=field.name,
        label_visibility=shown,
    )
    kinds, roles = list(FieldKind), list(Role)
    as_kind = kind.selectbox(
        "Shown as",
        kinds,
        kinds.index(field.kind),
        format_func=lambda one: one.words,
        key=f"look-kind-{field.name}",
        label_visibility=shown,
    )
    as_role = role.selectbox(
        "Where",
        roles,
        roles.index(field.role),
        format_func=lambda one: one.words,
        key=f"look-role-{field.name}",
        label_visibility=shown,
    )
    at = order.number_input(
        "Order",
        value=float(place + 1),
        step=1.0,
        format="%d",
        key=f"look-order-{field.name}",
        label_visibility=shown,
    )
    # Given the same number twice, the one that was moved goes before the one that stood there.
    moved = 0 if at == place + 1 else (-0.5 if at < place + 1 else 0.5)
    return at + moved, replace(field, title=given.strip(), kind=as_kind, role=as_role)


def _sources(display: Display) -> Display:
    if not any(field.kind in MEDIA for field in display.fields):
        st.caption("Images, sounds and videos: choose the kind of their field first, and save.")
        return display
    fetch = st.checkbox(
        "Fetch images, sounds and videos from the addresses in the data",
        value=display.fetch,
        help="Their servers then see that somebody on this computer looks at them.",
    )
    folder = st.text_input(
        "Folder on this computer with the files that the data name", display.folder
    )
    return replace(display, fetch=fetch, folder=folder.strip())
