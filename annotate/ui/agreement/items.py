"""On which items the annotators differ most."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import streamlit as st

from annotate.annotations import FloatArray, IntArray, Labels
from annotate.filters import in_round
from annotate.reading import Queue
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.picture import takeaways
from annotate.ui.computed import disagreement_of
from annotate.ui.parts import clicked_row
from annotate.ui.reading_links import read
from annotate.ui.text import count, shortened

HARDEST = 100


def items(asked: Asked) -> None:
    """The items that annotators disagree about most; a click opens one."""
    apart = disagreement_of(asked.key, asked.question.name, asked.round, asked.data)
    known = int(np.isfinite(apart).sum())
    order = hardest(apart, HARDEST)
    if not known:
        st.caption("No item has two labels of this question, so none can divide the annotators.")
        return
    differing = int((np.nan_to_num(apart) > 0).sum())
    st.markdown(
        f"On **{differing:,}** of {count(known, 'item')} with two labels or more, labels differ."
    )
    if not order.size:
        return
    table = _table(asked, apart, order)
    columns = {
        "Disagreement": st.column_config.ProgressColumn(
            format="%.2f",
            min_value=0.0,
            max_value=1.0,
            width="small",
            help="The mean difference of two labels of the item: 0 is none, 1 the most there can be.",
        )
    }
    chosen = clicked_row(table, "hardest", height=420, column_config=columns)
    takeaways(
        "items",
        lambda: _everything(asked, apart),
        caption=f"The {len(table)} that divide the annotators most. Click a row to read the item.",
    )
    if chosen is not None:
        queue = Queue.disagreement(asked.question.name).within(asked.round)
        read(asked.project, queue, item_id=table["Item"].iloc[chosen])


def hardest(apart: FloatArray, number: int) -> IntArray:
    """The codes of the items with most disagreement, those first; none without any."""
    known = np.nan_to_num(apart, nan=0.0)
    order = np.argsort(-known, kind="stable")[:number]
    return order[known[order] > 0]


def _table(asked: Asked, apart: FloatArray, order: IntArray) -> pd.DataFrame:
    data = asked.data
    labels = data.coded(asked.question.name, in_round(data, asked.round))
    texts = data.items[data.fields[0]] if data.fields else data.items["item_id"]
    return pd.DataFrame(
        {
            "Item": [data.item_ids[code] for code in order],
            "Disagreement": apart[order],
            "Labels": said_of(labels, order),
            "Begins": [shortened(str(texts.iloc[code])) for code in order],
        }
    )


def said_of(labels: Labels, order: IntArray) -> list[str]:
    """For each of these items its labels, the most frequent first: “angry 2, calm 1”."""
    there = np.flatnonzero(np.isin(labels.item, order))
    said: dict[int, Counter[str]] = {int(code): Counter() for code in order}
    for item, label in zip(labels.item[there].tolist(), labels.label[there].tolist(), strict=True):
        said[item][labels.question.shown(label)] += 1
    return [
        ", ".join(f"{answer} {times}" for answer, times in said[int(code)].most_common())
        for code in order
    ]


def _everything(asked: Asked, apart: FloatArray) -> pd.DataFrame:
    """Every item with two labels or more, in the order of the data."""
    known = np.flatnonzero(np.isfinite(apart))
    ids = np.array(asked.data.item_ids, dtype=object)[known]
    return pd.DataFrame({"item": ids, "disagreement": apart[known]})
