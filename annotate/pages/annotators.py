"""Annotators: how each one does, how surely, and what is still to be read of theirs."""

import math

import streamlit as st

from annotate.charts import whiskers
from annotate.ui.annotator_tables import as_table, as_whiskers
from annotate.ui.computed import profiles_of
from annotate.ui.parts import clicked_mark, clicked_row, heading, theme
from annotate.ui.questions import choose_question
from annotate.ui.session import require_project
from annotate.ui.shell import page_path
from annotate.ui.text import count, percent

MOST_WHISKERS = 60

project, data = require_project()
heading("Annotators", project.name)
question = choose_question(data)
profiles = profiles_of(project, data)
asked = [profile for profile in profiles if question.name in profile.questions]
standing_out = [profile for profile in asked if profile.habits_about(question.name)]
overall = [p.questions[question.name].agreement for p in asked]
shared = [estimate for estimate in overall if not math.isnan(estimate.value)]
if shared:
    mean = sum(e.value * e.n for e in shared) / sum(e.n for e in shared)
    st.markdown(
        f"On the same item, annotators agree with one another in **{percent(mean)}** of their"
        f" labels. {count(len(standing_out), 'annotator')} of {len(asked)} answer in a way that"
        " stands out."
    )

rows = as_whiskers(asked, question.name)
if len(rows):
    with st.container(height=min(420, 70 + 28 * len(rows[:MOST_WHISKERS])), border=False):
        mark = clicked_mark(
            whiskers(
                rows[:MOST_WHISKERS],
                theme=theme(),
                title="agreement with the others, and its 95% interval",
                as_percent=True,
            ),
            "annotator-whiskers",
            "row",
        )
    st.caption(
        "Sorted by how surely an annotator differs from the rest, those first. Grey: too few"
        " shared items to say. Click a dot to open the annotator."
        + (
            f" These are the first {MOST_WHISKERS} of {len(rows)}."
            if len(rows) > MOST_WHISKERS
            else ""
        )
    )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": project.name, "annotator": mark["name"]},
        )

table, columns = as_table(asked, question, project.store)
chosen = clicked_row(table, "annotators", column_config=columns)
st.caption("Click a row to open the annotator. Click a column’s head to sort by it.")
if chosen is not None:
    st.switch_page(
        page_path("annotator"),
        query_params={"project": project.name, "annotator": table["Annotator"].iloc[chosen]},
    )
