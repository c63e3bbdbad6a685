"""Parts of the insight page: a chapter of names, renaming them, and what was read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from annotate.annotations import Annotations
from annotate.errors import WorkspaceError
from annotate.insight import Named, Part, log_table, sittings, to_csv
from annotate.judgements import Read
from annotate.reading import Queue, QueueKind
from annotate.ui.guideline_parts import link
from annotate.ui.reading_links import item_href
from annotate.ui.text import count, plain, shortened
from annotate.workspace import Kind, Project, rename

_KINDS = {
    Part.ERROR_TYPE: (Kind.ERROR_TYPE, QueueKind.ERROR_TYPE),
    Part.PROPOSAL: (Kind.PROPOSAL, QueueKind.PROPOSAL),
    Part.RULE: (Kind.RULE, QueueKind.RULE),
    Part.TAG: (Kind.TAG, QueueKind.TAG),
}
_MOST_CASES = 50  # shown under a name; the reading desk shows them all


def show_part(project: Project, part: Part, names: Sequence[Named], reviewer: str) -> None:
    """One chapter: its names with their counts and cases, and another name for them."""
    if not names:
        return
    st.subheader(part.value.capitalize(), anchor=False)
    for named in names:
        n = count(len(named.items), "item")
        title = f"{n}" if part is Part.NOTE else f"{plain(named.name) or 'Not named yet'} · {n}"
        with st.expander(title):
            _counts(named)
            if part in _KINDS:
                link(project, Queue.with_name(_KINDS[part][1], named.name), f"Read {n}")
            _cases(project, named)
    if part in _KINDS:
        _rename(project, part, [named.name for named in names if named.name], reviewer)


def _counts(named: Named) -> None:
    for word, counts in (("By annotator", named.by_annotator), ("By label", named.by_category)):
        if counts:
            st.markdown(f"{word}: " + ", ".join(f"{plain(one)} {n}" for one, n in counts.items()))


def _cases(project: Project, named: Named) -> None:
    for case in named.cases[:_MOST_CASES]:
        who = f" {plain(case.annotator_id)} said {plain(case.label)}" if case.annotator_id else ""
        said = f": {plain(shortened(case.said, 200))}" if case.said else ""
        st.markdown(f"[{plain(case.item_id)}]({item_href(project, case.item_id)}){who}{said}")
    if len(named.cases) > _MOST_CASES:
        st.caption(f"and {len(named.cases) - _MOST_CASES:,} more, at the reading desk")


def _rename(project: Project, part: Part, names: Sequence[str], reviewer: str) -> None:
    """Rename one, or merge several into one: it is the same."""
    if not names:
        return
    with (
        st.popover(f"Rename or merge {part.value}"),
        st.form(f"rename-{part.name}", border=False, clear_on_submit=True),
    ):
        chosen = st.multiselect("These", names, key=f"rename-these-{part.name}")
        name = st.text_input("become", placeholder="one name", key=f"rename-to-{part.name}").strip()
        if st.form_submit_button("Rename") and chosen and name:
            try:
                n = rename(project.store, _KINDS[part][0], set(chosen), name, reviewer)
            except WorkspaceError as error:
                st.error(str(error))
                return
            st.toast(f"{count(n, 'case')} renamed. The history keeps the old names.")
            st.rerun()


def show_log(reads: Sequence[Read], data: Annotations) -> None:
    """What was read when, by whom, how drawn."""
    if not reads:
        return
    st.subheader("What was read", anchor=False)
    rows = [
        {
            "day": one.day,
            "reviewer": one.reviewer or "you",
            "queue": one.queue,
            "items": one.n_items,
            "drawn by chance": one.by_chance,
        }
        for one in sittings(reads, data)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    table = log_table(reads)
    st.download_button(
        "Every reading as CSV",
        lambda: to_csv(table, list(table[0])),
        "reading.csv",
        "text/csv",
        on_click="ignore",
        help="One row a reading: when, by whom, which item, from which queue, how likely.",
    )
