"""Choosing what to read. The address holds the queue, so that a link or a refresh keeps it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.reading import RANKED, Queue, QueueKind, title_of
from annotate.ui.looks import choose_looks
from annotate.ui.text import plain
from annotate.ui.voice import choose_voice
from annotate.workspace import Key, Kind, Project

_ANYONE = "Anyone"
_LOOKS = "_looks_opened"
_PARAMS = (
    *("queue", "question", "annotator", "other", "said", "others", "text", "only", "item"),
    *("round", "where", "is", "fresh"),
)
_OF_ONE = RANKED | {QueueKind.ANNOTATOR}
_MOST_VALUES = 200  # of a field that are offered; a text has as many as there are items


def choose_queue(
    data: Annotations, project: Project, reviewer: str
) -> tuple[Queue, DeltaGenerator]:
    """The queue of the address, with what it takes to choose another.

    With it comes the place where it is told what the texts say.
    """
    try:
        queue = Queue.from_params(st.query_params)
    except NotFoundError as error:
        st.warning(str(error))
        queue = Queue.random()
    saved = _saved(project)
    _choose_kind(queue, data, reviewer, saved)
    _choose_annotator(queue, data)
    _choose_text(queue)
    # Under another key it is closed: when a queue was chosen in it, when a dialog opens from it.
    opened = st.session_state.setdefault(_LOOKS, 0)
    with st.popover(
        "More",
        help="By category, round or field; what the texts say; save this queue; how items look",
        key=f"queue-open-{queue.name}-{opened}",
    ):
        _choose_more(queue, data)
        if queue.kind in RANKED and data.fields:
            choose_voice(queue.name, project, reviewer)
        heard = st.empty()
        _save(queue, project, saved, reviewer)
        if st.button("How items look", type="tertiary", on_click=_looked):
            choose_looks(project, data, reviewer)
    return queue, heard


def _looked() -> None:
    st.session_state[_LOOKS] += 1


def turn_to(queue: Queue) -> None:
    """Put another queue into the address; the item that was at hand belongs to the old one."""
    for name in _PARAMS:
        st.query_params.pop(name, None)
    st.query_params.update(queue.to_params())


def _saved(project: Project) -> dict[Queue, str]:
    found: dict[Queue, str] = {}
    for entry in project.store.entries(Kind.QUEUE):
        if isinstance(entry.value, dict):
            try:
                texts = {name: str(value) for name, value in entry.value.items()}
                found[Queue.from_params(texts)] = entry.key.question
            except NotFoundError:
                continue  # of a program that knows more kinds; it stays saved
    return found


# A message that was on its way when the queue changed still holds the old queue's widgets, and
# Streamlit calls their callbacks as if they had just been changed. So each looks whether it was.
def _choose_kind(queue: Queue, data: Annotations, reviewer: str, saved: dict[Queue, str]) -> None:
    # Who looks at one annotator goes on with that one.
    alone = queue.annotator if queue.kind in _OF_ONE else ""
    choices = [
        *saved,
        *([Queue.of_annotator(alone)] if alone else []),
        Queue.random(),
        Queue.unread(),
        Queue.suspicious(alone),
        Queue.learn(alone),
        Queue.disagreement(),
        Queue.judged(),
        Queue.mine(reviewer),
        Queue.flagged(),
        Queue.file(),
    ]
    choices = list(dict.fromkeys(choices))
    if queue not in choices:
        choices.insert(0, queue)
    # A key for each queue: a link that brings another one must win over the widget's memory.
    key = f"queue-{queue.name}"

    def chosen() -> None:
        if st.session_state[key] != queue:
            turn_to(st.session_state[key])

    st.selectbox(
        "Queue",
        choices,
        index=choices.index(queue),
        format_func=lambda one: saved.get(one) or title_of(one, data),
        key=key,
        width=250,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _choose_annotator(queue: Queue, data: Annotations) -> None:
    alone = queue.kind in _OF_ONE
    names = [_ANYONE, *sorted(data.annotator_ids)]
    key = f"queue-annotator-{queue.name}"
    now = queue.annotator if alone and queue.annotator in names else _ANYONE

    def chosen() -> None:
        name = st.session_state[key]
        if name == now:
            return
        one = "" if name == _ANYONE else name
        if queue.kind in RANKED:
            turn_to(replace(queue, annotator=one))
        else:
            turn_to(Queue.of_annotator(one) if one else Queue.random())

    st.selectbox(
        "Annotator",
        names,
        index=names.index(now),
        key=key,
        width=125,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _choose_text(queue: Queue) -> None:
    key = f"queue-text-{queue.name}"
    shown = {QueueKind.REGEX: f"/{queue.text}/", QueueKind.SEARCH: queue.text}
    now = shown.get(queue.kind, "")

    def chosen() -> None:
        text = st.session_state[key].strip()
        if text == now:
            return
        if len(text) > 2 and text.startswith("/") and text.endswith("/"):
            turn_to(Queue.regex(text[1:-1]))
        else:
            turn_to(Queue.search(text) if text else Queue.random())

    st.text_input(
        "Search",
        value=now,
        key=key,
        width=140,
        placeholder="Search, or /regex/",
        label_visibility="collapsed",
        on_change=chosen,
    )


def _choose_more(queue: Queue, data: Annotations) -> None:
    """A form that narrows the queue, or makes one of a category or of two annotators."""
    with st.form(f"queue-more-{queue.name}", border=False):
        made = _by_answer(queue, data)
        made = _by_pair(made, data)
        rounds = ["", *data.rounds]
        at = rounds.index(queue.round) if queue.round in rounds else 0
        if len(rounds) > 2:
            name = st.selectbox("Round", rounds, at, format_func=lambda one: one or "any")
            made = replace(made, round=name)
        made = _by_field(made, data)
        fresh = st.checkbox("Only what was not read yet", value=bool(queue.fresh))
        made = replace(made, fresh="1" if fresh else "")
        if st.form_submit_button("Read these", type="primary"):
            turn_to(made)
            st.rerun()


def _by_answer(queue: Queue, data: Annotations) -> Queue:
    choices = [(one.name, answer) for one in data.questions for answer in one.answers]
    shown = {
        (one.name, answer): f"{one.name}: {one.shown(code)}"
        for one in data.questions
        for code, answer in enumerate(one.answers)
    }
    if not choices:
        return queue
    now = (queue.question, queue.said)
    first = choices.index(now) if now in choices else None
    said = st.selectbox("Someone said", choices, first, format_func=shown.__getitem__)
    second = (
        choices.index((queue.question, queue.others)) if queue.others and now in choices else None
    )
    other = st.selectbox("and someone else", choices, second, format_func=shown.__getitem__)
    if said is None:
        return queue if queue.kind not in (QueueKind.CATEGORY, QueueKind.CELL) else Queue.random()
    if other is not None and other[0] == said[0] and other != said:
        return Queue.cell(said[0], said[1], other[1], queue.annotator)
    return Queue.category(*said, queue.annotator)


def _by_pair(queue: Queue, data: Annotations) -> Queue:
    if data.n_annotators < 2 or not data.questions:
        return queue
    names = sorted(data.annotator_ids)
    now = [queue.annotator, queue.other] if queue.kind is QueueKind.PAIR else []
    pair = st.multiselect(
        "Two annotators who disagree",
        names,
        [name for name in now if name in names],
        max_selections=2,
    )
    if len(pair) == 2:
        return Queue.pair(queue.question or data.questions[0].name, pair[0], pair[1])
    return Queue.random() if queue.kind is QueueKind.PAIR else queue


def _by_field(queue: Queue, data: Annotations) -> Queue:
    values = _field_values(data)
    if not values:
        return queue
    choices = [(name, value) for name, some in values.items() for value in some]
    now = (queue.where, queue.is_)
    index = choices.index(now) if now in choices else None
    chosen = st.selectbox("Field", choices, index, format_func=lambda one: f"{one[0]}: {one[1]}")
    return queue.narrowed(*(chosen or ("", "")))


def _field_values(data: Annotations) -> dict[str, list[str]]:
    """The values of the fields that have few enough to choose among, from a sample."""
    sample = data.items.head(20_000)
    values: dict[str, list[str]] = {}
    for name in data.fields:
        found = [one for one in sample[name].unique().tolist() if one and len(one) <= 80]
        if 1 < len(found) <= min(_MOST_VALUES, max(2, len(sample) // 2)):
            values[name] = sorted(found)
    return values


def _save(queue: Queue, project: Project, saved: dict[Queue, str], reviewer: str) -> None:
    """Give the queue at hand a name, or take the name away."""
    name = saved.get(queue)
    if name is not None:
        st.markdown(f"Saved as “{plain(name)}”.")
        if st.button("Forget this queue", key=f"forget-{queue.name}"):
            project.store.put(Key(Kind.QUEUE, question=name), None, reviewer)
            st.rerun()
        return
    with st.form(f"save-{queue.name}", border=False, clear_on_submit=True):
        given = st.text_input("Save this queue as", placeholder="a name").strip()
        if st.form_submit_button("Save") and given:
            taken = project.store.entry(Key(Kind.QUEUE, question=given))
            if taken is not None and taken.value is not None:
                st.warning("There is a queue of that name already.")
                return
            project.store.put(Key(Kind.QUEUE, question=given), dict(queue.to_params()), reviewer)
            st.rerun()
