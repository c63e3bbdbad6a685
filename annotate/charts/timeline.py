"""What lasted how long, and what happened in between."""

from __future__ import annotations

import altair as alt
import pandas as pd

from annotate.charts.palette import ACCENT, EMBEDDED, INK, LINE, WARM, Theme, axis


def timeline(spans: pd.DataFrame, moments: pd.DataFrame, *, theme: Theme) -> alt.LayerChart:
    """A bar for each span on a line of its own, and on one more a diamond for each moment.

    ``spans`` has ``name``, ``since``, ``until`` (times) and ``shown`` (in words); ``moments`` has
    ``what`` and ``at``, and may be empty.
    """
    happened = "in between"
    names = [*spans["name"], *([happened] if len(moments) else [])]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=220))
    when = alt.Axis(title=None, gridColor=LINE[theme], labelFlush=False)
    bars = (
        alt.Chart(spans)
        .mark_bar(height=14, cornerRadius=3, color=ACCENT[theme])
        .encode(
            y=y,
            x=alt.X("since:T", axis=when),
            x2="until:T",
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="labels")],
        )
    )
    words = (
        alt.Chart(spans)
        .mark_text(align="left", dy=-14, fontSize=12, color=INK[theme])
        .encode(y=y, x="since:T", text="shown:N")
    )
    points = (
        alt.Chart(moments.assign(name=happened))
        .mark_point(filled=True, shape="diamond", size=110, opacity=0.9, color=WARM[theme])
        .encode(
            y=y,
            x="at:T",
            tooltip=[alt.Tooltip("what:N", title=" "), alt.Tooltip("at:T", title="when")],
        )
    )
    chart: alt.LayerChart = (
        alt.layer(bars, words, points)
        .properties(height=alt.Step(46), width="container", usermeta=EMBEDDED)
        .configure_view(strokeWidth=0)
        .configure_axis(**axis(theme))
        .configure_axisY(domain=False, ticks=False, grid=False)
    )
    return chart
