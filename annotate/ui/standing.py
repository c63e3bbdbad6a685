"""What an import changes, before it is made; and what no longer fits the data, after it."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.plan import Plan, standing_in_words
from annotate.ui.text import count, plain, shortened
from annotate.workspace import Entry, Project, Standing, standing

_SHOWN = 200


def show_plan(plan: Plan, project: Project) -> None:
    """What the files would make of the project, before they do."""
    with st.container(border=True):
        st.markdown(f"**{plain(plan.changes)}** {plain(plan.corrections)}")
        for line in standing_in_words(plan.effect(project.store.entries()), will=True):
            st.markdown(plain(line))
        st.caption("Nothing changes before you press Import, and an import can be undone.")


def show_standing(project: Project, data: Annotations) -> None:
    """What was said of something that the data no longer hold, or that reads otherwise."""
    found = standing(project, data)
    lines = standing_in_words(found, will=False)
    if not lines:
        return
    n = len(found.gone) + len(found.relabelled)
    with st.expander(
        f"{count(n, 'thing')} said here no longer fit{'s' if n == 1 else ''} the labels"
    ):
        for line in lines:
            st.markdown(plain(line))
        st.dataframe(
            _rows(found, project, data)[:_SHOWN],
            hide_index=True,
            column_config={"read": st.column_config.LinkColumn("", display_text="open")},
        )


def _rows(found: Standing, project: Project, data: Annotations) -> list[dict[str, str]]:
    from annotate.ui.reading_links import item_href  # brings SciPy, which the page needs not

    said = [(one.entry, one.was, one.now) for one in found.relabelled]
    said += [(entry, "", "not there") for entry in found.gone]
    return [
        _row(entry)
        | {"label then": was, "label now": now}
        | {
            "read": item_href(project, item)
            if (item := entry.key.item_id) in data.item_codes
            else ""
        }
        for entry, was, now in said
    ]


def _row(entry: Entry) -> dict[str, str]:
    key = entry.key
    return {
        "what": key.kind.value.replace("_", " "),
        "item": key.item_id,
        "annotator": key.annotator_id,
        "question": key.question,
        "says": shortened(str(entry.value)),
    }
