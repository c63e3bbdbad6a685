"""Letters: evidence, the letter, and the letter as its reader will see it."""

import streamlit as st

from annotate.feedback import check, draft, gather, to_html
from annotate.letters import letter_key, letters_of
from annotate.ui.letter_parts import STYLE, choose_annotator, show_evidence, show_findings
from annotate.ui.letter_sending import show_downloads, show_state
from annotate.ui.letters import casebook
from annotate.ui.parts import heading
from annotate.ui.questions import choose_letter_round
from annotate.ui.reading_links import item_href
from annotate.ui.session import require_project
from annotate.ui.text import plain
from annotate.ui.writer import writer

HEIGHT = 500

project, data = require_project()
heading("Letters", project.name)
book = casebook(project, data)
with st.container(horizontal=True, vertical_alignment="bottom"):
    letters = letters_of(project, choose_letter_round(data))
    name = choose_annotator(book, letters)
evidence = gather(book, name)
fresh = draft(evidence, round_name=letters.round)

with st.container(horizontal=True, vertical_alignment="bottom"):
    show_state(project, letters, name, fresh)
    st.space("stretch")
    show_downloads(project, book, letters.round, name)


@st.fragment
def desk() -> None:
    """The letter beside how it will look; typing reruns this part alone."""
    middle, right = st.columns(2, gap="medium")
    with middle:
        st.markdown(f"**Letter to {plain(name)}**")
        text = writer(
            project,
            letter_key(name, letters.round),
            f"Letter to {name}",
            draft=fresh,
            height=HEIGHT,
            testid="letter",
            label_hidden=True,
        )
    with right:
        st.markdown("**As they will see it**")
        with st.container(height=HEIGHT + 14):
            body = to_html(
                text,
                book.finder(name),
                book.practice,
                is_model=evidence.is_model,
                href=lambda item_id: item_href(project, item_id),
            )
            st.html(f"{STYLE}<div class='letter'>{body}</div>")
    show_findings(text, check(book, name, text))


left, rest = st.columns([1, 4], gap="medium")
with left:
    show_evidence(project, evidence, HEIGHT)
with rest:
    desk()
