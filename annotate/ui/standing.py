"""What an import changes, before it is made; and what no longer fits the data, after it."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.plan import Plan, standing_in_words
from annotate.ui.reading_links import item_href
from annotate.ui.text import plain, shortened
from annotate.workspace import Entry, Project, Standing, standing

_SHOWN = 200


def show_plan(plan: Plan, project: Project) -> None:
    """What the files would make of the project, before they do."""
    with st.container(border=True):
        st.markdown(f"**{plain(plan.changes)}**")
        for line in standing_in_words(plan.effect(project.store.entries()), will=True):
            st.markdown(plain(line))
        st.caption("Nothing changes before you press Import, and an import can be undone.")


def show_standing(project: Project, data: Annotations) -> None:
    """What was said of something that the data no longer hold, or that reads otherwise."""
    found = standing(project, data)
    lines = standing_in_words(found, will=False)
    if not lines:
        return
    with st.expander(plain(" ".join(lines))):
        st.dataframe(
            _rows(found, project)[:_SHOWN],
            hide_index=True,
            column_config={"read": st.column_config.LinkColumn("", display_text="open")},
        )


def _rows(found: Standing, project: Project) -> list[dict[str, str]]:
    rows = [
        _row(one.entry)
        | {"label then": one.was, "label now": one.now}
        | {"read": item_href(project, one.entry.key.item_id)}
        for one in found.relabelled
    ]
    rows += [_row(entry) | {"label then": "", "label now": "not there"} for entry in found.gone]
    return rows


def _row(entry: Entry) -> dict[str, str]:
    key = entry.key
    return {
        "what": key.kind.value.replace("_", " "),
        "item": key.item_id,
        "annotator": key.annotator_id,
        "question": key.question,
        "says": shortened(str(entry.value)),
    }
