"""Read: one item at a time, at the reading desk."""

import streamlit as st

from annotate.errors import AnnotateError
from annotate.reading import RANKED
from annotate.ui.modelled import doubts_of, hears_text, laid_out
from annotate.ui.parts import empty
from annotate.ui.queues import choose_queue
from annotate.ui.reader import reader
from annotate.ui.reviewer import about_you, who_reads
from annotate.ui.session import require_project
from annotate.ui.text import plain
from annotate.ui.voice import say_what_was_heard

project, data = require_project()
reviewer = who_reads()
record = project.store.record()
with st.container(horizontal=True, vertical_alignment="center"):
    queue, heard = choose_queue(data, project, reviewer)
    st.space("stretch")
    blind = st.toggle(
        "Answer first",
        key="blind",
        persist_state="session",
        help="Blind: you answer before you see anyone’s label. Space shows the labels."
        " A few items come back later, so that you see how consistent you are.",
    )
    about_you(data, record, reviewer)

try:
    order = laid_out(project, data, queue, record)
except AnnotateError as error:
    empty("There is nothing to read in this queue", plain(str(error)), "read", "Read all items")
if queue.kind in RANKED and hears_text(project):
    say_what_was_heard(heard, project, data)
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
    reviewer=reviewer,
    read={one.item_id for one in record.reads},
    again=lambda: laid_out(project, data, queue, project.store.record()),
    doubts=doubts_of(project, data),
)
