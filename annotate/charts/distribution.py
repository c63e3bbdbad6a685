"""How the values of many spread, and where the few among them stand that are marked."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from annotate.annotations import BoolArray, FloatArray
from annotate.charts.palette import ACCENT, EMBEDDED, INK, LINE, PAPER, QUIET, WARM, Theme, axis

_BINS = 30


def distribution(
    values: FloatArray,
    marked: BoolArray,
    *,
    theme: Theme,
    title: str,
    words: tuple[str, str],
    rules: Sequence[tuple[float, str]] = (),
) -> alt.LayerChart:
    """A histogram of the values (n,) that are defined; the marked ones on top, counted in words.

    ``words`` say what the unmarked and the marked ones are; ``rules`` are upright lines.
    """
    bins = _binned(values, marked, words)
    base = alt.Chart(bins).encode(
        x=alt.X("low:Q", title=title, axis=alt.Axis(format="~g", grid=False, tickCount=10)),
        x2="high:Q",
    )
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=1).encode(
        y=alt.Y("from:Q", title="annotators", axis=alt.Axis(gridColor=LINE[theme], tickMinStep=1)),
        y2="to:Q",
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=list(words), range=[ACCENT[theme], WARM[theme]]),
            legend=alt.Legend(title=None, orient="top"),
        ),
        tooltip=[
            alt.Tooltip("who:N", title=" "),
            alt.Tooltip("count:Q", title="annotators"),
            alt.Tooltip("low:Q", title="from", format=".2f"),
            alt.Tooltip("high:Q", title="to", format=".2f"),
        ],
    )
    counted = (
        alt.Chart(bins[(bins["who"] == words[1]) & (bins["count"] > 0)])
        .mark_text(dy=-7, fontSize=11, color=INK[theme])
        .encode(x="middle:Q", y="to:Q", text="label:N")
    )
    lines = (
        alt.Chart(pd.DataFrame(list(rules), columns=["at", "means"]))
        .mark_rule(strokeDash=[4, 4], color=QUIET[theme])
        .encode(x="at:Q", tooltip=["means:N"])
    )
    chart: alt.LayerChart = (
        alt.layer(bars, counted, lines)
        .properties(height=200, width="container", usermeta=EMBEDDED)
        .configure_view(strokeWidth=0)
        .configure_axis(**axis(theme))
        .configure_legend(labelColor=QUIET[theme])
    )
    return chart


def _binned(values: FloatArray, marked: BoolArray, words: tuple[str, str]) -> pd.DataFrame:
    """A row for each bin and kind: from where to where it is, and stands on what."""
    known = np.isfinite(values)
    edges = np.histogram_bin_edges(values[known], bins=_BINS if known.any() else 1)
    rest = np.histogram(values[known & ~marked], edges)[0]
    few = np.histogram(values[known & marked], edges)[0]
    parts = []
    for who, count, start in ((words[0], rest, np.zeros_like(rest)), (words[1], few, rest)):
        parts.append(
            pd.DataFrame(
                {
                    "who": who,
                    "low": edges[:-1],
                    "high": edges[1:],
                    "middle": (edges[:-1] + edges[1:]) / 2,
                    "from": start,
                    "to": start + count,
                    "count": count,
                    "label": [f"▼ {one}" for one in count],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
