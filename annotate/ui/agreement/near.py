"""How much credit a near miss gets: a choice where answers can be near each other."""

from __future__ import annotations

import streamlit as st

from annotate.agreement.weights import Weights
from annotate.annotations import Level, Question

CREDIT: dict[Weights, str] = {
    "identity": "None: answers are the same or not",
    "linear": "Linear in the difference",
    "quadratic": "Quadratic in the difference",
}


def choose_weights(question: Question, key: str) -> Weights:
    """The weights of kappas that the reader chose; by identity where answers have no distance.

    Of numbers no two may be the same, so there credit is given unless it is taken away.
    """
    if question.level in (Level.NOMINAL, Level.SET):
        return "identity"
    options = list(CREDIT)
    chosen: Weights = st.selectbox(
        "Credit for near misses",
        options,
        index=options.index("quadratic" if question.level.is_numeric else "identity"),
        format_func=CREDIT.__getitem__,
        key=f"{key}-{question.name}",
        width=320,
        help="For kappas, Gwet’s AC and Brennan–Prediger. Alpha’s distance follows from the level.",
    )
    return chosen
