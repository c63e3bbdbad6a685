"""The reading desk: the component that shows items, takes judgements, and loses nothing.

- ``payload.py``, with ``labels.py``, ``marks.py``, ``marked.py``: what the desk is sent
- ``fields.py``, ``kinds.py``, ``cells.py``, ``media.py``, ``serving.py``: how items are shown
- ``names.py``, ``past.py``: names that were made up, what was done on an item
- ``sitting.py``: where the reader is in the queue
- ``reader.html``, ``reader.css``, ``*.js``: the desk itself, in the browser
- this file: mounts it and stores what it sends; the only one here that knows Streamlit
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from annotate.annotations import Annotations, BoolArray
from annotate.reading import Order, telling_words, with_returns
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
from annotate.ui.reader.fields import SETTING, display_of
from annotate.ui.reader.names import names_of
from annotate.ui.reader.past import past_of
from annotate.ui.reader.payload import AROUND, Doubts, payload
from annotate.ui.reader.serving import served
from annotate.ui.reader.sitting import Sitting, seat
from annotate.workspace import Key, Kind, Project

__all__ = ["go_to", "reader"]

_HERE = Path(__file__).parent


def _text(*names: str) -> str:
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


_SCRIPTS = (
    "cells.js",
    "marking.js",
    "naming.js",
    "pace.js",
    "paint.js",
    "questions.js",
    "keys.js",
    "held.js",
    "desk.js",
    "reader.js",
)
_COMPONENT = st.components.v2.component(
    "annotate_reader",
    html=_text("reader.html"),
    css=_text("reader.css") + SETTLE_STYLE,
    js=SCRIPT + _text(*_SCRIPTS),
)


def reader(
    project: Project,
    data: Annotations,
    order: Order,
    *,
    blind: bool = False,
    item: str | None = None,
    reviewer: str = "",
    read: Collection[str] = (),
    key: str = "reader",
    again: Callable[[], Order] | None = None,
    doubts: Doubts | None = None,
) -> str:
    """The reading desk over a queue; returns the id of the item at hand ("" in an empty queue).

    It opens at ``item`` (the ``item`` of the page's address), else where this queue was left,
    else at its start; an item that the queue does not hold is put first. With ``blind`` no
    label reaches the browser before the reviewer answered the question or asked to see it, and
    some items come back. ``read`` are the items that were read before, for “so many of so many”.
    ``doubts`` says of an item and a question which labels are probably wrong, and why.
    ``again`` lays the queue out anew: what comes next in a ranked queue follows each judgement.
    """
    version = project.data_version or ""
    before = st.session_state.get(_sitting(key))
    # The component's own state is there exactly if it was on the screen in the last run.
    shown = key in st.session_state and isinstance(before, Sitting) and before.desk.data is data
    sitting = seat(
        before if shown else None,
        data,
        with_returns(order, project.folder.name) if blind else order,
        _counted(str(project.folder), version, data),
        blind=blind,
        item=item,
        version=version,
        left_at=lambda queue: _left_at(project, queue),
        display=display_of(data, _setting(project)),
        reviewer=reviewer,
        read=read,
        telling=lambda question, field: _telling(
            str(project.folder), version, question, field, data
        ),
    )
    st.session_state[_sitting(key)] = sitting
    _mounted(project, sitting, reviewer, key, again=again, doubts=doubts)
    return sitting.item_id


def go_to(item_id: str, key: str = "reader") -> None:
    """Turn the desk to an item of its queue, from a button on the same page."""
    sitting = st.session_state.get(_sitting(key))
    if isinstance(sitting, Sitting):
        sitting.turn_to(item_id)


@st.fragment
def _mounted(
    project: Project,
    sitting: Sitting,
    reviewer: str,
    key: str,
    *,
    again: Callable[[], Order] | None,
    doubts: Doubts | None,
) -> None:
    """The component; its messages rerun this fragment alone, and the page stays as it is."""

    def received() -> None:
        take(opened(st.session_state[key].get("outbox")))

    def take(message: Message) -> None:
        says = message.rest
        sitting.told(says.get("token"), says.get("place"), says.get("short", True))
        past = says.get("past")
        sitting.past = past if isinstance(past, str) else ""
        st.session_state[_answer(key)] = answer(message, project.store, sitting.desk.data, reviewer)
        if again is not None and sitting.desk.order.drawn is not None and _judges(message.changes):
            sitting.ranked_anew(again())

    answered = st.session_state.get(_answer(key), Answer())
    sent = payload(
        sitting.desk,
        sitting.place,
        lambda ids: project.store.entries(item_ids=ids),
        sitting.around,
        served(key, sitting.place),
        doubts=doubts,
    )
    sent["queue"] |= {"read": sitting.n_read, "total": sitting.n_items}
    shown = _COMPONENT(
        key=key,
        data=sent
        | {
            "project": project.name,
            "scope": scope_of(project),
            "reviewer": reviewer,
            "jump": sitting.jumps,
            "linked": sitting.linked,
            "answer": answered.to_json(),
            "names": names_of(project.store) if sitting.around == AROUND else None,
            "past": _past(project, sitting, sent),
        },
        on_outbox_change=received,
    )
    if (waiting := unheard(shown.get("outbox"), answered)) is not None:
        take(waiting)


def _past(project: Project, sitting: Sitting, sent: dict[str, Any]) -> dict[str, Any] | None:
    """The history that was asked for: without labels while any of the item's is hidden."""
    shown = [item for item in sent["items"] if item["id"] == sitting.past]
    if not shown:
        return None
    hidden = any(asked["labels"] is None for item in shown for asked in item["questions"])
    return past_of(project.store, sitting.past, hidden=hidden)


def _setting(project: Project) -> object:
    entry = project.store.entry(Key(Kind.SETTING, question=SETTING))
    return entry.value if entry is not None else None


@st.cache_resource(show_spinner=False, max_entries=4)
def _counted(folder: str, version: str, _data: Annotations) -> dict[str, BoolArray]:  # noqa: ARG001
    # The folder and the version are the cache's key; a version never changes its content.
    return {question.name: _data.counted(question.name) for question in _data.questions}


@st.cache_resource(show_spinner=False, max_entries=16)
def _telling(
    folder: str,  # noqa: ARG001 - the folder and the version are the cache's key
    version: str,  # noqa: ARG001
    question: str,
    field: str,
    _data: Annotations,
) -> dict[str, dict[str, float]]:
    return telling_words(_data, question, field)


def _judges(changes: Iterable[object]) -> bool:
    """Whether any of the changes says something about a label."""
    kinds = (Kind.VERDICT, Kind.RULING)
    return any(isinstance(one, Mapping) and one.get("kind") in kinds for one in changes)


def _left_at(project: Project, queue: str) -> str | None:
    entry = project.store.entry(Key(Kind.PLACE, question=queue))
    value = entry.value if entry is not None else None
    left = value.get("item_id") if isinstance(value, dict) else None
    return left if isinstance(left, str) else None


def _sitting(key: str) -> str:
    return f"{key}.sitting"


def _answer(key: str) -> str:
    return f"{key}.answer"
