"""For the next round: who gets a letter first; practice items and hidden repeats."""

from __future__ import annotations

import secrets

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.follow_up import plan_in, remember
from annotate.letters import current_round
from annotate.rounds import Plan, as_csv, draw, hidden
from annotate.ui.questions import round_title
from annotate.ui.text import count, plain
from annotate.workspace import Project


def switch_on(project: Project, data: Annotations, reviewer: str) -> None:
    """Draw by chance who gets a letter first, or say who was drawn."""
    now = current_round(data)
    plan = plan_in(project, now)
    if plan is not None:
        _drawn(plan, now)
        return
    st.markdown(
        "To know whether letters help, let chance decide who gets one first. Half of the annotators get"
        " theirs now, the others a round later; the difference is then the letters’ doing and nothing"
        " else’s. The draw is kept, so that nobody can choose it afterwards."
    )
    people = sorted(data.annotator_ids, key=str.casefold)
    names = st.multiselect("Among", people, default=_people(data, people))
    if st.button("Draw who gets a letter first", disabled=len(names) < 4):
        try:
            remember(project, draw(names, secrets.randbelow(2**31), now), reviewer)
        except AnnotateError as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()
    if len(names) < 4:
        st.caption("At least four annotators are needed for two groups.")


def _people(data: Annotations, names: list[str]) -> list[str]:
    kinds = dict(zip(data.annotator_ids, data.annotators["kind"].tolist(), strict=True))
    return [name for name in names if kinds[name] != "model"]


def _drawn(plan: Plan, now: str) -> None:
    about = f" about {plain(round_title(now))}" if now else ""
    first, later = (", ".join(plain(name) for name in names) for names in (plan.first, plan.later))
    st.markdown(f"Chance drew who gets a letter{about} first.")
    st.markdown(f"**Now** ({len(plan.first)}): {first}")
    st.markdown(f"**A round later** ({len(plan.later)}): {later}")
    st.caption("Once the next round is imported, what the letters did is told above.")


def again(project: Project, data: Annotations, question: str) -> None:
    """Items to ask again, as a CSV for the annotation tool."""
    st.markdown(
        "Items that come again show whether somebody answers as they did; items with a trusted answer,"
        " whether they answer right. Mix them among the next round’s: they are recognised when they"
        " come back."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input("How many", min_value=1, max_value=10_000, value=20, width=160)
        for label, practice in (("Hidden repeats", False), ("Practice items", True)):
            _download(project, data, question, int(number), label, practice=practice)


def _download(
    project: Project, data: Annotations, question: str, number: int, label: str, *, practice: bool
) -> None:
    try:
        items = hidden(data, question, number, project.store.record(), practice=practice)
    except AnnotateError as error:
        st.button(label, disabled=True, help=str(error))
        return
    st.download_button(
        label,
        as_csv(data, items).encode(),
        f"{label.lower().replace(' ', '-')}.csv",
        "text/csv",
        on_click="ignore",
        help=f"{count(items.size, 'item')} with their fields, without label or gold",
    )
