"""Rounds: did it work? What changed from one round to the next, and what letters did."""

import streamlit as st

from annotate.errors import AnnotateError
from annotate.ui.computed import before_and_after
from annotate.ui.parts import heading
from annotate.ui.questions import choose_question
from annotate.ui.reviewer import who_reads
from annotate.ui.rounds.by_hand import offer_rounds
from annotate.ui.rounds.chosen import choose_letters, choose_split
from annotate.ui.rounds.next import again, switch_on
from annotate.ui.rounds.shown import (
    show_annotators,
    show_categories,
    show_claims,
    show_effect,
    show_timeline,
)
from annotate.ui.rounds.words import opening
from annotate.ui.session import require_project
from annotate.ui.text import plain

project, data = require_project()
reviewer = who_reads()
heading("Rounds", project.name)
with st.container(horizontal=True, vertical_alignment="bottom"):
    question = choose_question(data)
    chooses = st.container(width="content")
    offer_rounds(project, data)
with chooses:
    split, since = choose_split(data)
said = st.container()
with st.container():
    letters, plan = choose_letters(project, data, split.names[0])
try:
    found = before_and_after(project, data, (split, since), letters, plan)
except AnnotateError as error:  # labels that do not fit the level of their question
    st.error(plain(str(error)))
    st.stop()
asked = found.questions[question.name]
with said:
    st.markdown(opening(asked, found.names))
    show_timeline(project, found)

st.header("What stood out, and since", anchor=False)
show_claims(project, data, found, question.name)
repeated = found.repeats[question.name]
if repeated.of:
    st.markdown(
        f"Of {repeated.of:,} items that somebody labelled again, {repeated.n:,} have the same answer."
    )
if asked.categories:
    st.header("Each category", anchor=False)
    show_categories(asked)
st.header("Each annotator", anchor=False)
show_annotators(project, asked)
st.header("What the letters did", anchor=False)
show_effect(asked)
st.header("For the next round", anchor=False)
left, right = st.columns(2, gap="large")
with left:
    st.subheader("Who gets a letter first", anchor=False)
    switch_on(project, data, reviewer)
with right:
    st.subheader("Items to ask again", anchor=False)
    again(project, data, question.name)
