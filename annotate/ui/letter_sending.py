"""What happens to a letter that is written: its state, and its way out as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from annotate.errors import AnnotateError
from annotate.feedback import FORMATS, USUAL, Outgoing, Press, file_names, files, zipped
from annotate.letters import Drafting, Letters, letter_key, state_key
from annotate.sending import outgoing_of
from annotate.ui.import_job import Job
from annotate.ui.text import count, plain
from annotate.workspace import LETTER_STATES, Project

_FORMATS = {
    "html": ("HTML", "text/html"),
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": ("Markdown", "text/markdown"),
}
_EVERY = 0.5  # seconds between two looks at how far the letters are


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


def show_downloads(drafting: Drafting, name: str) -> None:
    """All letters at a click; one letter in any format, or some of them, at two."""
    st.download_button(
        "Download all letters",
        data=lambda: zipped(replace(outgoing_of(drafting), with_lead=False)),
        file_name=_archive(),
        mime="application/zip",
        on_click="ignore",
        type="primary",
        help=(
            f"{count(len(drafting.book.sources.profiles), 'letter')} as HTML and Markdown and a summary.csv,"
            " in a ZIP. Who has no text of yours gets the draft."
        ),
    )
    with st.popover("More", help="PDF and Word, this letter alone, or some letters."):
        with st.container(horizontal=True):
            for form, (label, mime) in _FORMATS.items():
                st.download_button(
                    label,
                    data=partial(_one, drafting, form, name),
                    file_name=f"{file_names(drafting.book.sources.data.annotator_ids)[name]}.{form}",
                    mime=mime,
                    on_click="ignore",
                    key=f"download-{form}",
                    help=f"The letter to {name} alone.",
                )
        lacking = _press().lacking(outgoing_of(drafting).report(name))
        if lacking:
            st.caption(f":material/warning: {plain(lacking)}")
        _several(drafting)


def _several(drafting: Drafting) -> None:
    """Letters as a ZIP: made beside the page, with how far it is and a way to stop it."""
    everybody = list(drafting.book.sources.data.annotator_ids)
    chosen = st.multiselect(
        "Letters to", everybody, placeholder="Everybody", key="export-to", help="None is everybody."
    )
    to = st.multiselect("As", FORMATS, default=list(USUAL), key="export-as")
    if "export" not in st.session_state:
        number = count(len(chosen or everybody), "letter")
        if st.button(
            f"Make {number}",
            type="primary",
            disabled=not to,
            help="With a summary.csv, and an overview for you. Who has no text of yours gets the draft.",
        ):
            outgoing = outgoing_of(drafting, to=to, annotator_ids=chosen or None)
            st.session_state["export"] = _Export(outgoing)
            st.rerun()
        return
    _show_export()


class _Export:
    """Letters being made in a thread of their own."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing, self._press = outgoing, Press()
        self.content = b""
        self.error = ""
        self.job = Job(self._make, doing="Writing the letters")
        self.job.start()

    def _make(self) -> None:
        try:
            self.content = zipped(self._outgoing, self._press)
        except AnnotateError as error:
            self.error = str(error)

    @property
    def notice(self) -> str:
        """What a reader of the files should know."""
        return self._press.notice()


@st.fragment(run_every=_EVERY)
def _show_export() -> None:
    export: _Export | None = st.session_state.get("export")
    if export is None:
        return
    if not export.job.done:
        st.progress(export.job.share, text=f"{export.job.doing} …")
        if st.button("Cancel", key="export-cancel"):
            export.job.cancel()
            del st.session_state["export"]
            st.rerun()
        return
    if export.error:
        st.error(export.error)
    else:
        if export.notice:
            st.warning(export.notice)
        st.download_button(
            "Save the letters",
            data=export.content,
            file_name=_archive(),
            mime="application/zip",
            on_click="ignore",
            type="primary",
        )
    if st.button("Done", key="export-done", help="And back to what to export."):
        del st.session_state["export"]
        st.rerun()


@st.cache_resource(show_spinner=False)
def _press() -> Press:
    """One typesetter for single letters: making it takes longer than a letter."""
    return Press()


def _archive() -> str:
    return f"letters-{date.today().isoformat()}.zip"


def _one(drafting: Drafting, form: str, name: str) -> bytes:
    """One letter as it is saved at the moment of the click; typing does not run the page anew."""
    outgoing = outgoing_of(drafting, to=[form], annotator_ids=[name])
    _, content = next(iter(files(outgoing, _press())))
    return content
