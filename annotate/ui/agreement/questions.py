"""Alpha of each question: which of them is the trouble."""

from __future__ import annotations

import streamlit as st

from annotate.agreement import reading_of
from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked, go_to_question
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.rows import drawn, lowest, of_named
from annotate.ui.computed import alpha_of
from annotate.ui.parts import theme
from annotate.ui.text import plain

CUT_OFFS = ((0.667, "0.667: tentative (Krippendorff)"), (0.8, "0.8: reliable (Krippendorff)"))


def questions(asked: Asked) -> None:
    """Each question's alpha; a click chooses the question."""
    results = [
        alpha_of(asked.key, one.name, asked.round, asked.data) for one in asked.data.questions
    ]
    table = of_named(
        "question",
        [(one.question, one.coefficients["krippendorff_alpha"]) for one in results],
        [
            {"level": one.level.value, "items": one.n_items, "labels": one.n_labels}
            for one in results
        ],
    )
    rows = drawn(table, "question", "value", ends=("low", "high"))
    if rows.empty:
        st.caption("Alpha is undefined for every question.")
        return
    chart = whiskers(
        rows,
        theme=theme(),
        title="alpha, with its 95% interval",
        domain=(lowest(rows), 1.0),
        rules=CUT_OFFS,
    )
    caption = (
        "Click a question to look into it. Dashed: Krippendorff’s cut-offs. Alphas of questions of"
        " different levels measure by different distances: compare them with care."
    )
    mark = picture(chart, "questions", "row", lambda: table, caption=caption)
    for one in results:
        alpha = one.coefficients["krippendorff_alpha"]
        if alpha.reason:
            st.caption(f"{plain(one.question)}: {plain(reading_of(alpha, one.level))}")
    if mark:
        go_to_question(mark["name"])
