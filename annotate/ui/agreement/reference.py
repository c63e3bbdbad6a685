"""Annotators against the reference: accuracy, said only where something is trusted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import AnnotatorAgreement
from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.rows import drawn
from annotate.ui.computed import people_of
from annotate.ui.parts import theme
from annotate.ui.shell import page_path
from annotate.ui.text import count, interval, percent, plain

ACCURACY, BALANCED = "Accuracy", "Balanced accuracy"
MEANT = {
    ACCURACY: "The share of their labels on items with gold that are the gold answer, with Wilson’s"
    " interval. High for whoever always gives the commonest answer.",
    BALANCED: "The mean over the gold answers of how many of their items they got right, so that"
    " rare answers weigh as much as common ones.",
}
MANY = 22


def reference(asked: Asked) -> None:
    """Each annotator's accuracy; a click opens the annotator."""
    result = people_of(asked.key, asked.question.name, asked.round, asked.data)
    table = of_reference(result.annotators)
    overall = result.accuracy
    if overall is None or table.empty:
        st.caption("None of these labels is on an item with gold.")
        return
    bounds = interval(overall.low, overall.high, as_percent=True)
    st.markdown(
        f"Of {count(int(table['labels'].sum()), 'label')} on items with gold,"
        f" **{percent(overall.value)}** {plain(bounds)} are the gold answer."
    )
    options = [ACCURACY, BALANCED] if table["balanced"].notna().any() else [ACCURACY]
    by = ACCURACY
    if len(options) > 1:
        by = st.segmented_control(
            "Measure",
            options,
            default=ACCURACY,
            key="reference-measure",
            label_visibility="collapsed",
            required=True,
        )
    _each(asked, table, by)


def of_reference(annotators: tuple[AnnotatorAgreement, ...]) -> pd.DataFrame:
    """A row for each annotator with labels on items that have a reference, by name."""
    rows = []
    for one in sorted(annotators, key=lambda each: each.annotator_id.casefold()):
        found = one.reference
        if found is None:
            continue
        row: dict[str, object] = {"annotator": one.annotator_id, "labels": found.n}
        for name, share in (("accuracy", found.accuracy), ("balanced", found.balanced_accuracy)):
            low, high = (np.nan if end is None else end for end in (share.low, share.high))
            row |= {name: share.value, f"{name}_low": low, f"{name}_high": high}
        rows.append(row)
    return pd.DataFrame(rows)


def _each(asked: Asked, table: pd.DataFrame, by: str) -> None:
    column = "accuracy" if by == ACCURACY else "balanced"
    ends = (f"{column}_low", f"{column}_high")
    shown = [
        f"{percent(one[column])} {interval(one[ends[0]], one[ends[1]], as_percent=True)}"
        f" of {one['labels']:,} labels"
        for one in table.to_dict("records")
    ]
    rows = drawn(table, "annotator", column, ends=ends, shown=shown)
    chart = whiskers(
        rows, theme=theme(), title=f"{by.lower()}, with its 95% interval", as_percent=True
    )
    mark = picture(
        chart,
        "reference",
        "row",
        lambda: table,
        caption=f"{MEANT[by]} Click a row to open the annotator.",
        height=560 if len(rows) > MANY else None,
    )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": asked.project.name, "annotator": mark["name"]},
        )
