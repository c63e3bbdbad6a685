"""One value with its interval, above rows of named bands that it can be read by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from annotate.charts.palette import ACCENT, EMBEDDED, INK, LINE, PAPER, QUIET, TINTS, Theme, axis

_ROW = 28


@dataclass(frozen=True)
class Band:
    """A stretch of a scale with a name; ``strength`` 0, 1 or 2 is how deep its tint is."""

    low: float
    high: float
    name: str
    strength: int = 0


def scale(
    value: float,
    ends: tuple[float, float] | None,
    rows: Sequence[tuple[str, Sequence[Band]]],
    *,
    theme: Theme,
    name: str,
    shown: str,
) -> alt.LayerChart:
    """The value and its interval (None: it has none) over bands: (whose they are, the bands).

    ``name`` and ``shown`` say what the value is and how it is written. The first row of bands is
    tinted, the others are only outlined: they are named, not meant.
    """
    order = [name, *(whose for whose, _ in rows)]
    bands = pd.DataFrame(
        [
            {
                "row": whose,
                "low": band.low,
                "high": band.high,
                "name": band.name,
                "middle": (band.low + band.high) / 2,
                "fill": TINTS[theme][band.strength] if place == 0 else PAPER[theme],
            }
            for place, (whose, row) in enumerate(rows)
            for band in row
        ]
    )
    low, high = ends or (value, value)
    point = pd.DataFrame([{"row": name, "value": value, "low": low, "high": high, "shown": shown}])
    lowest = min(float(bands["low"].min()), low, value)
    x = {"scale": alt.Scale(domain=[lowest, 1.0], nice=False), "axis": _edges(bands), "title": None}
    chart: alt.LayerChart = (
        alt.layer(*_bands(bands, order, x, theme), *_value(point, order, x, theme))
        .properties(height=alt.Step(_ROW), width="container", usermeta=EMBEDDED)
        .configure_view(strokeWidth=0)
        .configure_axisY(domain=False, ticks=False, grid=False, labelFlush=False, labelLimit=260)
        .configure_axis(**axis(theme))
    )
    return chart


def _y(order: Sequence[str]) -> alt.Y:
    return alt.Y("row:N", sort=list(order), title=None, scale=alt.Scale(paddingInner=0.25))


def _edges(bands: pd.DataFrame) -> alt.Axis:
    """Ticks where a band begins or ends, and nowhere else."""
    ends = sorted({*bands["low"], *bands["high"]})
    return alt.Axis(
        values=ends,
        labelExpr="format(datum.value, '~g')",
        labelOverlap="greedy",
        grid=False,
        ticks=False,
    )


def _bands(
    bands: pd.DataFrame, order: Sequence[str], x: dict[str, Any], theme: Theme
) -> list[alt.Chart]:
    base = alt.Chart(bands).encode(y=_y(order))
    boxes = base.mark_rect(stroke=LINE[theme], strokeWidth=1).encode(
        x=alt.X("low:Q", **x),
        x2="high:Q",
        fill=alt.Fill("fill:N", scale=None),
        tooltip=[alt.Tooltip("row:N", title="by"), alt.Tooltip("name:N", title="said")],
    )
    words = base.mark_text(fontSize=11.5, color=QUIET[theme]).encode(
        x=alt.X("middle:Q", **x), text="name:N"
    )
    return [boxes, words]


def _value(
    point: pd.DataFrame, order: Sequence[str], x: dict[str, Any], theme: Theme
) -> list[alt.Chart]:
    tip = [alt.Tooltip("row:N", title=" "), alt.Tooltip("shown:N", title="value")]
    base = alt.Chart(point).encode(y=_y(order), tooltip=tip)
    return [
        base.mark_rule(strokeWidth=5, color=ACCENT[theme], opacity=0.45).encode(
            x=alt.X("low:Q", **x), x2="high:Q"
        ),
        base.mark_point(
            filled=True, size=150, opacity=1, color=ACCENT[theme], stroke=INK[theme], strokeWidth=0
        ).encode(x=alt.X("value:Q", **x)),
    ]
