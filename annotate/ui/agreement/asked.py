"""What the page is about: the project, its data, one question, one round or all of them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from annotate.annotations import Annotations, Level, Question
from annotate.ui.computed import Key, key_of
from annotate.ui.questions import ALL_ROUNDS, choose_question, choose_round
from annotate.workspace import Project

_NEXT = "_agreement_next"
MOST_CELLS = 1 << 24  # annotators x answers x answers, beyond which confusions are not counted
MOST_ANSWERS = 60  # whose confusions can be made out in a picture


@dataclass(frozen=True, eq=False)
class Asked:
    """One question of a project, in one round (None: in all)."""

    project: Project
    data: Annotations
    question: Question
    round: str | None

    @property
    def key(self) -> Key:
        return key_of(self.project)

    @property
    def by_answers(self) -> bool:
        """Whether the answers are few enough to set each against each."""
        answers = len(self.question.answers)
        return 1 <= answers <= MOST_ANSWERS and self.data.n_annotators * answers**2 <= MOST_CELLS

    @property
    def has_categories(self) -> bool:
        return not self.question.level.is_numeric

    @property
    def is_set(self) -> bool:
        return self.question.level is Level.SET


def ask(project: Project, data: Annotations) -> Asked:
    """Let the reader choose a question and a round, those just clicked in a chart first."""
    for name, value in st.session_state.pop(_NEXT, {}).items():
        st.session_state[name] = value
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return Asked(project, data, choose_question(data), choose_round(data))


def go_to_question(name: str) -> None:
    """Show the page anew for this question."""
    _go(question=name)


def go_to_round(name: str | None) -> None:
    """Show the page anew for this round, or for all."""
    _go(round=ALL_ROUNDS if name is None else name)


def _go(**chosen: str) -> None:
    # A widget that is on the page already cannot be set; it is before it is made again.
    st.session_state[_NEXT] = chosen
    st.rerun()
