"""Numeric questions: who is above or below the others, and who uses the scale more narrowly."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import AnnotatorAgreement, Coefficient, NumericAgreement
from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.explained import explained
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.rows import drawn
from annotate.ui.computed import coefficients_of, people_of
from annotate.ui.parts import theme
from annotate.ui.shell import page_path
from annotate.ui.text import decimal, interval, plain

MEASURES = ("bias", "mean_absolute_error", "spread", "pearson", "spearman")
LABELS = {
    "bias": "Bias: how much higher than the others",
    "spread": "Spread: of their numbers, over that of the others",
}
MEANT = {
    "bias": "The mean of their number less the mean of the others’ for the same item. 0: neither"
    " above nor below.",
    "spread": "The standard deviation of their numbers over that of single other numbers. Below 1:"
    " they use the scale more narrowly.",
}
SURELY = " ▲ ▼: surely above or below, even among so many (Bonferroni)."
MANY = 22


def numbers(asked: Asked) -> None:
    """Bias and spread of each annotator, and the intraclass correlations."""
    _correlations(asked)
    result = people_of(asked.key, asked.question.name, asked.round, asked.data)
    table = of_numbers(result.annotators, lambda one: one.numbers)
    left, right = st.columns(2, gap="large")
    with left:
        _each(asked, table, "bias", 0.0)
    with right:
        _each(asked, table, "spread", 1.0)


def _correlations(asked: Asked) -> None:
    result = coefficients_of(asked.key, asked.question.name, asked.round, asked.data)
    with st.container(horizontal=True, vertical_alignment="center"):
        for name in ("icc_1", "icc_2_1", "icc_2_k"):
            one = result.coefficients[name]
            said = f"{decimal(one.value)} {interval(one.low, one.high)}".strip()
            with st.popover(f"{_TITLES[name]} **{plain(said)}**", type="tertiary"):
                if one.reason:
                    st.markdown(plain(one.reason))
                explained(name)


_TITLES = {"icc_1": "ICC(1)", "icc_2_1": "ICC(2,1)", "icc_2_k": "ICC(2,k)"}


def of_numbers(
    annotators: tuple[AnnotatorAgreement, ...],
    chosen: Callable[[AnnotatorAgreement], NumericAgreement | None],
) -> pd.DataFrame:
    """A row for each annotator with numbers to compare, by name: every measure with its ends."""
    rows = []
    for one in sorted(annotators, key=lambda each: each.annotator_id.casefold()):
        found = chosen(one)
        if found is None:
            continue
        row: dict[str, object] = {"annotator": one.annotator_id, "labels": found.n}
        for name in MEASURES:
            row |= _ends(name, getattr(found, name))
        rows.append(row)
    columns = [f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["annotator", "labels", *columns])


def _ends(name: str, one: Coefficient) -> dict[str, float]:
    low, high = (np.nan if end is None else end for end in (one.low, one.high))
    return {name: one.value, f"{name}_low": low, f"{name}_high": high}


def _each(asked: Asked, table: pd.DataFrame, name: str, centre: float) -> None:
    st.markdown(f"**{LABELS[name]}.**")
    rows = drawn(table, "annotator", name, ends=(f"{name}_low", f"{name}_high"))
    if rows.empty:
        st.caption("Nobody has enough items with another number to compare with.")
        return
    rows["note"] = _apart(rows, centre)
    chart = whiskers(
        rows,
        theme=theme(),
        title=f"{name}, with its 95% interval",
        domain=_around(rows, centre),
        rules=[(centre, "as the others")],
    )
    mark = picture(
        chart,
        f"numbers-{name}",
        "row",
        lambda: table,
        caption=MEANT[name]
        + (SURELY if (rows["note"] != "").any() else "")
        + " Click a row to open the annotator.",
        height=560 if len(rows) > MANY else None,
        half=True,
    )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": asked.project.name, "annotator": mark["name"]},
        )


def _apart(rows: pd.DataFrame, centre: float) -> list[str]:
    """A sign where the interval lies wholly on one side, at a level that allows for their number.

    The half-width grows by the normal quantile of 0.05 shared among all of them (Bonferroni).
    """
    from scipy.special import ndtri

    wider = float(ndtri(1 - 0.025 / max(len(rows), 1)) / ndtri(0.975))
    below = rows["value"] + wider * (rows["high"] - rows["value"]) < centre
    above = rows["value"] - wider * (rows["value"] - rows["low"]) > centre
    return [str(sign) for sign in np.select([below, above], ["▼", "▲"], "")]


def _around(rows: pd.DataFrame, centre: float) -> tuple[float, float]:
    """A domain that has everything on it and the centre in its middle."""
    ends = [end for name in ("low", "high", "value") for end in rows[name] if math.isfinite(end)]
    reach = max(abs(end - centre) for end in ends) * 1.08 or 1.0
    return centre - reach, centre + reach
