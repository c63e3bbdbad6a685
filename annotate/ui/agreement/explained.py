"""A coefficient explained: formula, meaning, when it misleads, source."""

from __future__ import annotations

import streamlit as st

from annotate.agreement import MEANINGS
from annotate.ui.agreement.formulas import FORMULAS
from annotate.ui.text import plain


def explained(name: str) -> None:
    """Everything there is to say about one coefficient."""
    meaning, formula = MEANINGS[name], FORMULAS[name]
    st.markdown(plain(meaning.means))
    st.latex(formula.latex)
    st.caption(plain(formula.symbols))
    st.markdown(f"**When it misleads.** {plain(meaning.misleads)}")
    st.caption(plain(meaning.source))


def screened() -> None:
    """How annotators are singled out among many."""
    st.markdown(
        "An annotator’s alpha depends on the items that they got. So their distance from the others"
        " is set beside the distance of the others from each other **on the same items**; the gap of"
        " the two, with its error, gives a one-sided p."
    )
    st.latex(r"\text{gap}_a = \operatorname{mean}_i \frac{y_{ai} - x_{ai}}{D_e}")
    st.caption(
        "x: how far their label of item i is from the others’; y: how far the others’ labels are"
        " from each other."
    )
    st.markdown(
        "Among many, some look poor by luck. Marked are those that stand after Benjamini and"
        " Hochberg (1995) at 5%: of the marked, about one in twenty may be no different."
    )
    st.markdown(
        "**When it misleads.** Whoever is right against a majority that is wrong is marked as well."
        " Read before you write."
    )
