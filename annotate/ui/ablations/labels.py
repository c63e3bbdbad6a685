"""Whether to buy 2, 3 or 5 labels an item."""

from __future__ import annotations

import streamlit as st

from annotate.ablation import Ablations
from annotate.charts import steps
from annotate.ui.ablations.tables import as_steps, labels_table
from annotate.ui.ablations.words import buying
from annotate.ui.agreement.picture import picture
from annotate.ui.parts import theme


def fewer_labels(table: Ablations) -> None:
    """The curve, what it says, and what a label costs."""
    curve = [point for point in table.curve if point.same == point.same]
    words, price = st.columns([3, 1], vertical_alignment="bottom")
    cost = price.number_input(
        "A label costs",
        min_value=0.0,
        value=0.0,
        step=0.01,
        persist_state="session",
        key="label-cost",
    )
    words.markdown(buying(table, curve, cost))
    if len(curve) < 2:
        return
    rows, names = as_steps(table, curve)
    chart = steps(
        rows,
        theme=theme(),
        x="labels an item",
        y="items" if table.measure == "accuracy" else "mean distance",
        names=names,
        as_percent=table.measure == "accuracy",
    )
    picture(
        chart,
        "labels-an-item",
        None,
        lambda: labels_table(table, curve, cost),
        caption="Expected, if so many of each item’s labels had been drawn; a tie counts by the chance of"
        " a coin. “Same” compares with a consensus that holds these labels, so it flatters.",
    )
    st.dataframe(labels_table(table, curve, cost), hide_index=True)
