"""Where annotators differ: between categories, between annotators, on which items.

Each picture opens the items behind what is clicked.
"""

from __future__ import annotations

import math

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import PairAgreement, QuestionAgreement
from annotate.annotations import Annotations, FloatArray, Question
from annotate.charts import Axes, heatmap
from annotate.reading import Queue
from annotate.ui.parts import clicked_mark, clicked_row, theme
from annotate.ui.reading_links import read
from annotate.ui.text import decimal, percent, shortened
from annotate.workspace import Project

MOST_ANNOTATORS = 40
HARDEST = 50
FEW = 12  # categories or annotators: a picture of so few keeps its own width


def between_categories(project: Project, question: Question, confusion: FloatArray) -> None:
    """What one said against what the others said about the same items; (A, K, K)."""
    st.markdown(
        "**Between categories.** What one said, against what the others said about the same items."
    )
    table = confusion.sum(axis=0)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-12)
    shown = [question.shown(code) for code in range(len(question.answers))]
    cells = pd.DataFrame(
        [
            {
                "row": shown[own],
                "column": shown[other],
                # What agrees stays pale: the eye shall go to what differs.
                "value": 0.0 if own == other else shares[own, other],
                "shown": percent(shares[own, other]),
                "labels": round(table[own, other]),
                "own": own,
                "other": other,
            }
            for own in range(len(shown))
            for other in range(len(shown))
        ]
    )
    tooltip = [
        alt.Tooltip("row:N", title="one said"),
        alt.Tooltip("column:N", title="the others said"),
        alt.Tooltip("shown:N", title="share"),
        alt.Tooltip("labels:Q", title="labels, about", format=","),
    ]
    axes = Axes("one said", "the others said", shown, shown)
    chart = heatmap(cells, axes, theme=theme(), tooltip=tooltip)
    mark = clicked_mark(chart, "categories", "cell", stretch=len(shown) > FEW)
    st.caption("Click a cell to read its items.")
    if mark:
        own, other = shown.index(mark["row"]), shown.index(mark["column"])
        read(project, Queue.cell(question.name, question.answers[own], question.answers[other]))


def between_annotators(project: Project, result: QuestionAgreement) -> None:
    """Cohen's kappa of each pair, of those who share most items."""
    st.markdown("**Between annotators.** Cohen’s kappa of each pair that shares items.")
    busiest = sorted(result.annotators, key=lambda one: -one.n_items_shared)[:MOST_ANNOTATORS]
    names = sorted((one.annotator_id for one in busiest), key=str.casefold)
    cells = pd.DataFrame(
        [
            cell
            for pair in result.pairs.among(names)
            for cell in (_pair(pair, pair.a, pair.b), _pair(pair, pair.b, pair.a))
        ]
    )
    if cells.empty:
        st.caption(f"The {len(names)} busiest annotators share no items with each other.")
        return
    tooltip = [
        alt.Tooltip("row:N", title="annotator"),
        alt.Tooltip("column:N", title="and"),
        alt.Tooltip("shown:N", title="kappa"),
        alt.Tooltip("agree:N", title="agree"),
        alt.Tooltip("items:Q", title="shared items", format=","),
    ]
    chart = heatmap(cells, Axes("", "", names, names), theme=theme(), tooltip=tooltip)
    mark = clicked_mark(chart, "pairs", "cell", stretch=len(names) > FEW)
    more = len(result.annotators) - len(names)
    st.caption(
        "Click a cell to read the items on which the two differ."
        + (f" These {len(names)} share most items; {more:,} more are in the data." if more else "")
    )
    if mark:
        read(project, Queue.pair(result.question, mark["row"], mark["column"]))


def _pair(pair: PairAgreement, row: str, column: str) -> dict[str, object]:
    return {
        "row": row,
        "column": column,
        "value": 0.0 if math.isnan(pair.kappa) else max(pair.kappa, 0.0),
        "shown": decimal(pair.kappa),
        "agree": percent(pair.agreement),
        "items": pair.n,
    }


def hardest_items(
    project: Project, data: Annotations, question: Question, disagreement: FloatArray
) -> None:
    """The items that annotators disagree about most; ``disagreement`` is (I,)."""
    st.markdown("**On which items.** Those that the annotators disagree about most.")
    known = np.nan_to_num(disagreement, nan=0.0)
    order = np.argsort(-known, kind="stable")[:HARDEST]
    order = order[known[order] > 0]
    if order.size == 0:
        st.caption("No item has labels that differ.")
        return
    texts = data.items[data.fields[0]] if data.fields else data.items["item_id"]
    hardest = pd.DataFrame(
        {
            "Item": [data.item_ids[code] for code in order],
            "Disagreement": disagreement[order],
            "Begins": [shortened(str(texts.iloc[code])) for code in order],
        }
    )
    columns = {
        "Disagreement": st.column_config.NumberColumn(
            format="%.2f", help="The mean difference of two labels: 0 is none, 1 the most."
        )
    }
    chosen = clicked_row(hardest, "hardest", height=320, column_config=columns)
    st.caption("Click a row to read the item.")
    if chosen is not None:
        read(project, Queue.disagreement(question.name), item_id=hardest["Item"].iloc[chosen])
