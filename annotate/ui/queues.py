"""Choosing what to read. The address holds the queue, so that a link or a refresh keeps it."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.reading import Queue, QueueKind, title_of

_ANYONE = "Anyone"
_PARAMS = ("queue", "question", "annotator", "other", "said", "others", "text", "only", "item")


def choose_queue(data: Annotations) -> Queue:
    """The queue of the address, with what it takes to choose another."""
    try:
        queue = Queue.from_params(st.query_params)
    except NotFoundError as error:
        st.warning(str(error))
        queue = Queue.random()
    _choose_kind(queue, data)
    _choose_annotator(queue, data)
    _choose_text(queue)
    return queue


def turn_to(queue: Queue) -> None:
    """Put another queue into the address; the item that was at hand belongs to the old one."""
    for name in _PARAMS:
        st.query_params.pop(name, None)
    st.query_params.update(queue.to_params())


def _choose_kind(queue: Queue, data: Annotations) -> None:
    choices = [
        Queue.random(),
        Queue.unread(),
        Queue.suspicious(),
        Queue.learn(),
        Queue.disagreement(),
        Queue.judged(),
        Queue.file(),
    ]
    if queue not in choices:
        choices.insert(0, queue)
    # A key for each queue: a link that brings another one must win over the widget's memory.
    key = f"queue-{queue.name}"
    st.selectbox(
        "Queue",
        choices,
        index=choices.index(queue),
        format_func=lambda one: title_of(one, data),
        key=key,
        width=340,
        label_visibility="collapsed",
        on_change=lambda: turn_to(st.session_state[key]),
    )


def _choose_annotator(queue: Queue, data: Annotations) -> None:
    alone = queue.kind is QueueKind.ANNOTATOR
    names = [_ANYONE, *sorted(data.annotator_ids)]
    key = f"queue-annotator-{queue.name}"

    def chosen() -> None:
        name = st.session_state[key]
        turn_to(Queue.random() if name == _ANYONE else Queue.of_annotator(name))

    st.selectbox(
        "Annotator",
        names,
        index=names.index(queue.annotator) if alone and queue.annotator in names else 0,
        key=key,
        width=180,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _choose_text(queue: Queue) -> None:
    key = f"queue-text-{queue.name}"

    def chosen() -> None:
        text = st.session_state[key].strip()
        turn_to(Queue.search(text) if text else Queue.random())

    st.text_input(
        "Search",
        value=queue.text,
        key=key,
        width=200,
        placeholder="Search the items",
        label_visibility="collapsed",
        on_change=chosen,
    )
