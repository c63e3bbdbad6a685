"""Which rounds are compared, and who got a letter in between."""

from __future__ import annotations

from datetime import date

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.follow_up import plan_in, sent_in
from annotate.rounds import Plan, Split, split_at, split_rounds
from annotate.ui.parts import empty
from annotate.ui.questions import round_title
from annotate.ui.text import plain
from annotate.workspace import Project

_BY_DAY = "by a day"
SINCE = "since"


def choose_split(data: Annotations) -> tuple[Split, str]:
    """The rounds that are compared, and the day where it is by one; the page stops without any."""
    timed = bool(data.table["time"].notna().any())
    if len(data.rounds) < 2 and not timed:
        empty(
            "There is one round so far",
            "Import the labels of the next round as a round on the data page; then what changed is told"
            " here. Labels with a time can be compared before and since a day.",
            "data",
            "Add a round",
        )
    choices = [*_pairs(data), *([_BY_DAY] if timed else [])]
    day = st.query_params.get(SINCE, "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            "Compared",
            choices,
            index=len(choices) - 1 if day and timed else max(len(_pairs(data)) - 1, 0),
            format_func=_title,
            width=320,
        )
        if picked != _BY_DAY:
            st.query_params.pop(SINCE, None)
            return split_rounds(data, picked[0], picked[1]), ""
        chosen = st.date_input("Since", value=_middle(data, day), width=180)
    st.query_params[SINCE] = str(chosen)
    try:
        return split_at(data, str(chosen)), str(chosen)
    except AnnotateError as error:
        st.info(plain(str(error)))
        st.stop()


def _pairs(data: Annotations) -> list[tuple[str, str]]:
    return list(zip(data.rounds[:-1], data.rounds[1:], strict=True))


def _title(pair: tuple[str, str] | str) -> str:
    if isinstance(pair, str):
        return "before and since a day"
    return f"{round_title(pair[0])} and {round_title(pair[1])}"


def _middle(data: Annotations, day: str) -> date:
    times = data.table["time"].dropna()
    try:
        return date.fromisoformat(day)
    except ValueError:
        middle: date = times.sort_values().iloc[len(times) // 2].date()
        return middle


def choose_letters(
    project: Project, data: Annotations, before: str
) -> tuple[tuple[str, ...], Plan | None]:
    """Who got a letter about the first round: drawn by chance, marked as sent, or said here."""
    plan = plan_in(project, before)
    if plan is not None:
        return tuple(name for name in plan.first if name in data.annotator_codes), plan
    sent = [name for name in sent_in(project, before) if name in data.annotator_codes]
    names = st.multiselect(
        "Who got a letter in between",
        sorted(data.annotator_ids, key=str.casefold),
        default=sent,
        key=f"letters-{before}-{'|'.join(sent)}",
        help="Those whose letter is marked as sent. Add whoever got one by other ways.",
    )
    return tuple(names), None
