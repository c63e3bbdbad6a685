"""Parts of the replies page: files that arrive, objections, and what else was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import AnnotateError
from annotate.feedback import Case, Casebook
from annotate.judgements import Verdict
from annotate.letters import letters_of
from annotate.replies import (
    Arrived,
    Objection,
    Outcome,
    Reply,
    arrive,
    close,
    deal,
    practice_results,
)
from annotate.ui.reading_links import item_href
from annotate.ui.text import count, percent, plain, shortened
from annotate.workspace import Project

_OVERTURN = {
    Verdict.OTHERS_WRONG: (
        "They are right",
        "The others are wrong. A ruling that says otherwise changes.",
    ),
    Verdict.BOTH_ACCEPTABLE: ("Both acceptable", "Their answer counts as no mistake."),
    Verdict.GUIDELINE_UNCLEAR: (
        "Guideline unclear",
        "The item goes to the questions for the guideline.",
    ),
}
_CAME_OF_IT = {Outcome.KEPT: "the letter stands", Outcome.OVERTURNED: "overturned"}


def take_in(project: Project, data: Annotations, reviewer: str) -> None:
    """A place for files; what became of each stays to be read until the next ones."""
    number = st.session_state.setdefault("replies-taken", 0)
    files = st.file_uploader(
        "Reply files", type="json", accept_multiple_files=True, key=f"replies-{number}"
    )
    other = st.checkbox(
        "Also replies to letters of when this project had another name", key="replies-any"
    )
    if files:
        found = arrive(
            project,
            data,
            [(file.name, file.getvalue()) for file in files],
            reviewer=reviewer,
            any_project=other,
        )
        st.session_state["replies-arrived"] = found
        st.session_state["replies-taken"] = number + 1
        st.rerun()
    for arrived in st.session_state.get("replies-arrived", []):
        _show_arrived(arrived)


def _show_arrived(arrived: Arrived) -> None:
    if arrived.reply is None:
        st.error(plain(arrived.refused))
    elif arrived.is_new:
        st.success(f"{plain(arrived.name)}: the reply of {plain(arrived.reply.annotator_id)}.")
    else:
        st.info(f"{plain(arrived.name)} was here already.")


def show_objections(
    project: Project, book: Casebook, found: Sequence[Objection], reviewer: str
) -> None:
    """Items to read again, each with what the annotator says and what may come of it."""
    waiting = [one for one in found if one.outcome is Outcome.OPEN]
    st.subheader(f"To read again ({len(waiting):,})", anchor=False)
    if not found:
        st.caption("Nobody objects to anything.")
    for number, objection in enumerate(found):
        with st.container(border=True):
            _show_objection(project, book, objection, number, reviewer)


def _show_objection(
    project: Project, book: Casebook, objection: Objection, number: int, reviewer: str
) -> None:
    case = book.case(objection.annotator_id, objection.item_id, objection.question)
    came = _CAME_OF_IT.get(objection.outcome)
    st.markdown(
        f"[{plain(objection.item_id)}](/{item_href(project, objection.item_id)})"
        f" · **{plain(objection.annotator_id)}** · {plain(objection.question)}"
        + (f" · {came}" if came else "")
    )
    if case is None:
        st.caption("The data no longer hold this label.")
    else:
        st.markdown(_said(case))
    st.markdown(f"“{plain(objection.reason)}”" if objection.reason else "No reason was given.")
    if came:
        return
    with st.container(horizontal=True):
        for verdict, (label, help_) in _OVERTURN.items():
            if case and st.button(label, key=f"{verdict}-{number}", help=help_):
                _deal(project, book, objection, verdict, reviewer)
        if st.button("The letter stands", key=f"keep-{number}", type="tertiary"):
            _deal(project, book, objection, None, reviewer)


def _said(case: Case) -> str:
    text = shortened(case.fields[0][1], 160) if case.fields else ""
    parts = [plain(text), f"Theirs: **{plain(case.answer)}**"]
    if case.expected:
        parts.append(f"expected ({case.basis}): **{plain(case.expected)}**")
    if case.verdict:
        parts.append(f"your verdict: {case.verdict.words}")
    return " · ".join(parts)


def _deal(
    project: Project,
    book: Casebook,
    objection: Objection,
    verdict: Verdict | None,
    reviewer: str,
) -> None:
    try:
        deal(project, book, objection, verdict, reviewer=reviewer)
    except AnnotateError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def show_replies(
    project: Project, book: Casebook, replies: Mapping[str, Reply], reviewer: str
) -> None:
    """What else each annotator said: what they expect of themselves, practice, a remark."""
    st.subheader(f"Who replied ({len(replies):,})", anchor=False)
    for name, reply in replies.items():
        with st.container(border=True):
            state = letters_of(project, reply.round).state(name)
            agreed = sum(not one.objects for one in reply.examples)
            st.markdown(
                f"**{plain(name)}** · {state} · agrees on {count(agreed, 'example')},"
                f" objects to {len(reply.examples) - agreed:,}"
            )
            _show_expected(book, name, reply)
            _show_practice(book, reply)
            if reply.remark:
                st.markdown(f"“{plain(reply.remark)}”")
            if state == "answered" and st.button("Close", key=f"close-{name}"):
                close(project, name, reply.round, reviewer=reviewer)
                st.rerun()


def _show_expected(book: Casebook, name: str, reply: Reply) -> None:
    profile = book.sources.profiles.get(name)
    if reply.prediction is None or profile is None:
        return
    found = profile.estimated_accuracy.value
    st.markdown(f"Expects to be right in {reply.prediction}% · estimated accuracy {percent(found)}")


def _show_practice(book: Casebook, reply: Reply) -> None:
    results = practice_results(book, reply)
    if not results:
        return
    right = sum(bool(one.is_right) for one in results)
    lines = [
        f"{plain(one.item_id)}: {plain(', '.join(one.answers))}"
        + ("" if one.is_right else f" (expected {plain(one.expected) or 'nothing known'})")
        for one in results
    ]
    st.markdown(f"Practice: {right:,} of {count(len(results), 'item')} · " + " · ".join(lines))
