"""Which categories are told apart, and which are taken for one another."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import QuestionAgreement
from annotate.annotations import FloatArray, Question
from annotate.charts import Axes, heatmap, whiskers
from annotate.reading import Queue
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.questions import CUT_OFFS
from annotate.ui.agreement.rows import drawn, lowest, of_categories
from annotate.ui.agreement.words import rival
from annotate.ui.computed import confusion_of, people_of
from annotate.ui.parts import theme
from annotate.ui.reading_links import read
from annotate.ui.text import decimal, interval, percent

FEW = 12  # categories: a picture of so few keeps its own width
FEW_BESIDE = 6  # of which two pictures fit beside each other
ALPHA, SPECIFIC = "Alpha", "Specific agreement"


def categories(asked: Asked) -> None:
    """What is taken for what, beside how well each category is told from all others."""
    confusion = None
    if asked.by_answers:
        confusion = confusion_of(asked.key, asked.question.name, asked.round, asked.data)
    if not asked.has_categories:
        if confusion is not None:
            _confusions(asked, confusion)
        return
    result = people_of(asked.key, asked.question.name, asked.round, asked.data)
    if confusion is None:
        st.caption("The answers are too many to set each against each in a picture.")
        _each(asked, result, None)
        return
    if len(asked.question.answers) > FEW_BESIDE:
        _confusions(asked, confusion)
        _each(asked, result, confusion)
        return
    left, right = st.columns(2, gap="large")
    with left:
        _confusions(asked, confusion)
    with right:
        _each(asked, result, confusion)


def _confusions(asked: Asked, confusion: FloatArray) -> None:
    question = asked.question
    st.markdown("**What is taken for what.** What one said, against what the others said.")
    if not confusion.any():
        st.caption("No item has labels of two annotators, so there is nothing to compare.")
        return
    cells = confusion_cells(question, confusion)
    shown = list(dict.fromkeys(cells["row"]))
    beside = asked.has_categories and len(shown) <= FEW_BESIDE
    tooltip = [
        alt.Tooltip("row:N", title="one said"),
        alt.Tooltip("column:N", title="the others said"),
        alt.Tooltip("shown:N", title="share"),
        alt.Tooltip("labels:Q", title="labels, about", format=","),
    ]
    chart = heatmap(
        cells,
        Axes("one said", "the others said", shown, shown),
        theme=theme(),
        tooltip=tooltip,
        width=300 if beside else 520,
    )
    caption = "Of the labels in a row, how the others labelled the same items. Click a cell to read its items."
    mark = picture(
        chart,
        "categories",
        "cell",
        lambda: cells.rename(
            columns={"row": "said", "column": "others_said", "share": "share_of_row"}
        )[["said", "others_said", "labels", "share_of_row"]],
        caption=caption,
        stretch=len(shown) > FEW,
        half=beside,
    )
    if mark:
        own, other = shown.index(mark["row"]), shown.index(mark["column"])
        queue = Queue.cell(question.name, question.answers[own], question.answers[other])
        read(asked.project, queue.within(asked.round))


def confusion_cells(question: Question, confusion: FloatArray) -> pd.DataFrame:
    """A row for each cell of the table of all annotators; ``confusion`` is (A, K, K)."""
    table = confusion.sum(axis=0)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-12)
    shown = _distinct([question.shown(code) for code in range(len(question.answers))])
    own, other = (each.ravel() for each in np.indices(table.shape))
    names = np.array(shown, dtype=object)
    return pd.DataFrame(
        {
            "row": names[own],
            "column": names[other],
            # What agrees stays pale: the eye shall go to what differs.
            "value": np.where(own == other, 0.0, shares[own, other]),
            "shown": [percent(share) for share in shares[own, other]],
            "labels": np.round(table[own, other], 1),
            "share": shares[own, other],
        }
    )


def _distinct(names: list[str]) -> list[str]:
    """The names, those that look the same told apart by their number."""
    return [
        name if names.count(name) == 1 else f"{name} ({place + 1})"
        for place, name in enumerate(names)
    ]


def _each(asked: Asked, result: QuestionAgreement, confusion: FloatArray | None) -> None:
    table = of_categories(result.categories)
    st.markdown("**Each category against all others.**")
    if table.empty:
        st.caption("The categories are too many to look at each of them.")
        return
    by = st.segmented_control(
        "Measure",
        [ALPHA, SPECIFIC],
        default=ALPHA,
        key="category-measure",
        label_visibility="collapsed",
        required=True,
    )
    column = "alpha" if by == ALPHA else "specific"
    ends = (f"{column}_low", f"{column}_high")
    shown = [
        f"{decimal(one[column])} {interval(one[ends[0]], one[ends[1]])}, {one['labels']:,} labels"
        for one in table.to_dict("records")
    ]
    rows = drawn(table, "category", column, ends=ends, shown=shown)
    if rows.empty:
        st.caption("No category has two labels on an item that could differ.")
        return
    chart = whiskers(
        rows,
        theme=theme(),
        title=f"{by.lower()}, with its 95% interval",
        domain=(lowest(rows) if by == ALPHA else 0.0, 1.0),
        rules=CUT_OFFS if by == ALPHA else (),
    )
    opens = confusion is not None and not asked.is_set
    said = MEANT[by] + (" Click one to read where it is taken for another." if opens else "")
    mark = picture(
        chart,
        "each-category",
        "row" if opens else None,
        lambda: table,
        caption=said,
        height=480 if len(rows) > 16 else None,
        half=confusion is not None and len(asked.question.answers) <= FEW_BESIDE,
    )
    if mark and confusion is not None:
        _read_confused(asked, confusion, mark["name"])


MEANT = {
    ALPHA: "Krippendorff’s alpha of “this category or not”; low where a category is hard to tell.",
    SPECIFIC: (
        "Where one annotator gives the category, how often another one does (Cicchetti and"
        " Feinstein, 1990). It is high by chance for a common category."
    ),
}


def _read_confused(asked: Asked, confusion: FloatArray, category: str) -> None:
    answers = asked.question.answers
    code = answers.index(category)
    other = rival(confusion, code)
    if other is None:
        st.toast("Nobody differs on this category.")
        return
    queue = Queue.cell(asked.question.name, category, answers[other])
    read(asked.project, queue.within(asked.round))
