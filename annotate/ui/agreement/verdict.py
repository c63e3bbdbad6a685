"""Can these labels be trusted: a sentence, and alpha with its interval on a scale."""

from __future__ import annotations

import math

import streamlit as st

from annotate.agreement import Coefficient, QuestionAgreement, reading_of
from annotate.annotations import FloatArray, IntArray, Question
from annotate.charts import Band, scale
from annotate.ui.agreement.explained import explained
from annotate.ui.agreement.words import most_confused, paradox
from annotate.ui.parts import theme
from annotate.ui.text import count, decimal, interval, plain

KRIPPENDORFF = (
    Band(0.0, 0.667, "too low to rely on", 0),
    Band(0.667, 0.8, "tentative", 1),
    Band(0.8, 1.0, "reliable", 2),
)
LANDIS_AND_KOCH = (
    Band(0.0, 0.2, "slight"),
    Band(0.2, 0.4, "fair"),
    Band(0.4, 0.6, "moderate"),
    Band(0.6, 0.8, "substantial"),
    Band(0.8, 1.0, "almost perfect"),
)


def verdict(
    question: Question,
    result: QuestionAgreement,
    answers: IntArray,
    confusion: FloatArray | None,
) -> None:
    """The first answer of the page; ``answers`` (K,) says how many labels give each answer.

    ``confusion`` (A, K, K) is None where answers are too many.
    """
    alpha = result.coefficients["krippendorff_alpha"]
    said = plain(reading_of(alpha, question.level))
    if confusion is not None:
        said = f"{said} {most_confused(question, confusion)}"
    st.markdown(f"**{plain(question.name)}.** {said}")
    if not math.isnan(alpha.value):
        _on_a_scale(alpha)
    strange = paradox(question, answers, alpha, result.coefficients["percent_agreement"])
    if strange:
        st.info(strange)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_basis(question, result), width="stretch")
        with st.popover("What alpha means", type="tertiary"):
            explained("krippendorff_alpha")
        with st.popover("Whose cut-offs", type="tertiary"):
            st.markdown(CUT_OFFS)


def _basis(question: Question, result: QuestionAgreement) -> str:
    return (
        f"{count(result.n_labels, 'label')} by {count(result.n_annotators, 'annotator')}"
        f" on {count(result.n_items, 'item')} · {question.level}"
    )


CUT_OFFS = (
    "**Krippendorff** (2004, *Content Analysis*, chapter 11): draw conclusions from alpha of .8 or"
    " above, and only tentative ones from .667 on. What your own use can bear may be more or less."
    "\n\n**Landis and Koch** (1977, *Biometrics* 33) named stretches of kappa for one example, by"
    " their own account arbitrarily. They are shown since readers ask for them; kappa depends on how"
    " common answers are, so no name fits every data set."
)


def _on_a_scale(alpha: Coefficient) -> None:
    ends = None
    if alpha.low is not None and alpha.high is not None and math.isfinite(alpha.low + alpha.high):
        ends = alpha.low, alpha.high
    st.altair_chart(
        scale(
            alpha.value,
            ends,
            [
                ("Krippendorff (2004)", KRIPPENDORFF),
                ("Landis and Koch (1977), for kappas", LANDIS_AND_KOCH),
            ],
            theme=theme(),
            name="alpha, with its 95% interval",
            shown=f"{decimal(alpha.value)} {interval(alpha.low, alpha.high)}",
        ),
        height="content",
    )
