"""Replies: files that annotators sent back, what they object to, and what comes of it."""

import streamlit as st

from annotate.replies import objections, replies_of
from annotate.ui.letters import casebook
from annotate.ui.parts import heading
from annotate.ui.questions import choose_letter_round
from annotate.ui.reply_parts import show_objections, show_replies, take_in
from annotate.ui.reviewer import who_reads
from annotate.ui.session import require_project

project, data = require_project()
reviewer = who_reads()
heading("Replies", project.name)
round_name = choose_letter_round(data)
take_in(project, data, reviewer)
book = casebook(project, data)
replies = replies_of(project, round_name)
if not replies:
    st.markdown(
        "No reply has come back yet. Each letter that is sent as HTML ends with a form: what the"
        " annotator chooses there becomes a file, which they send to you and you add here."
    )
    st.stop()
show_objections(project, book, objections(project, replies), reviewer)
show_replies(project, book, replies, reviewer)
