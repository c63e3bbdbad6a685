"""Parts that more than one page shows: the heading, empty states, things that are clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import streamlit as st

from annotate.ui.shell import page_path
from annotate.ui.text import plain

if TYPE_CHECKING:  # Altair takes a second to import, and most pages draw nothing
    import altair as alt
    import pandas as pd

    from annotate.charts import Theme


def theme() -> Theme:
    """Whether the reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def heading(title: str, project: str, note: str = "") -> None:
    """A page's title at the left, the project's name at the right."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(plain(title), anchor=False)
    with right.container(horizontal=True, horizontal_alignment="right"):
        st.markdown(f"**{plain(project)}**" + (f" · {plain(note)}" if note else ""))


def empty(title: str, sentence: str, url: str, label: str) -> NoReturn:
    """Say what is missing and where to get it, and stop the page here."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        st.markdown(sentence)
        st.page_link(page_path(url), label=label)
    st.stop()


def _fresh(key: str) -> str:
    """A widget key that is new after each click, so that coming back does not click again."""
    return f"{key}-{st.session_state.get(f'_clicks_{key}', 0)}"


def _used(key: str) -> None:
    st.session_state[f"_clicks_{key}"] = st.session_state.get(f"_clicks_{key}", 0) + 1


def clicked_mark(
    chart: alt.LayerChart, key: str, selection: str, *, stretch: bool = True
) -> dict[str, Any] | None:
    """Show a chart; the fields of the mark that was just clicked, once, or None.

    ``stretch`` gives it the width of its place, else it takes its own.
    """
    event = st.altair_chart(
        chart,
        key=_fresh(key),
        on_select="rerun",
        selection_mode=selection,
        width="stretch" if stretch else "content",
    )
    marks = event["selection"].get(selection) if event else None
    if not marks:
        return None
    _used(key)
    return dict(marks[0])


def clicked_row(table: pd.DataFrame, key: str, **options: Any) -> int | None:
    """Show a table; the position of the row that was just clicked, once, or None."""
    event = st.dataframe(
        table,
        key=_fresh(key),
        on_select="rerun",
        selection_mode="single-cell",
        hide_index=True,
        placeholder="–",
        **options,
    )
    cells = event["selection"]["cells"]
    if not cells:
        return None
    _used(key)
    return int(cells[0][0])
