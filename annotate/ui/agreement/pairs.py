"""Which two annotators differ: a table of all pairs, or the pairs that differ most surely."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import PairList
from annotate.charts import Axes, heatmap, whiskers
from annotate.reading import Queue
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.explained import explained
from annotate.ui.agreement.near import choose_weights
from annotate.ui.agreement.picture import picture, takeaways
from annotate.ui.agreement.rows import differing_most, drawn, lowest, of_pairs
from annotate.ui.annotator_tables import TOO_FEW
from annotate.ui.computed import coefficients_of
from annotate.ui.parts import theme
from annotate.ui.reading_links import read
from annotate.ui.text import count, decimal, interval, percent

MANY = 40
FEW = 12
DIFFER_MOST = 30


def pairs(asked: Asked) -> None:
    """Cohen's kappa of pairs; a click opens the items on which the two differ."""
    weights = choose_weights(asked.question, "pairs-credit")
    result = coefficients_of(asked.key, asked.question.name, asked.round, asked.data, weights)
    found = result.pairs
    if not len(found):
        st.caption("No two annotators labelled the same item, so there are no pairs to compare.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Cohen’s kappa of each pair that shares items.**", width="content")
        with st.popover("What kappa means", type="tertiary"):
            explained("cohen_kappa_mean")
    names = sorted({found.names[code] for code in np.union1d(found.a, found.b)}, key=str.casefold)
    mark = _table(found, names) if len(names) <= MANY else _most(found)
    if mark:
        queue = Queue.pair(result.question, mark[0], mark[1])
        read(asked.project, queue.within(asked.round))


def _table(found: PairList, names: list[str]) -> tuple[str, str] | None:
    cells = pair_cells(found)
    tooltip = [
        alt.Tooltip("row:N", title="annotator"),
        alt.Tooltip("column:N", title="and"),
        alt.Tooltip("kappa:N", title="kappa"),
        alt.Tooltip("agree:N", title="agree"),
        alt.Tooltip("items:Q", title="shared items", format=","),
    ]
    mark = picture(
        heatmap(cells, Axes("", "", names, names), theme=theme(), tooltip=tooltip),
        "pairs",
        "cell",
        lambda: of_pairs(found),
        caption=f"The darker, the less the two agree; in brackets: fewer than {TOO_FEW} shared items;"
        " a dash: kappa is undefined."
        " Click a cell to read the items on which the two differ.",
        stretch=len(names) > FEW,
    )
    return (mark["row"], mark["column"]) if mark else None


def pair_cells(found: PairList) -> pd.DataFrame:
    """Two cells for each pair, one on either side of the diagonal."""
    table = of_pairs(found)
    table["kappa_shown"] = [
        f"{decimal(one['kappa'])} {interval(one['low'], one['high'])}"
        for one in table.to_dict("records")
    ]
    enough = table["shared_items"] >= TOO_FEW
    shown = table["kappa"].map(decimal).where(enough, "(" + table["kappa"].map(decimal) + ")")
    sides = [("first", "second"), ("second", "first")]
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "row": table[row],
                    "column": table[column],
                    # What differs is dark here as it is among categories, if it is known.
                    "value": (1 - table["kappa"].clip(lower=0)).fillna(0.0).where(enough, 0.0),
                    "shown": shown,
                    "kappa": table["kappa_shown"],
                    "agree": table["agreement"].map(percent),
                    "items": table["shared_items"],
                }
            )
            for row, column in sides
        ],
        ignore_index=True,
    )


def _most(found: PairList) -> tuple[str, str] | None:
    table = differing_most(found, DIFFER_MOST)
    if table.empty:
        takeaways(
            "pairs-all",
            lambda: of_pairs(found),
            caption=f"None of the {count(len(found), 'pair')} shares {TOO_FEW} items, too few for a"
            " kappa of two annotators to say anything. See the annotators instead.",
        )
        return None
    table["pair"] = table["first"] + "  –  " + table["second"]
    shown = [
        f"{decimal(one['kappa'])} {interval(one['low'], one['high'])} on"
        f" {one['shared_items']:,} items, agree on {percent(one['agreement'])}"
        for one in table.to_dict("records")
    ]
    rows = drawn(table, "pair", "kappa", ends=("low", "high"), shown=shown)
    rows[["first", "second"]] = table[["first", "second"]]
    chart = whiskers(
        rows,
        theme=theme(),
        title="kappa, with its 95% interval",
        domain=(lowest(rows), 1.0),
        fields=("first", "second"),
    )
    mark = picture(
        chart,
        "pairs-most",
        "row",
        lambda: of_pairs(found),
        caption=f"The {len(rows)} pairs of {count(len(found), 'pair')} whose kappa is most surely"
        f" low, by the upper end of its interval, of those that share {TOO_FEW} items or more. All are in the CSV. Click a row to read the items on which the two"
        " differ.",
    )
    return (mark["first"], mark["second"]) if mark else None
