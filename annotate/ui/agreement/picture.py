"""A chart with what can be taken away: its data as CSV, itself as SVG or PNG."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from annotate.feedback.summary import safe_cell
from annotate.ui.parts import clicked_mark

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_HERE = Path(__file__).parent
_TAKE = st.components.v2.component(
    "annotate_take_picture",
    html=(_HERE / "picture.html").read_text("utf-8"),
    css=(_HERE / "picture.css").read_text("utf-8"),
    js=(_HERE / "picture.js").read_text("utf-8"),
)


def picture(
    chart: alt.LayerChart,
    name: str,
    selection: str | None,
    table: Callable[[], pd.DataFrame],
    *,
    caption: str = "",
    stretch: bool = True,
    height: int | None = None,
    half: bool = False,
) -> dict[str, Any] | None:
    """Show a chart with its caption and downloads; the fields of the mark that was clicked.

    ``selection`` names the chart's selection, None if there is nothing to click; ``table`` makes
    its data when they are asked for; with a ``height`` it scrolls within that;
    ``half`` says that its place is half as wide as the page.
    """
    with (
        st.container(key=f"picture-{name}", gap="small"),
        st.container(height=height or "content", border=False),
    ):
        if selection is None:
            st.altair_chart(chart, width="stretch" if stretch else "content")
            mark = None
        else:
            mark = clicked_mark(chart, name, selection, stretch=stretch)
    takeaways(name, table, caption=caption, drawn=True, half=half)
    return mark


def takeaways(
    name: str,
    table: Callable[[], pd.DataFrame],
    *,
    caption: str = "",
    drawn: bool = False,
    half: bool = False,
) -> None:
    """A caption, and beside it the data as CSV and, where something is drawn, its picture."""
    words, files = st.columns([5, 4] if half else [5, 1], vertical_alignment="top")
    words.caption(caption)
    with files, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.download_button(
            "CSV",
            data=lambda: as_csv(table()),
            file_name=file_name(f"agreement-{name}", "csv"),
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key=f"csv-{name}",
            help="The data of this, in full precision",
        )
        if drawn:
            _TAKE(
                key=f"take-picture-{name}",
                data={"place": f"st-key-picture-{name}", "file": file_name(f"agreement-{name}")},
                width="content",
                height="content",
            )


def as_csv(table: pd.DataFrame) -> bytes:
    """The table as UTF-8: numbers in full, undefined empty, no text that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(str(name)) for name in table.columns])
    for row in zip(*(table[name].tolist() for name in table.columns), strict=True):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe_cell(value) if isinstance(value, str) else repr(value)


def file_name(name: str, ending: str = "") -> str:
    """A name that every file system takes, whatever a question is called."""
    safe = re.sub(r"[^\w-]+", "-", name).strip("-")[:80]
    return f"{safe}.{ending}" if ending else safe
