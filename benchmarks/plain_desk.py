"""The plain Streamlit page that the reading desk is timed against: a button with a shortcut."""

from __future__ import annotations

import os

import pandas as pd
import streamlit as st

N_ITEMS = int(os.environ.get("DESK_ITEMS", "200000"))
N_ANNOTATORS = int(os.environ.get("DESK_ANNOTATORS", "5"))
TEXT = (
    "I have now written three times about the same invoice. Could somebody who can actually"
    " read please look at the attachment?\n\nIt is the second page that matters. Number {n}."
)

st.set_page_config(layout="wide")


@st.cache_resource
def data() -> tuple[pd.DataFrame, pd.DataFrame]:
    items = pd.DataFrame({"text": [TEXT.format(n=n) for n in range(N_ITEMS)]})
    labels = pd.DataFrame(
        {
            "item": [n for n in range(N_ITEMS) for _ in range(N_ANNOTATORS)],
            "annotator": [f"annotator {n}" for n in range(N_ANNOTATORS)] * N_ITEMS,
            "label": "calm",
        }
    )
    return items, labels


items, labels = data()
place = st.session_state.setdefault("place", 0)
left, right = st.columns([5, 3])
with left:
    if st.button("Next", shortcut="j"):
        st.session_state["place"] = place = place + 1
    st.text(items["text"].iat[place])
    st.html(f"<span id='shown' data-item='{place}'></span>")
rows = labels.iloc[place * N_ANNOTATORS : (place + 1) * N_ANNOTATORS]
for who, label in zip(rows["annotator"], rows["label"], strict=True):
    right.text(f"{who}: {label}")
