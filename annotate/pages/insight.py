"""Insight: what was learnt while reading, and what was read."""

import streamlit as st

from annotate.insight import CASE_COLUMNS, case_rows, collected, to_csv, to_markdown
from annotate.ui.insight_parts import show_log, show_part
from annotate.ui.parts import empty, heading
from annotate.ui.reviewer import who_reads
from annotate.ui.session import require_project

project, data = require_project()
reviewer = who_reads()
heading("Insight", project.name)
found = collected(project.store.record(), data)
reads = project.store.reads()
if not any(found.values()) and not reads:
    empty(
        "Nothing was learnt yet",
        "What you note, tag and name while reading is collected here: types of errors, changes of"
        " the guideline, rules that were cited.",
        "read",
        "Read items",
    )
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown("What you named while reading, with the items behind it.")
    st.space("stretch")
    st.download_button(
        "Markdown",
        lambda: to_markdown(found, project.name).encode(),
        "insight.md",
        "text/markdown",
        on_click="ignore",
    )
    st.download_button(
        "CSV",
        lambda: to_csv(case_rows(found), CASE_COLUMNS),
        "insight.csv",
        "text/csv",
        on_click="ignore",
    )
for part, names in found.items():
    show_part(project, part, names, reviewer)
show_log(reads, data)
