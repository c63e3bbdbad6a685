"""A few values against a number that grows: what each further step is worth."""

from __future__ import annotations

import altair as alt
import pandas as pd

from annotate.charts.palette import ACCENT, EMBEDDED, LINE, QUIET, WARM, Theme, axis


def steps(
    rows: pd.DataFrame, *, theme: Theme, x: str, y: str, names: tuple[str, ...], as_percent: bool
) -> alt.LayerChart:
    """A line with dots for each of ``names``, in their order; the second one is dashed.

    ``rows`` has ``at``, ``value``, ``name`` and ``shown`` (in words).
    """
    colours = [ACCENT[theme], WARM[theme], QUIET[theme]][: len(names)]
    dashes = [[1, 0], [5, 4], [2, 3]][: len(names)]
    base = alt.Chart(rows).encode(
        x=alt.X(
            "at:Q",
            title=x,
            scale=alt.Scale(zero=False, padding=16),
            axis=alt.Axis(grid=False, tickMinStep=1, values=sorted(set(rows["at"]))),
        ),
        color=alt.Color(
            "name:N",
            scale=alt.Scale(domain=list(names), range=colours),
            legend=alt.Legend(title=None, orient="top") if len(names) > 1 else None,
        ),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=x)],
    )
    up = alt.Y(
        "value:Q",
        title=y,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(format="%" if as_percent else "~g", gridColor=LINE[theme], tickCount=5),
    )
    lines = base.mark_line().encode(
        y=up,
        strokeDash=alt.StrokeDash(
            "name:N", scale=alt.Scale(domain=list(names), range=dashes), legend=None
        ),
    )
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(y=up)
    chart: alt.LayerChart = (
        alt.layer(lines, dots)
        .properties(height=260, width="container", usermeta=EMBEDDED)
        .configure_view(strokeWidth=0)
        .configure_axis(**axis(theme))
        .configure_legend(labelColor=QUIET[theme])
    )
    return chart
