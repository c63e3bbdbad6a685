"""Read: one item at a time, at the reading desk."""

import streamlit as st

from annotate.errors import NotFoundError
from annotate.ui.computed import doubts_of, laid_out
from annotate.ui.parts import empty
from annotate.ui.queues import choose_queue
from annotate.ui.reader import reader
from annotate.ui.session import require_project
from annotate.ui.text import plain

project, data = require_project()
with st.container(horizontal=True, vertical_alignment="center"):
    queue = choose_queue(data)
    st.space("stretch")
    blind = st.toggle(
        "Answer first",
        key="blind",
        persist_state="session",
        help="Blind: you answer before you see anyone’s label. Space shows the labels.",
    )
    st.markdown(f"**{plain(project.name)}**")

try:
    order = laid_out(project, data, queue)
except NotFoundError as error:
    empty("There is nothing to read in this queue", str(error), "read", "Read all items")
if len(order) == 0:
    empty(
        "This queue is empty",
        f"{plain(order.title)}: there are none, or all of them were read.",
        "read",
        "Read all items",
    )
reader(
    project,
    data,
    order,
    blind=blind,
    item=st.query_params.get("item"),
    again=lambda: laid_out(project, data, queue),
    doubts=doubts_of(project, data),
)
