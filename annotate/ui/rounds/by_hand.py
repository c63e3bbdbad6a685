"""A dialog that sets the rounds by hand: the day on which each begins, or its items."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.projects import set_rounds
from annotate.rounds import HandSet, as_set, set_by_hand, timeline
from annotate.ui.text import count, plain
from annotate.workspace import Project

_MORE = "_rounds_added"


def offer_rounds(project: Project, data: Annotations) -> None:
    """The button that opens the dialog."""
    if st.button(
        "Set the rounds", help="By hand: by the day on which each begins, or by its items"
    ):
        st.session_state[_MORE] = 0
        _choose(project, data)


@st.dialog("Set the rounds by hand", width="large")
def _choose(project: Project, data: Annotations) -> None:
    timed = bool(data.table["time"].notna().any())
    how = "from a day on, or of the items that you name" if timed else "of the items that you name"
    st.markdown(
        f"A round holds the labels {how}. One round may say neither: it takes the rest. A round"
        " without a name is left out."
    )
    now = as_set(data) or [HandSet("round 1"), HandSet("round 2")]
    rows = [*now, *[HandSet("")] * (1 + st.session_state.get(_MORE, 0))]
    version = project.data_version or ""
    rounds = [_row(one, place, version, timed=timed) for place, one in enumerate(rows)]
    rounds = [one for one in rounds if one.name]
    if st.button("Add a round", type="tertiary"):
        st.session_state[_MORE] += 1
        st.rerun(scope="fragment")
    fits = True
    try:
        st.markdown(_preview(set_by_hand(data, rounds)))
    except AnnotateError as error:
        st.info(plain(str(error)))
        fits = False
    st.caption(
        "Labels, letters and what you said of items stay as they are; the data page can take it back."
    )
    if st.button("Set these rounds", type="primary", disabled=not fits):
        try:
            set_rounds(project, rounds)
        except AnnotateError as error:
            st.error(plain(str(error)))
        else:
            st.rerun()


def _row(one: HandSet, place: int, version: str, *, timed: bool) -> HandSet:
    shown: Literal["visible", "collapsed"] = "collapsed" if place else "visible"
    name, since, items = st.columns([2, 2, 5] if timed else [2, 0.01, 7])
    key = f"{version}-{place}"
    called = name.text_input(
        "Round", one.name, key=f"round-name-{key}", label_visibility=shown, placeholder="a name"
    )
    begins: date | None = None
    if timed:
        begins = since.date_input(
            "From this day on",
            date.fromisoformat(one.since) if one.since else None,
            key=f"round-since-{key}",
            label_visibility=shown,
        )
    ids = items.text_input(
        "These items, by their ids",
        ", ".join(one.items),
        key=f"round-items-{key}",
        label_visibility=shown,
        placeholder="ids with commas between them",
    )
    named = tuple(each.strip() for each in re.split(r"[,;\n]", ids) if each.strip())
    return HandSet(called.strip(), str(begins) if begins else "", named)


def _preview(data: Annotations) -> str:
    parts = [
        f"**{plain(one.name)}**: {count(one.n_labels, 'label')} on {count(one.n_items, 'item')}"
        for one in timeline(data)
    ]
    left = int((data.table["round"].to_numpy() < 0).sum())
    rest = f" {count(left, 'annotation')} in no round." if left else ""
    return f"{'; '.join(parts)}.{rest}"
