"""A dot and its interval for each row: many estimates that are to be compared."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from annotate.charts import palette
from annotate.charts.palette import ACCENT, EMBEDDED, INK, LINE, QUIET, WARM, Theme

_ROW = 26
_NARROW_ROW = 18
_MANY = 60


def whiskers(
    rows: pd.DataFrame,
    *,
    theme: Theme,
    title: str,
    domain: tuple[float, float] = (0.0, 1.0),
    rules: Sequence[tuple[float, str]] = (),
    as_percent: bool = False,
    fields: Sequence[str] = ("name",),
) -> alt.LayerChart:
    """A dot and its interval for each row, in the order given.

    ``rows`` has ``name``, ``value``, ``low``, ``high``, ``shown`` (in words), ``quiet`` (True:
    too little to say, drawn in grey), and may have ``note`` (a word for a row that stands out:
    drawn in a warm colour, as a triangle, with the word), ``tick`` (another number, drawn as an
    upright stroke) and ``ring`` (one more, drawn as a ring; NaN: none). ``rules`` are upright lines: (where, what they mean). A click on a row
    tells its ``fields``.
    """
    rows = rows if "note" in rows else rows.assign(note="")
    extent = alt.Scale(domain=list(domain), clamp=True)
    axis = alt.Axis(
        format="%" if as_percent else "~g", gridColor=LINE[theme], tickCount=6, orient="top"
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(labelFlush=False)),
        color=_colour(theme),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=title)],
    )
    bars = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", scale=extent, title=title, axis=axis), x2="high:Q"
    )
    layers = [_rules(rules, extent, theme)] if rules else []
    layers.append(bars)
    if "tick" in rows:
        layers.append(_ticks(rows, extent, theme))
    if "ring" in rows:
        layers.append(
            base.mark_point(size=60, strokeWidth=1.5).encode(x=alt.X("ring:Q", scale=extent))
        )
    layers.append(_dots(base, extent))
    if (rows["note"] != "").any():
        layers.append(_notes(base))
    layers.append(_places(base, fields))
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            height=alt.Step(_ROW if len(rows) <= _MANY else _NARROW_ROW),
            width="container",
            usermeta=EMBEDDED,
        )
        .configure_view(strokeWidth=0)
        .configure_axis(**palette.axis(theme))
        .configure_axisY(domain=False, ticks=False, labelLimit=220, grid=False, labelFlush=False)
    )
    return chart


def _colour(theme: Theme) -> alt.Color:
    return alt.condition(
        "datum.note !== ''",
        alt.value(WARM[theme]),
        alt.Color(
            "quiet:N",
            scale=alt.Scale(domain=[False, True], range=[ACCENT[theme], QUIET[theme]]),
            legend=None,
        ),
    )


def _rules(rules: Sequence[tuple[float, str]], extent: alt.Scale, theme: Theme) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(list(rules), columns=["at", "means"]))
        .mark_rule(strokeDash=[4, 4], color=QUIET[theme])
        .encode(x=alt.X("at:Q", scale=extent), tooltip=["means:N"])
    )
    return chart


def _ticks(rows: pd.DataFrame, extent: alt.Scale, theme: Theme) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_tick(thickness=2, size=12, color=INK[theme], opacity=0.75)
        .encode(
            x=alt.X("tick:Q", scale=extent),
            y=alt.Y("name:N", sort=list(rows["name"]), title=None),
        )
    )
    return chart


def _dots(base: alt.Chart, extent: alt.Scale) -> alt.Chart:
    chart: alt.Chart = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X("value:Q", scale=extent),
        shape=alt.condition("datum.note !== ''", alt.value("triangle-down"), alt.value("circle")),
    )
    return chart


def _notes(base: alt.Chart) -> alt.Chart:
    """The words of rows that stand out, in a column at the right."""
    chart: alt.Chart = base.mark_text(align="right", dx=-8, fontSize=12).encode(
        x=alt.value("width"), text="note:N"
    )
    return chart


def _places(base: alt.Chart, fields: Sequence[str]) -> alt.Chart:
    """The whole row as what is clicked: a dot is a small thing to hit."""
    select = alt.selection_point(name="row", fields=list(fields), on="click", clear=False)
    chart: alt.Chart = (
        base.mark_bar(opacity=0, cursor="pointer", height={"band": 1})
        .encode(x=alt.value(0), x2=alt.value("width"))
        .add_params(select)
    )
    return chart
