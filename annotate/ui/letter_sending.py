"""What happens to a letter that is written: its state, and its way out as a file."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from annotate.feedback import Casebook, file_names, files, zipped
from annotate.letters import LETTER_STATES, Letters, letter_key, letters_of, state_key
from annotate.ui.text import count
from annotate.workspace import Project


def show_state(project: Project, letters: Letters, name: str, fresh: str) -> None:
    """The state of the letter at hand, and the way back to the draft."""
    known = letters.state(name)
    state = st.segmented_control(
        "State",
        LETTER_STATES,
        default=known if known in LETTER_STATES else "draft",
        key=f"state-{name}-{letters.round}",
        format_func=str.capitalize,
        label_visibility="collapsed",
    )
    # A draft that nobody touched is none yet, so “draft” alone is nothing to store.
    if state and state != known and not (state == "draft" and known == "none"):
        project.store.put(state_key(name, letters.round), state)
        st.rerun()
    if letters.texts.get(name, fresh).strip() != fresh.strip() and st.button(
        "Start again from the evidence", help="Your text stays in the history."
    ):
        project.store.put(letter_key(name, letters.round), fresh)
        st.rerun()


def show_downloads(project: Project, book: Casebook, round_name: str, name: str) -> None:
    """One letter as HTML or Markdown, or all of them as a ZIP; made when it is clicked."""
    for form, label, mime in (("html", "HTML", "text/html"), ("md", "Markdown", "text/markdown")):
        st.download_button(
            label,
            data=partial(_one, project, book, round_name, name, form),
            file_name=_file_name(book, name, form),
            mime=mime,
            on_click="ignore",
            key=f"download-{form}",
            help=f"The letter to {name} alone.",
        )
    st.download_button(
        "Download all letters",
        data=lambda: _all(project, book, round_name),
        file_name=f"letters-{date.today().isoformat()}.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        help=(
            f"{count(len(book.sources.profiles), 'letter')} as HTML and Markdown and a summary.csv,"
            " in a ZIP. Who has no text of yours gets the draft."
        ),
    )


def _file_name(book: Casebook, name: str, form: str) -> str:
    return f"{file_names(book.sources.data.annotator_ids)[name]}.{form}"


def _one(project: Project, book: Casebook, round_name: str, name: str, form: str) -> bytes:
    letters = letters_of(project, round_name)
    _, content = next(iter(files(book, to=[form], annotator_ids=[name], letters=letters.texts)))
    return content


def _all(project: Project, book: Casebook, round_name: str) -> bytes:
    letters = letters_of(project, round_name)
    return zipped(book, letters=letters.texts, states=letters.states)
