"""Who reads here, and what their own answers say about them, shown to them alone."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.judgements import Record
from annotate.reviewing import OwnAnswers, Share, own_answers
from annotate.ui.text import interval, percent, plain

_NAME = "reviewer"


def who_reads() -> str:
    """The name that the reviewer of this tab gave; "" for none.

    The address keeps it, so that two reviewers can work in two tabs and a refresh keeps both.
    """
    named = st.query_params.get(_NAME) or str(st.session_state.get("_reviewer", ""))
    st.session_state["_reviewer"] = named
    if named and st.query_params.get(_NAME) != named:
        st.query_params[_NAME] = named
    return named


def about_you(data: Annotations, record: Record, reviewer: str) -> None:
    """A popover with the reviewer's name and how their blind answers compare."""
    with st.popover(plain(reviewer) or "You", help="Your name; your consistency, for you alone"):
        given = st.text_input(
            "Your name",
            reviewer,
            key=f"reviewer-{reviewer}",
            help="Only needed where several people review: answers given first are kept apart.",
        ).strip()
        if given != reviewer:
            st.session_state["_reviewer"] = given
            st.query_params.pop(_NAME, None)
            st.rerun()
        for own in own_answers(data, record.answers, reviewer):
            st.markdown(f"**{plain(own.question)}**  \n{_words(own)}")
        st.caption("Shown to you alone. Intervals hold 95% of the time.")


def _words(own: OwnAnswers) -> str:
    if not own.consensus.n:
        return "Nothing yet: turn on “Answer first” and answer before you see the labels."
    sentences = [f"You agree with the majority on {_share(own.consensus)} items."]
    if own.again.n:
        sentences.append(f"You gave the same answer again on {_share(own.again)} that came back.")
    else:
        sentences.append("No item came back yet.")
    return " ".join(sentences)


def _share(share: Share) -> str:
    span = interval(share.low, share.high, as_percent=True)
    return f"{share.k} of {share.n} ({percent(share.value)} {plain(span)})"
