"""Agreement: can these labels be trusted, and where do the annotators differ."""

import math

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement.meaning import MEANINGS, reading_of
from annotate.annotations import Level
from annotate.charts import Axes, heatmap, whiskers
from annotate.reading import Queue
from annotate.ui.computed import agreement_of, confusion_of, disagreement_of, key_of
from annotate.ui.parts import clicked_mark, clicked_row, heading, theme
from annotate.ui.questions import choose_question, choose_round
from annotate.ui.reading_links import read
from annotate.ui.session import require_project
from annotate.ui.text import count, decimal, interval, percent, plain, shortened

MOST_PAIRS = 40
HARDEST = 50

project, data = require_project()
heading("Agreement", project.name)
with st.container(horizontal=True, vertical_alignment="bottom"):
    question = choose_question(data)
    round_name = choose_round(data)

key = key_of(project)
result = agreement_of(key, question.name, round_name, data)
alpha = result.coefficients["krippendorff_alpha"]

st.markdown(f"**{plain(question.name)}.** {plain(reading_of(alpha, question.level))}")
st.caption(
    f"{count(result.n_labels, 'label')} by {count(result.n_annotators, 'annotator')}"
    f" on {count(result.n_items, 'item')} · {question.level}"
    + (f" · round {plain(round_name)}" if round_name else "")
)

rows = pd.DataFrame(
    {
        "name": MEANINGS[name].title,
        "value": coefficient.value,
        "low": coefficient.low,
        "high": coefficient.high,
        "shown": f"{decimal(coefficient.value)} {interval(coefficient.low, coefficient.high)}",
        "quiet": False,
    }
    for name, coefficient in result.coefficients.items()
    if not math.isnan(coefficient.value)
)
left, right = st.columns([3, 2], gap="large")
with left:
    if len(rows):
        lowest = min(0.0, float(rows["low"].min(skipna=True)) if rows["low"].notna().any() else 0.0)
        rules = (
            (0.667, "0.667: tentative conclusions (Krippendorff)"),
            (0.8, "0.8: reliable (Krippendorff)"),
        )
        st.altair_chart(
            whiskers(
                rows,
                theme=theme(),
                title="value, with its 95% interval",
                domain=(lowest, 1.0),
                rules=rules,
            )
        )
with right:
    for name, coefficient in result.coefficients.items():
        meaning = MEANINGS[name]
        value = decimal(coefficient.value)
        with st.expander(
            f"{meaning.title}  **{value}** {plain(interval(coefficient.low, coefficient.high))}"
        ):
            if coefficient.reason:
                st.markdown(plain(coefficient.reason))
            st.markdown(f"{meaning.means} {meaning.misleads}")
            st.caption(meaning.source)

st.header("Where they differ", anchor=False)
if question.level is not Level.SET and len(question.answers) <= 25:
    st.markdown(
        "**Between categories.** What one said, against what the others said about the same items."
    )
    table = confusion_of(key, question.name, round_name, data).sum(axis=0)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-12)
    cells = pd.DataFrame(
        [
            {
                "row": said,
                "column": other,
                "value": 0.0 if i == j else shares[i, j],
                "shown": percent(shares[i, j]),
                "labels": round(table[i, j]),
            }
            for i, said in enumerate(question.answers)
            for j, other in enumerate(question.answers)
        ]
    )
    mark = clicked_mark(
        heatmap(
            cells,
            Axes("one said", "the others said", question.answers, question.answers),
            theme=theme(),
            tooltip=[
                alt.Tooltip("row:N", title="one said"),
                alt.Tooltip("column:N", title="the others said"),
                alt.Tooltip("shown:N", title="share"),
                alt.Tooltip("labels:Q", title="labels, about", format=","),
            ],
        ),
        "categories",
        "cell",
    )
    st.caption("Click a cell to read its items.")
    if mark:
        read(project, Queue.cell(question.name, mark["row"], mark["column"]))

if result.pairs:
    st.markdown("**Between annotators.** Cohen’s kappa of each pair that shares items.")
    busiest = sorted(result.annotators, key=lambda a: -a.n_items_shared)[:MOST_PAIRS]
    names = sorted(a.annotator_id for a in busiest)
    shown = set(names)
    cells = pd.DataFrame(
        [
            {
                "row": row,
                "column": column,
                "value": max(pair.kappa, 0.0) if not math.isnan(pair.kappa) else 0.0,
                "shown": decimal(pair.kappa),
                "agree": percent(pair.agreement),
                "items": pair.n,
            }
            for pair in result.pairs
            if pair.a in shown and pair.b in shown
            for row, column in ((pair.a, pair.b), (pair.b, pair.a))
        ]
    )
    mark = clicked_mark(
        heatmap(
            cells,
            Axes("", "", names, names),
            theme=theme(),
            tooltip=[
                alt.Tooltip("row:N", title="annotator"),
                alt.Tooltip("column:N", title="and"),
                alt.Tooltip("shown:N", title="kappa"),
                alt.Tooltip("agree:N", title="agree"),
                alt.Tooltip("items:Q", title="shared items", format=","),
            ],
        ),
        "pairs",
        "cell",
    )
    more = len(result.annotators) - len(names)
    st.caption(
        "Click a cell to read the items on which the two differ."
        + (
            f" The {MOST_PAIRS} who share most items are shown; {more} more are in the data."
            if more > 0
            else ""
        )
    )
    if mark:
        read(project, Queue.pair(question.name, mark["row"], mark["column"]))

st.markdown("**On which items.** Those that the annotators disagree about most.")
disagreement = disagreement_of(key, question.name, round_name, data)
order = np.argsort(-np.nan_to_num(disagreement, nan=-1.0), kind="stable")[:HARDEST]
order = order[np.nan_to_num(disagreement[order], nan=0.0) > 0]
if order.size == 0:
    st.caption("No item has labels that differ.")
else:
    text = data.items[data.fields[0]] if data.fields else data.items["item_id"]
    hardest = pd.DataFrame(
        {
            "item": [data.item_ids[code] for code in order],
            "disagreement": disagreement[order],
            "begins": [shortened(str(text.iloc[code])) for code in order],
        }
    )
    chosen = clicked_row(
        hardest,
        "hardest",
        height=320,
        column_config={
            "item": st.column_config.TextColumn("Item", width="small"),
            "disagreement": st.column_config.ProgressColumn(
                "Pairs that differ", min_value=0, max_value=1, format="percent", width="small"
            ),
            "begins": st.column_config.TextColumn("Begins", width="large"),
        },
    )
    st.caption("Click a row to read the item.")
    if chosen is not None:
        read(project, Queue.disagreement(question.name), item_id=hardest["item"].iloc[chosen])
