"""Data card: what a paper needs to say of the data, to be taken away."""

import streamlit as st

from annotate.ablation import title_of
from annotate.card import card, to_html, to_latex, to_markdown
from annotate.errors import AnnotateError
from annotate.ui.computed import ablations_of, agreement_of_all
from annotate.ui.parts import heading
from annotate.ui.session import require_project
from annotate.ui.text import plain

project, data = require_project()
heading("Data card", project.name)
try:
    agreement = agreement_of_all(project, data)
    tables = [ablations_of(project, data, one.name) for one in data.questions]
except AnnotateError as error:  # labels that do not fit the level of their question
    st.error(plain(str(error)))
    st.stop()
offered = {
    f"{table.question}: {title_of(row.decisions)}": (at, row)
    for at, table in enumerate(tables)
    for row in table.rows
}
st.markdown(
    "What a paper needs to say of these data: what was labelled by whom, how far annotators agree, what"
    " was read, and what each decision was worth. It names no annotator."
)
with st.expander("Decisions that it tells"):
    picked = st.multiselect(
        "Each with what it was worth, from the Ablations page",
        list(offered),
        default=list(offered),
    )
chosen = [offered[name] for name in picked]
decisions = [
    (table, [row for place, row in chosen if place == at]) for at, table in enumerate(tables)
]
found = card(project.name, data, agreement, project.store.record(), decisions)
markdown = to_markdown(found)
with st.container(horizontal=True):
    for label, text, name, mime in (
        ("Markdown", markdown, "data-card.md", "text/markdown"),
        ("HTML", to_html(found), "data-card.html", "text/html"),
        ("LaTeX tables", to_latex(found), "data-card.tex", "application/x-tex"),
    ):
        st.download_button(label, text.encode(), name, mime, on_click="ignore")
with st.container(border=True):
    st.markdown(markdown.partition("\n")[2])
