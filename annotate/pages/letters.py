"""Letters: evidence, the letter, and the letter as its reader will see it."""

import streamlit as st

from annotate.feedback import check, to_html, to_markdown
from annotate.feedback.draft import form_of
from annotate.feedback.language import language
from annotate.feedback.tray import tray
from annotate.letters import Drafting, changed_since, letter_key, letters_of, plan_of
from annotate.ui.letter_parts import (
    STYLE,
    choose_annotator,
    offer_chosen,
    show_board,
    show_changed,
    show_findings,
)
from annotate.ui.letter_sending import show_downloads, show_state
from annotate.ui.letter_settings import choose_language, show_settings
from annotate.ui.letter_versions import show_letter_versions
from annotate.ui.letters import casebook
from annotate.ui.parts import heading
from annotate.ui.questions import choose_letter_round
from annotate.ui.reading_links import item_href
from annotate.ui.reviewer import who_reads
from annotate.ui.session import require_project
from annotate.ui.text import count, plain
from annotate.ui.tray import tray_of
from annotate.ui.writer import writer

HEIGHT = 560

project, data = require_project()
heading("Letters", project.name)
reviewer = who_reads()
book = casebook(project, data)
with st.container(horizontal=True, vertical_alignment="bottom"):
    letters = letters_of(project, choose_letter_round(data))
    name = choose_annotator(book, letters)
    plan = plan_of(project, name, letters.round)
    code = choose_language(project, name, letters.round, plan)
    st.space("stretch")
    show_board(book, letters)
drafting = Drafting(project, book, letters.round, reviewer)
evidence = drafting.evidence(name)
refused = drafting.refused(form_of(evidence), code)
if refused:
    st.warning(plain(refused))
fresh = drafting.draft(name, evidence)

with st.container(horizontal=True, vertical_alignment="bottom"):
    show_state(project, letters, name, fresh)
    st.space("stretch")
    show_downloads(drafting, name)


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
            reviewer=reviewer,
        )
    with right:
        st.markdown("**As they will see it**")
        with st.container(height=HEIGHT + 14):
            body = to_html(
                text,
                book.finder(name),
                book.practice,
                href=lambda item_id: item_href(project, item_id),
                is_model=evidence.is_model,
                language=code,
            )
            direction = language(code).direction
            st.html(f'{STYLE}<div class="letter" lang="{code}" dir="{direction}">{body}</div>')
    show_changed(changed_since(project, name, letters.round, text))
    whole = to_markdown(
        text, book.finder(name), book.practice, is_model=evidence.is_model, language=code
    )
    show_findings(whole, check(book, name, text, language=code, choice=plan.choice))


with st.container(key="letter-desk"):
    left, rest = st.columns([1.1, 3], gap="medium")
    with left:
        st.markdown("**Evidence**")
        st.caption(
            f"{evidence.n_read:,} of {count(evidence.n_items, 'item')} read"
            f" · {evidence.n_judged:,} judged · {count(evidence.n_errors, 'error')}"
        )
        with st.container(height=HEIGHT - 26, border=False):
            tray_of(project, name, letters.round, plan, tray(book, evidence))
        offer_chosen(project, letters, name, plan, reviewer)
        st.caption("`j` `k` walk · space chooses · `x` drops · Alt and arrows move · Enter opens")
    with rest:
        desk()
show_letter_versions(project, name, letters.round, fresh, reviewer)
show_settings(project, code, form_of(evidence), reviewer)
