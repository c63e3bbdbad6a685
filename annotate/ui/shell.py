"""What surrounds every page: the list of pages, the icon, the heartbeat."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st

_HERE = Path(__file__).parent
_FOLDER = "annotate/pages"

# (file, title, address, visibility), in the order of the work.
PAGES: tuple[tuple[str, str, str, Literal["visible", "hidden"]], ...] = (
    (f"{_FOLDER}/data.py", "Data", "data", "visible"),
    (f"{_FOLDER}/read.py", "Read", "read", "visible"),
    (f"{_FOLDER}/annotators.py", "Annotators", "annotators", "visible"),
    (f"{_FOLDER}/annotator.py", "Annotator", "annotator", "hidden"),
    (f"{_FOLDER}/agreement.py", "Agreement", "agreement", "visible"),
    (f"{_FOLDER}/letters.py", "Letters", "letters", "visible"),
    (f"{_FOLDER}/replies.py", "Replies", "replies", "visible"),
    (f"{_FOLDER}/rounds.py", "Rounds", "rounds", "visible"),
    (f"{_FOLDER}/ablations.py", "Ablations", "ablations", "visible"),
    (f"{_FOLDER}/card.py", "Data card", "card", "hidden"),
    (f"{_FOLDER}/guideline.py", "Guideline", "guideline", "visible"),
    (f"{_FOLDER}/insight.py", "Insight", "insight", "visible"),
)


def page_path(url: str) -> str:
    """The file of the page with this address, for ``st.switch_page``."""
    return next(path for path, _, address, _ in PAGES if address == url)


@cache
def icon() -> str:
    """The page icon, a file of ours: a named icon would be fetched from elsewhere."""
    return str(_HERE / "icon.png")


@st.fragment(run_every="20s")
def heartbeat() -> None:
    """Make a reconnected browser ask for a full run after the server was restarted.

    Without it the tab reconnects to the new server but its pages stay as they were, and the
    first interaction in a fragment is dropped silently.
    """


def legible() -> None:
    """Let the chosen one of several buttons be read: the accent on its own tint is too faint."""
    st.html("<style>button[data-selected='true'] p { color: CanvasText; }</style>")
