"""Agreement: can these labels be trusted, and where do the annotators differ."""

import streamlit as st

from annotate.agreement import reading_of
from annotate.ui.agreement_parts import coefficients, most_confused
from annotate.ui.computed import agreement_of, confusion_of, disagreement_of, key_of
from annotate.ui.difference_parts import between_annotators, between_categories, hardest_items
from annotate.ui.parts import heading
from annotate.ui.questions import choose_question, choose_round, round_title
from annotate.ui.session import require_project
from annotate.ui.text import count, plain

MOST_CATEGORIES = 25

project, data = require_project()
heading("Agreement", project.name)
with st.container(horizontal=True, vertical_alignment="bottom"):
    question = choose_question(data)
    round_name = choose_round(data)

key = key_of(project)
result = agreement_of(key, question.name, round_name, data)
few = len(question.answers) <= MOST_CATEGORIES
confusion = confusion_of(key, question.name, round_name, data) if few else None

alpha = result.coefficients["krippendorff_alpha"]
said = plain(reading_of(alpha, question.level))
if confusion is not None:
    said += most_confused(question, confusion)
st.markdown(f"**{plain(question.name)}.** {said}")
st.caption(
    f"{count(result.n_labels, 'label')} by {count(result.n_annotators, 'annotator')}"
    f" on {count(result.n_items, 'item')} · {question.level}"
    + (f" · {plain(round_title(round_name))}" if round_name else "")
)
coefficients(result)

st.header("Where they differ", anchor=False)
if confusion is not None:
    between_categories(project, question, confusion)
if len(result.pairs):
    between_annotators(project, result)
hardest_items(project, data, question, disagreement_of(key, question.name, round_name, data))
