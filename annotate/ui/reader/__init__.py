"""The reading desk: the component that shows items, takes judgements, and loses nothing.

- ``payload.py``, with ``fields.py``, ``labels.py``, ``marks.py``: what the desk is sent
- ``sitting.py``: where the reader is in the queue
- ``reader.html``, ``reader.css``, ``*.js``: the desk itself, in the browser
- this file: mounts it and stores what it sends; the only one here that knows Streamlit
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import streamlit as st

from annotate.annotations import Annotations, BoolArray
from annotate.reading import Order
from annotate.ui.outbox import SCRIPT, SETTLE_STYLE, Answer, answer, opened, scope_of
from annotate.ui.reader.payload import Doubts, payload
from annotate.ui.reader.sitting import Sitting, seat
from annotate.workspace import Key, Kind, Project

__all__ = ["go_to", "reader"]

_HERE = Path(__file__).parent


def _text(*names: str) -> str:
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


_COMPONENT = st.components.v2.component(
    "annotate_reader",
    html=_text("reader.html"),
    css=_text("reader.css") + SETTLE_STYLE,
    js=SCRIPT + _text("paint.js", "questions.js", "keys.js", "held.js", "desk.js", "reader.js"),
)


def reader(
    project: Project,
    data: Annotations,
    order: Order,
    *,
    blind: bool = False,
    item: str | None = None,
    reviewer: str = "",
    key: str = "reader",
    again: Callable[[], Order] | None = None,
    doubts: Doubts | None = None,
) -> str:
    """The reading desk over a queue; returns the id of the item at hand ("" in an empty queue).

    It opens at ``item`` (the ``item`` of the page's address), else where this queue was left,
    else at its start; an item that the queue does not hold is put first. With ``blind`` no
    label reaches the browser before the reviewer answered the question or asked to see it.
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
        order,
        _counted(str(project.folder), version, data),
        blind=blind,
        item=item,
        version=version,
        left_at=lambda queue: _left_at(project, queue),
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
        message = opened(st.session_state[key].get("outbox"))
        says = message.rest
        sitting.told(says.get("token"), says.get("place"), says.get("short", True))
        st.session_state[_answer(key)] = answer(message, project.store, sitting.desk.data, reviewer)
        if again is not None and sitting.desk.order.drawn is not None and _judges(message.changes):
            sitting.ranked_anew(again())

    answered = st.session_state.get(_answer(key), Answer())
    _COMPONENT(
        key=key,
        data=payload(
            sitting.desk,
            sitting.place,
            lambda ids: project.store.entries(item_ids=ids),
            sitting.around,
            doubts,
        )
        | {
            "project": project.name,
            "scope": scope_of(project),
            "reviewer": reviewer,
            "jump": sitting.jumps,
            "linked": sitting.linked,
            "answer": answered.to_json(),
        },
        on_outbox_change=received,
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _counted(folder: str, version: str, _data: Annotations) -> dict[str, BoolArray]:  # noqa: ARG001
    # The folder and the version are the cache's key; a version never changes its content.
    return {question.name: _data.counted(question.name) for question in _data.questions}


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
