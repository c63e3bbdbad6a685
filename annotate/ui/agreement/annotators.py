"""Which annotators differ from the others, and how surely; few in one picture, or many."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import QuestionAgreement
from annotate.charts import distribution, whiskers
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.explained import screened
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.rows import lowest, of_annotators, whiskers_of_annotators
from annotate.ui.computed import people_of
from annotate.ui.parts import theme
from annotate.ui.shell import page_path
from annotate.ui.text import count, decimal, plain

MANY = 40
MOST_DRAWN = 1_000
LEAST_SHOWN = 20
NAME, SURE = "By name", "By how surely they differ"
OUTSTANDING, ALL = "Those who stand out", "All"
CAPTION = (
    "Dot and line: their alpha and its 95% interval. Small stroke: the overall alpha without them."
    " Dashed: the overall alpha. Grey: too few shared items to say."
)
RING = " Ring: the others among themselves on the same items."


def annotators(asked: Asked) -> None:
    """Each annotator's alpha; a click opens the annotator."""
    result = people_of(asked.key, asked.question.name, asked.round, asked.data)
    table = of_annotators(result.annotators)
    st.markdown(_sentence(table))
    defined = table[np.isfinite(table["alpha"].to_numpy(float))]
    if defined.empty:
        reasons = dict.fromkeys(reason for reason in table["reason"] if reason)
        st.caption(plain(" ".join(reasons)))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        order = _choice("Order", [NAME, SURE], "annotator-order")
        some = _choice("Who", [OUTSTANDING, ALL], "annotator-who") if len(defined) > MANY else ALL
        with st.popover("How they are singled out", type="tertiary"):
            screened()
    if len(defined) > MANY:
        _spread(result, defined)
    rows = _ordered(_outstanding(defined) if some == OUTSTANDING else defined, order)
    _each(asked, result, rows, table)


def _choice(label: str, options: list[str], key: str) -> str:
    return st.segmented_control(
        label, options, default=options[0], key=key, label_visibility="collapsed", required=True
    )


def _sentence(table: pd.DataFrame) -> str:
    tested = int(np.isfinite(table["p"].to_numpy(float)).sum())
    flagged = [plain(name) for name in table.loc[table["flagged"].astype(bool), "annotator"]]
    silent = len(table) - tested
    said = f"Of {count(tested, 'annotator')} with enough shared items to say, "
    if not flagged:
        said += "none agrees less than the others do among themselves on the same items."
    else:
        names = f" ({', '.join(flagged)})" if len(flagged) <= 8 else ""
        verb = "agrees" if len(flagged) == 1 else "agree"
        said += (
            f"**{len(flagged):,}**{names} {verb} less than the others do among themselves on the"
            " same items, beyond what chance among so many would bring."
        )
    return said + (f" Of {silent:,} more there is too little to say." if silent else "")


def _outstanding(table: pd.DataFrame) -> pd.DataFrame:
    """The flagged, and as many of the next most surely different as make a picture."""
    flagged = table["flagged"].astype(bool)
    number = max(LEAST_SHOWN, int(flagged.sum()))
    return table.loc[table["p"].astype(float).sort_values(na_position="last").index[:number]]


def _ordered(table: pd.DataFrame, order: str) -> pd.DataFrame:
    if order == NAME:
        return table.sort_values("annotator", key=lambda names: names.str.casefold())
    return table.sort_values("p", kind="stable", na_position="last")


def _spread(result: QuestionAgreement, table: pd.DataFrame) -> None:
    """How the alphas of many spread."""
    flagged = table["flagged"].to_numpy(bool)
    chart = distribution(
        table["alpha"].to_numpy(float),
        flagged,
        theme=theme(),
        title="alpha of an annotator",
        words=("as the others", "▼ agrees less"),
        rules=_overall(result),
    )
    picture(
        chart,
        "annotator-spread",
        None,
        lambda: table,
        caption=f"How the alphas of {len(table):,} annotators spread. Dashed: the overall alpha.",
    )


def _overall(result: QuestionAgreement) -> list[tuple[float, str]]:
    alpha = result.coefficients["krippendorff_alpha"].value
    return [(alpha, f"overall alpha {decimal(alpha)}")] if np.isfinite(alpha) else []


def _each(
    asked: Asked, result: QuestionAgreement, shown: pd.DataFrame, table: pd.DataFrame
) -> None:
    rows = whiskers_of_annotators(shown.head(MOST_DRAWN))
    chart = whiskers(
        rows,
        theme=theme(),
        title="alpha, with its 95% interval",
        domain=(lowest(rows), 1.0),
        rules=_overall(result),
    )
    more = len(shown) - len(rows)
    mark = picture(
        chart,
        "annotators",
        "row",
        lambda: table,
        caption=CAPTION
        + (RING if "ring" in rows else "")
        + " Click a row to open the annotator."
        + (f" {more:,} more are in the CSV." if more > 0 else ""),
        height=560 if len(rows) > 22 else None,
    )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": asked.project.name, "annotator": mark["name"]},
        )
