"""A dialog that sets the rounds by hand: the day on which each begins, or its items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.projects import set_rounds
from annotate.rounds import HandSet, as_set, set_by_hand, timeline
from annotate.ui.text import count, plain
from annotate.workspace import Project

_NAME, _SINCE, _ITEMS = "Round", "From this day on", "These items"


def offer_rounds(project: Project, data: Annotations) -> None:
    """The button that opens the dialog."""
    if st.button(
        "Set the rounds", help="By hand: by the day on which each begins, or by its items"
    ):
        _choose(project, data)


@st.dialog("Set the rounds by hand", width="large")
def _choose(project: Project, data: Annotations) -> None:
    timed = bool(data.table["time"].notna().any())
    days = " from a day on, or" if timed else ""
    st.markdown(
        f"A round holds the labels{days} of the items that you name. One round may have"
        f" {'neither' if timed else 'none'}: it takes the rest."
    )
    edited = st.data_editor(
        _as_table(as_set(data) or [HandSet("round 1"), HandSet("round 2")]),
        key=f"rounds-{project.data_version}",
        num_rows="dynamic",
        placeholder="–",
        hide_index=True,
        column_order=[_NAME, _SINCE, _ITEMS] if timed else [_NAME, _ITEMS],
        column_config={
            _NAME: st.column_config.TextColumn(required=True, width="medium"),
            _SINCE: st.column_config.DateColumn(format="YYYY-MM-DD"),
            _ITEMS: st.column_config.TextColumn(
                width="large", help="Their ids, separated by commas or lines"
            ),
        },
    )
    rounds = _as_rounds(edited.to_dict("records"))
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


def _as_table(rounds: Iterable[HandSet]) -> pd.DataFrame:
    some = list(rounds)
    return pd.DataFrame(
        {
            _NAME: pd.Series([one.name for one in some], dtype=object),
            _SINCE: pd.to_datetime(pd.Series([one.since for one in some], dtype=str)),
            _ITEMS: pd.Series([", ".join(one.items) for one in some], dtype=object),
        }
    )


def _as_rounds(rows: Iterable[dict[Any, Any]]) -> list[HandSet]:
    rounds = []
    for row in rows:
        name, since, items = (row.get(column) for column in (_NAME, _SINCE, _ITEMS))
        ids = re.split(r"[,;\n]", items) if isinstance(items, str) else []
        rounds.append(
            HandSet(
                name.strip() if isinstance(name, str) else "",
                "" if pd.isna(since) else str(pd.Timestamp(since).date()),
                tuple(one.strip() for one in ids if one.strip()),
            )
        )
    return rounds


def _preview(data: Annotations) -> str:
    parts = [
        f"**{plain(one.name)}**: {count(one.n_labels, 'label')} on {count(one.n_items, 'item')}"
        for one in timeline(data)
    ]
    left = int((data.table["round"].to_numpy() < 0).sum())
    rest = f" {count(left, 'annotation')} in no round." if left else ""
    return f"{'; '.join(parts)}.{rest}"
