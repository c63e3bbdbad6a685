"""A table as a picture: a square for each cell, the darker the more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from annotate.charts.palette import EMBEDDED, INK, PAPER, SEQUENTIAL, Theme, axis

_CELL = 46


@dataclass(frozen=True)
class Axes:
    """What the rows and columns of a heatmap are: their titles and their order."""

    rows: str
    columns: str
    row_order: Sequence[str]
    column_order: Sequence[str]


def heatmap(
    cells: pd.DataFrame,
    axes: Axes,
    *,
    theme: Theme,
    tooltip: Sequence[alt.Tooltip] = (),
    width: int = 520,
) -> alt.LayerChart:
    """A table as a picture.

    ``cells`` has ``row``, ``column``, ``value`` (the colour), ``shown`` (what is printed).
    A few columns share the ``width`` in pixels; many take what they need.
    Text in strong cells takes the paper's colour, so that it reads in light and in dark.
    """
    top = float(cells["value"].max()) if len(cells) else 0.0
    select = alt.selection_point(name="cell", fields=["row", "column"], on="click", clear=False)
    base = alt.Chart(cells).encode(
        x=alt.X(
            "column:N",
            sort=list(axes.column_order),
            title=axes.columns,
            axis=alt.Axis(
                orient="top",
                labelAngle=-40 if len(axes.column_order) > 6 else 0,
                labelFlush=False,
                labelOverlap=len(axes.column_order) > 60,
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=list(axes.row_order),
            title=axes.rows,
            axis=alt.Axis(labelFlush=False),
        ),
    )
    squares = (
        base.mark_rect(stroke=PAPER[theme], strokeWidth=2, cornerRadius=3, cursor="pointer")
        .encode(
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(range=SEQUENTIAL[theme], domain=[0, top or 1]),
                legend=None,
            ),
            tooltip=list(tooltip),
        )
        .add_params(select)
    )
    strong = alt.datum.value > 0.6 * top
    words = base.mark_text(fontSize=12, cursor="pointer").encode(
        text="shown:N",
        color=alt.condition(strong, alt.value(PAPER[theme]), alt.value(INK[theme])),
        tooltip=list(tooltip),
    )
    size = _CELL if len(axes.column_order) <= 12 else 30
    layers = [squares, words] if len(axes.column_order) <= 25 else [squares]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=alt.Step(
                max(size, width // max(len(axes.column_order), 1)) if size == _CELL else size
            ),
            height=alt.Step(34 if size == _CELL else 26),
            usermeta=EMBEDDED,
        )
        .configure_view(strokeWidth=0)
        .configure_axis(
            **{
                **axis(theme),
                "domain": False,
                "ticks": False,
                "labelLimit": 180,
                "titlePadding": 8,
                "labelFlush": False,
            }
        )
    )
    return chart
