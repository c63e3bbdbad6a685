"""The versions of one letter: look at them, side by side with the text now, and bring one back."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from annotate.letters import letter_key
from annotate.ui.text import plain
from annotate.ui.text_versions import side_by_side
from annotate.workspace import Event, Key, Project, versions_of


def show_letter_versions(
    project: Project, name: str, round_name: str, fresh: str, reviewer: str
) -> None:
    """An expander with all versions of the letter; the draft of now is one to compare with."""
    key = letter_key(name, round_name)
    show_versions(project, key, ("The draft, made now", fresh), reviewer)


def show_versions(project: Project, key: Key, origin: tuple[str, str], reviewer: str) -> None:
    """The versions of a text; ``origin`` is what it began from, with its title."""
    versions = versions_of(project.store.history(key))
    if not versions:
        return
    texts = {_title(versions, place): str(one.value or "") for place, one in enumerate(versions)}
    now = next(iter(texts))
    earlier = {title: text for title, text in texts.items() if title != now}
    others = {**earlier, origin[0]: origin[1]}
    label = f"Versions ({len(versions)}) and differences"
    with st.expander(label, key=f"versions-{key.kind}-{key.annotator_id}-{key.question}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                "Compare the text now with", list(others), key=f"compare-{key}", width=340
            )
            if st.button("Bring this version back", key=f"back-{key}"):
                project.store.put(key, others[chosen], reviewer)
                st.rerun()
        st.html(side_by_side(others[chosen], texts[now], (chosen, "Now")))


def _title(versions: list[Event], place: int) -> str:
    event = versions[place]
    at = datetime.fromisoformat(event.at).astimezone()
    by = f" by {plain(event.reviewer)}" if event.reviewer else ""
    return f"Version {len(versions) - place}, {at:%Y-%m-%d %H:%M}{by}"
