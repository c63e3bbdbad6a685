"""Whether the items' texts speak as well: a setting of the project, beside the ranked queues."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from annotate.annotations import Annotations
from annotate.ui.modelled import TEXT, heard_of, hears_text
from annotate.ui.text import plain
from annotate.workspace import Project


def choose_voice(queue_name: str, project: Project, reviewer: str) -> None:
    """Whether a classifier of the items' texts speaks as well."""
    now = hears_text(project)
    key = f"queue-voice-{queue_name}-{now}"

    def chosen() -> None:
        if st.session_state[key] != now:
            project.store.put(TEXT, None if now else True, reviewer)

    st.checkbox(
        "The texts speak as well",
        value=now,
        key=key,
        help="A classifier learns from the labels which words go with which answer, and is one more"
        " voice on the items that it did not learn from: as far as it makes the labels more"
        " probable, and not at all where it does not. It takes a while with many items. For the"
        " whole project.",
        on_change=chosen,
    )


def say_what_was_heard(place: DeltaGenerator, project: Project, data: Annotations) -> None:
    """Say in ``place`` how far the texts are believed; it is known once a queue is laid out."""
    said = []
    for question in data.questions:
        name = question.name
        far = heard_of(project, name)
        if question.level.is_numeric:
            said.append(f"{plain(name)}: numbers do not hear them")
        elif far is not None:
            words = f"believed at {far:.0%}" if far else "not heard, they tell nothing sure"
            said.append(f"{plain(name)}: {words}")
    place.caption(f"What the texts say: {'; '.join(said)}.")
