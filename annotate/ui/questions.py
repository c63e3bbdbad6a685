"""Choosing a question and a round: shown only where there is a choice."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations, Question
from annotate.letters import current_round
from annotate.ui.parts import empty
from annotate.ui.text import plain

ALL_ROUNDS = "All rounds"


def choose_question(data: Annotations) -> Question:
    """The question that the reader chose; kept while they walk from page to page."""
    names = [question.name for question in data.questions]
    if not names:
        kept = ", ".join(plain(name) for name in (*data.spans, *data.texts))
        empty(
            "There are no labels to compare",
            f"The annotators marked parts of the items or wrote texts ({kept}). They are kept;"
            " agreement on them is not computed yet.",
            "read",
            "Read the items",
        )
    if len(names) == 1:
        return data.questions[0]
    name = st.selectbox("Question", names, key="question", width=320, persist_state="session")
    return data.question(name)


def choose_round(data: Annotations) -> str | None:
    """The round that the reader chose, or None for all."""
    if len(data.rounds) < 2:
        return None
    chosen = st.selectbox(
        "Round",
        [ALL_ROUNDS, *data.rounds],
        format_func=round_title,
        key="round",
        width=220,
        persist_state="session",
    )
    return None if chosen == ALL_ROUNDS else chosen


def choose_letter_round(data: Annotations) -> str:
    """The round whose letters are at hand: the last one unless another is chosen."""
    if len(data.rounds) < 2:
        return current_round(data)
    newest_first = list(reversed(data.rounds))
    return st.selectbox(
        "Round",
        newest_first,
        format_func=round_title,
        key=f"letter-round-{newest_first[0]}",
        width=220,
        persist_state="session",
    )


def round_title(name: str) -> str:
    """A round as it is spoken of: “round 2” for one that is only a number."""
    return f"round {name}" if name.isdigit() else name
