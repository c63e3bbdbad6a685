"""The decisions that the address names: choosing and combining them, and what they change."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from annotate.ablation import (
    Ablations,
    Decision,
    Decisions,
    Kind,
    flipped,
    paragraph,
    rows_of,
    title_of,
    to_csv,
    together,
)
from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.filters import filter_names
from annotate.reading import Queue
from annotate.ui.ablations.words import one_row
from annotate.ui.agreement.picture import file_name
from annotate.ui.computed import ablation_of
from annotate.ui.parts import clicked_row
from annotate.ui.reading_links import read
from annotate.ui.text import count, plain
from annotate.workspace import Project

TAKE = "take"
_MOST_SHOWN = 500
_MOST_VALUES = 200


def chosen() -> Decisions:
    """The decisions of the address; none, and said so, where they cannot be read."""
    try:
        return together(st.query_params.get_all(TAKE))
    except AnnotateError as error:
        st.warning(str(error))
        return ()


def take(decisions: Decisions) -> None:
    """Put these decisions into the address, and show the page anew."""
    st.query_params[TAKE] = [str(each) for each in decisions]
    st.rerun()


def show(project: Project, data: Annotations, table: Ablations, decisions: Decisions) -> None:
    """What these decisions change, with the items that flip, a link and files."""
    with st.container(border=True):
        try:
            found = ablation_of(project, data, table.question, decisions)
        except AnnotateError as error:
            st.warning(plain(str(error)))
            _stop(decisions)
            return
        row = found.rows[0] if found.rows else None
        if row is None:
            st.warning(plain(found.refused[0][1]))
            _stop(decisions)
            return
        st.markdown(one_row(found, row))
        queue = _items(project, data, table.question, decisions)
        with st.container(horizontal=True, vertical_alignment="center"):
            if queue is not None and st.button("Read these"):
                read(project, queue)
            _files(found, decisions)
            with st.popover("Link and paragraph", type="tertiary"):
                _words(project, found, decisions)
            _stop(decisions)


def _words(project: Project, found: Ablations, decisions: Decisions) -> None:
    """The link that brings this back, and what a paper would say."""
    query = urlencode([("project", project.name), *((TAKE, str(one)) for one in decisions)])
    st.caption("The address of this page names what is taken back: keep it as a link.")
    st.code(f"ablations?{query}", language=None, wrap_lines=True)
    st.code(paragraph(found, found.rows), language=None, wrap_lines=True)


def _stop(decisions: Decisions) -> None:
    if st.button("Close", type="tertiary", key=f"close-{title_of(decisions)}"):
        take(())


def _files(found: Ablations, decisions: Decisions) -> None:
    name = file_name(f"ablation-{title_of(decisions)}", "csv")
    st.download_button(
        "CSV",
        lambda: to_csv(rows_of(found)).encode(),
        name,
        "text/csv",
        on_click="ignore",
        type="tertiary",
    )


def _items(
    project: Project, data: Annotations, question: str, decisions: Decisions
) -> Queue | None:
    """The items that flip, each opened by a click; the queue that reads them, None without any."""
    cases = flipped(data, question, decisions, project.store.record())
    if not cases:
        return None
    shown = pd.DataFrame(
        {
            "Item": [case.item_id for case in cases[:_MOST_SHOWN]],
            "Consensus now": [case.before for case in cases[:_MOST_SHOWN]],
            "Then": [case.after for case in cases[:_MOST_SHOWN]],
        }
    )
    at = clicked_row(shown, "flips", height=min(320, 38 + 35 * len(shown)))
    some = f" Shown are the first {_MOST_SHOWN}." if len(cases) > _MOST_SHOWN else ""
    st.caption(
        f"{count(len(cases), 'item')} whose consensus flips. Click a row to read the item.{some}"
    )
    queue = Queue.flipped(question, decisions)
    if at is not None:
        read(project, queue, shown["Item"].iloc[at])
    return queue


def combine(data: Annotations, table: Ablations) -> None:
    """Take back several at once, or what has a value of one's own choice."""
    offered = [row.decisions[0] for row in (*table.rows, *table.annotators)]
    now = chosen()
    offered += [each for each in now if each not in offered]
    with st.form("combine", border=False):
        picked = st.multiselect(
            "Take back together",
            offered,
            default=list(now),
            format_func=lambda one: title_of((one,)),
            key=f"combine-{'+'.join(map(str, now))}",
        )
        own = _own_filter(data)
        if st.form_submit_button("Take back", type="primary"):
            take((*picked, *own))


def _own_filter(data: Annotations) -> Decisions:
    left, middle, right = st.columns(3)
    name = left.selectbox("Or your own filter: the labels whose", filter_names(data), None)
    value = middle.text_input("is")
    only = right.selectbox("are", ["left out", "alone looked at"])
    if name is None or not value:
        return ()
    return (Decision.of(Kind.WITHOUT if only == "left out" else Kind.ONLY, name, value),)
