"""How sure alpha is, and how many items would make it surer."""

from __future__ import annotations

import streamlit as st

from annotate.agreement import QuestionAgreement
from annotate.annotations import IntArray
from annotate.ui.agreement.words import labels_an_item, needed


def certainty(result: QuestionAgreement, items_with: IntArray) -> None:
    """``items_with`` [m] is the number of items with m labels."""
    alpha = result.coefficients["krippendorff_alpha"]
    st.markdown(f"{labels_an_item(items_with)} {needed(alpha, result.n_compared)}")
    with st.popover("How this is reckoned", type="tertiary"):
        st.markdown(
            "All intervals here are at 95% and speak of items: what would vary had other items of"
            " the same kind been labelled by the same annotators. Their width falls with the root of"
            " the number of items, so N items with half-width h need"
        )
        st.latex(r"N \left( \frac{h}{0.05} \right)^2")
        st.markdown(
            "**When it misleads.** If the further items are harder or easier, or are labelled by"
            " others. With a handful of items the half-width is itself a guess."
        )
