"""Where the disagreement is: one tab for each place to look, worked out when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from annotate.errors import AnnotateError
from annotate.ui.agreement.annotators import annotators
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.categories import categories
from annotate.ui.agreement.items import items
from annotate.ui.agreement.numbers import numbers
from annotate.ui.agreement.pairs import pairs
from annotate.ui.agreement.questions import questions
from annotate.ui.agreement.reference import reference
from annotate.ui.agreement.repeats import repeats
from annotate.ui.agreement.rounds import rounds

WHERE = "where"
_LAST = "_agreement_place"


def places(asked: Asked) -> None:
    """The tabs that have something to say for this question; only the open one is worked out."""
    found = _places(asked)
    tabs = st.tabs(list(found), key=WHERE, on_change="rerun", default=_open(found))
    for tab, (name, show) in zip(tabs, found.items(), strict=True):
        if tab.open:
            st.session_state[_LAST] = name
            with tab:
                _shown(show, asked)


def _open(found: Collection[str]) -> str | None:
    """The tab that is open, or was when the page was left, or that a link names.

    The browser forgets an open tab with its page, and asks for the default on the way back.
    """
    asked = (
        st.session_state.get(WHERE),
        st.query_params.get(WHERE),
        st.session_state.get(_LAST),
    )
    return next((place for place in asked if place in found), None)


def _places(asked: Asked) -> dict[str, Callable[[Asked], None]]:
    data, question = asked.data, asked.question
    some: list[tuple[bool, str, Callable[[Asked], None]]] = [
        (len(data.questions) > 1, "Questions", questions),
        (asked.has_categories or asked.by_answers, "Categories", categories),
        (True, "Annotators", annotators),
        (True, "Pairs", pairs),
        (True, "Items", items),
        (len(data.rounds) > 1, "Rounds", rounds),
        (question.level.is_numeric, "Numbers", numbers),
        (question.name in data.gold, "Reference", reference),
        (data.has_repeats, "Repeats", repeats),
    ]
    return {title: show for there, title, show in some if there}


def _shown(show: Callable[[Asked], None], asked: Asked) -> None:
    """Show it, or say in words why it cannot be."""
    try:
        show(asked)
    except AnnotateError as error:
        st.info(str(error))
