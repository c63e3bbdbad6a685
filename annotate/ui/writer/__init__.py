"""A large text field that loses nothing: for letters, guidelines, notes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from annotate.ui.outbox import (
    SCRIPT,
    SETTLE_STYLE,
    Answer,
    Message,
    answer,
    opened,
    scope_of,
    unheard,
)
from annotate.workspace import Key, Project

__all__ = ["writer"]

_HERE = Path(__file__).parent

_COMPONENT = st.components.v2.component(
    "annotate_writer",
    html=(_HERE / "writer.html").read_text("utf-8"),
    css=(_HERE / "writer.css").read_text("utf-8") + SETTLE_STYLE,
    js=SCRIPT + (_HERE / "writer.js").read_text("utf-8"),
)


def writer(
    project: Project,
    key: Key,
    label: str,
    *,
    draft: str = "",
    height: int = 480,
    placeholder: str = "",
    testid: str = "writer",
    reviewer: str = "",
    label_hidden: bool = False,
) -> str:
    """A Markdown field for the text at ``key``; returns the text as it is saved.

    Where nothing is saved yet it shows ``draft``, which is stored with the first edit and
    returned until then. Typing is saved by itself: the field shows how it stands, outlives a
    refresh or a stopped server, and asks when the text was changed elsewhere. Each answer
    reruns what surrounds the call: put it in a fragment together with its preview.
    """
    name = f"writer.{key.kind}.{key.item_id}.{key.annotator_id}.{key.question}"

    def received() -> None:
        take(opened(st.session_state[name].get("outbox")))

    def take(message: Message) -> None:
        st.session_state[f"{name}.answer"] = answer(message, project.store, reviewer=reviewer)

    entry = project.store.entry(key)
    revision = 0 if entry is None else entry.revision
    text = entry.value if entry is not None and isinstance(entry.value, str) else None
    # A text that was taken back is empty; only one that never was shows the draft.
    shown = text if text is not None else (draft if entry is None else "")
    answered = st.session_state.get(f"{name}.answer", Answer())
    mounted = _COMPONENT(
        key=name,
        data={
            "scope": scope_of(project),
            "kind": key.kind.value,
            "item_id": key.item_id,
            "annotator_id": key.annotator_id,
            "question": key.question,
            "value": shown,
            "revision": revision,
            "label": label,
            "label_hidden": label_hidden,
            "placeholder": placeholder,
            "height": height,
            "testid": testid,
            "answer": answered.to_json(),
        },
        on_outbox_change=received,
    )
    if (waiting := unheard(mounted.get("outbox"), answered)) is not None:
        take(waiting)
    return shown
