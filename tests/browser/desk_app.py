"""The smallest app around the reading desk and the writer, over a real project.

Query parameters choose what it shows: ``page=write``, ``blind=1``, a queue, an item.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from annotate.annotations import Annotations, Level, Question
from annotate.errors import WorkspaceError
from annotate.reading import Queue, order_of
from annotate.ui.reader import reader
from annotate.ui.writer import writer
from annotate.workspace import Change, Key, Kind, Outcome, Project, Store, Workspace

st.set_page_config(page_title="Desk", layout="wide")

N_ITEMS = int(os.environ.get("DESK_ITEMS", "300"))
N_ANNOTATORS = int(os.environ.get("DESK_ANNOTATORS", "4"))
ANSWERS = tuple(os.environ.get("DESK_ANSWERS", "calm,annoyed,angry").split(","))
NAMES = ("Mira", "Tomás", "Wen", "judge-1", *(f"annotator {n}" for n in range(5, 100)))
HOSTILE = {
    "hostile": "<script>window.broken = true</script><img src=x onerror='window.broken = true'>",
    "arabic": "هذا نصٌّ عربيّ طويل بما يكفي ليُقرأ من اليمين إلى اليسار، مع Latin في وسطه.",
    "long": "A long text that goes on and on. " * 3200,
    "quotes\"]'<b>": "An item whose id is no good selector.",
}
LETTER = (
    "I have now written three times about the same invoice. Could somebody who can actually"
    " read please look at the attachment?\n\nIt is the second page that matters, and I would"
    " rather not explain it a fourth time. This is number {n}."
)


def generated() -> Annotations:
    """Items in file order: four odd ones, then plain ones; every annotator labels each item."""
    odd = list(HOSTILE.items())
    plain = [(f"T-{n:04d}", LETTER.format(n=n)) for n in range(N_ITEMS - len(odd))]
    everything = plain[:1] + odd + plain[1:]
    n = N_ITEMS * N_ANNOTATORS
    rng = np.random.default_rng(1)
    items = pd.DataFrame(everything, columns=["item_id", "text"], dtype=str)
    items["source"] = "forum"
    items["day"] = "2026-03-02"
    table = pd.DataFrame(
        {
            "item": np.repeat(np.arange(N_ITEMS), N_ANNOTATORS),
            "annotator": np.tile(np.arange(N_ANNOTATORS), N_ITEMS),
            "round": -1,
            "seconds": rng.gamma(2.0, 8.0, n),
            "time": pd.Timestamp("2026-03-02 10:00"),
            "status": "submitted",
            "comment": np.where(np.arange(n) % 7 == 2, "<b>sarcasm</b>, I think", ""),
            "row": np.arange(n) + 2,
        }
    )
    table["comment"] = table["comment"].astype(str)
    names = list(NAMES[:N_ANNOTATORS])
    kinds = ["model" if name.startswith("judge") else "human" for name in names]
    truth = np.repeat(rng.integers(0, len(ANSWERS), N_ITEMS), N_ANNOTATORS)
    labels = np.where(rng.random(n) < 0.25, rng.integers(0, len(ANSWERS), n), truth)
    return Annotations(
        items,
        pd.DataFrame({"annotator_id": names, "kind": kinds}, dtype=str),
        (),
        table,
        (Question("tone", Level.NOMINAL, ANSWERS),),
        {"tone": labels},
    )


def fill_up(store: Store) -> None:
    """A disk that is full as long as there is a file “full” in the home folder."""
    apply = store.apply

    def limited(changes: Sequence[Change]) -> list[Outcome]:
        if (Path(os.environ["ANNOTATE_HOME"]) / "full").exists():
            raise WorkspaceError("The disk is full. Make room; what you typed is kept here.")
        return apply(changes)

    store.apply = limited  # type: ignore[method-assign]


@st.cache_resource
def opened() -> tuple[Project, Annotations]:
    workspace = Workspace()
    if "desk" not in [info.name for info in workspace.projects()]:
        workspace.create("desk").set_data(generated(), [], "generated", {})
    project = workspace.open("desk")
    fill_up(project.store)
    data = project.data()
    if data is None:
        raise RuntimeError("the project was made with data a line above")
    return project, data


@st.fragment(run_every="20s")
def heartbeat() -> None:
    """As the real app has it: a reconnected browser asks for a full run."""


@st.fragment
def letter(project: Project) -> None:
    left, right = st.columns(2)
    with left:
        text = writer(
            project, Key(Kind.LETTER, annotator_id="Mira"), "Letter to Mira", draft="Dear Mira"
        )
    with right:
        st.text(text)


heartbeat()
project, data = opened()
if st.query_params.get("page") == "write":
    letter(project)
    if st.button("Count"):
        st.session_state["presses"] = st.session_state.get("presses", 0) + 1
    st.caption(f"pressed {st.session_state.get('presses', 0)}")
else:
    params = {"queue": "file", **st.query_params.to_dict()}
    order = order_of(Queue.from_params(params), data, project.store.record(), salt="desk")
    blind = st.query_params.get("blind") == "1"
    reader(project, data, order, blind=blind, item=st.query_params.get("item"))
