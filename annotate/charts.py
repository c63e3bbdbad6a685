"""Altair charts from plain data; nothing here knows the app.

Every mark that stands for labels can be clicked: the charts carry a point selection named
``cell`` or ``row`` whose fields say what was clicked. Colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

Theme = Literal["light", "dark"]

_INK = {"light": "#1f2933", "dark": "#e3e7eb"}
_PAPER = {"light": "#ffffff", "dark": "#16191d"}
_QUIET = {"light": "#59636e", "dark": "#a9b2bc"}
_LINE = {"light": "#dfe3e8", "dark": "#343b43"}
_ACCENT = {"light": "#2f5d8a", "dark": "#7fb0dd"}
_SEQUENTIAL = {
    "light": ["#f3f6fa", "#c5d6e6", "#89aaca", "#4f7aa6", "#254d75"],
    "dark": ["#1d242c", "#2a4056", "#396184", "#5687b1", "#a9c9e6"],
}
_ROW = 26
_CELL = 46


@dataclass(frozen=True)
class Axes:
    """What the rows and columns of a heatmap are: their titles and their order."""

    rows: str
    columns: str
    row_order: Sequence[str]
    column_order: Sequence[str]


def heatmap(
    cells: pd.DataFrame, axes: Axes, *, theme: Theme, tooltip: Sequence[alt.Tooltip] = ()
) -> alt.LayerChart:
    """A table as a picture.

    ``cells`` has ``row``, ``column``, ``value`` (the colour), ``shown`` (what is printed).
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
        base.mark_rect(stroke=_PAPER[theme], strokeWidth=2, cornerRadius=3, cursor="pointer")
        .encode(
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(range=_SEQUENTIAL[theme], domain=[0, top or 1]),
                legend=None,
            ),
            tooltip=list(tooltip),
        )
        .add_params(select)
    )
    strong = alt.datum.value > 0.6 * top
    words = base.mark_text(fontSize=12, cursor="pointer").encode(
        text="shown:N",
        color=alt.condition(strong, alt.value(_PAPER[theme]), alt.value(_INK[theme])),
        tooltip=list(tooltip),
    )
    size = _CELL if len(axes.column_order) <= 12 else 30
    layers = [squares, words] if len(axes.column_order) <= 25 else [squares]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=alt.Step(
                max(size, 520 // max(len(axes.column_order), 1)) if size == _CELL else size
            ),
            height=alt.Step(34 if size == _CELL else 26),
        )
        .configure_view(strokeWidth=0)
        .configure_axis(domain=False, ticks=False, labelLimit=180, titlePadding=8, labelFlush=False)
    )
    return chart


def whiskers(
    rows: pd.DataFrame,
    *,
    theme: Theme,
    title: str,
    domain: tuple[float, float] = (0.0, 1.0),
    rules: Sequence[tuple[float, str]] = (),
    as_percent: bool = False,
) -> alt.LayerChart:
    """A dot and its interval for each row, in the order given.

    ``rows`` has ``name``, ``value``, ``low``, ``high``, ``shown`` (in words), ``quiet`` (True:
    too little to say, drawn in grey). ``rules`` are upright lines: (where, what they mean).
    """
    select = alt.selection_point(name="row", fields=["name"], on="click", clear=False)
    scale = alt.Scale(domain=list(domain), clamp=True)
    axis = alt.Axis(
        format="%" if as_percent else ".1f", gridColor=_LINE[theme], tickCount=6, orient="top"
    )
    colour = alt.condition("datum.quiet", alt.value(_QUIET[theme]), alt.value(_ACCENT[theme]))
    tip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=title)]
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(labelFlush=False)),
        color=colour,
        tooltip=tip,
    )
    bars = base.mark_rule(strokeWidth=2, cursor="pointer").encode(
        x=alt.X("low:Q", scale=scale, title=title, axis=axis), x2="high:Q"
    )
    dots = (
        base.mark_point(filled=True, size=90, opacity=1, cursor="pointer")
        .encode(x=alt.X("value:Q", scale=scale))
        .add_params(select)
    )
    layers: list[alt.Chart] = []
    if rules:
        marks = pd.DataFrame(list(rules), columns=["at", "means"])
        layers.append(
            alt.Chart(marks)
            .mark_rule(strokeDash=[4, 4], color=_QUIET[theme])
            .encode(x=alt.X("at:Q", scale=scale), tooltip=["means:N"])
        )
    chart: alt.LayerChart = (
        alt.layer(*layers, bars, dots)
        .properties(height=alt.Step(_ROW), width="container")
        .configure_view(strokeWidth=0)
        .configure_axisY(domain=False, ticks=False, labelLimit=220, grid=False, labelFlush=False)
    )
    return chart
