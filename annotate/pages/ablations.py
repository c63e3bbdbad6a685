"""Ablations: what each decision about the data was worth, taken back one at a time."""

import streamlit as st

from annotate.ablation import paragraph, rows_of, title_of, to_csv
from annotate.charts import whiskers
from annotate.errors import AnnotateError
from annotate.ui.ablations.chosen import chosen, combine, show, take
from annotate.ui.ablations.labels import fewer_labels
from annotate.ui.ablations.tables import MOST, as_table, as_whiskers, reach
from annotate.ui.ablations.words import opening
from annotate.ui.agreement.picture import picture
from annotate.ui.computed import ablations_of
from annotate.ui.parts import clicked_row, empty, heading, theme
from annotate.ui.questions import choose_question
from annotate.ui.session import require_project
from annotate.ui.shell import page_path
from annotate.ui.text import plain

project, data = require_project()
heading("Ablations", project.name)
question = choose_question(data)
if not data.counted(question.name).any():
    empty(
        "There are no labels yet",
        f"Nobody has answered {plain(question.name)}, so there is no decision to take back.",
        "data",
        "Add labels",
    )
try:
    table = ablations_of(project, data, question.name)
except AnnotateError as error:  # labels that do not fit the level of their question
    st.error(plain(str(error)))
    st.stop()

st.markdown(opening(table))
decisions = chosen()
if decisions:
    show(project, data, table, decisions)

at = clicked_row(as_table(table, table.rows), "ablations") if table.rows else None
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption(
        "Each row takes one decision back. Intervals are 95%, paired over items. Click a row to see the"
        " items that flip."
    )
    st.space("stretch")
    st.download_button(
        "CSV",
        lambda: to_csv(rows_of(table)).encode(),
        "ablations.csv",
        "text/csv",
        on_click="ignore",
        type="tertiary",
    )
    st.download_button(
        "Paragraph",
        lambda: paragraph(table, table.rows).encode(),
        "ablations.txt",
        "text/plain",
        on_click="ignore",
        type="tertiary",
        help="For the data section of a paper",
    )
if at is not None:
    take(table.rows[at].decisions)
for refused, reason in table.refused:
    st.caption(f"{plain(title_of(refused))}: {plain(reason)}")
with st.expander("Several together, or a filter of your own", expanded=len(decisions) > 1):
    combine(data, table)

st.page_link(
    page_path("card"),
    label="Data card: all of this for a paper",
    query_params={"project": project.name},
)
st.header("Without each annotator", anchor=False)
rows = as_whiskers(table.annotators)
if rows.empty:
    st.markdown("Alpha is undefined without any one of them, so there is nothing to compare.")
else:
    with st.container(height=min(520, 150 + 28 * len(rows)), border=False):
        mark = picture(
            whiskers(
                rows,
                theme=theme(),
                title="change of alpha, with its 95% interval",
                domain=reach(rows),
                rules=[(0.0, "no change")],
                fields=("line",),
            ),
            "without-each",
            "row",
            lambda: as_table(table, table.annotators),
            caption="The largest change first; grey: it may be none. To the right, the others agree"
            " more without them, which does not say who is right. Click a row to see the items that"
            " flip."
            + (f" The first {MOST}; all are in the CSV." if len(table.annotators) > MOST else ""),
        )
    if mark:
        found = next(row for row in table.annotators if str(row.decisions[0]) == mark["line"])
        take(found.decisions)

st.header("How many labels an item", anchor=False)
fewer_labels(table)
