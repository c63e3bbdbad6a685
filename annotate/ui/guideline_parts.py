"""Parts of the guideline page: rules and who broke them, proposed changes, older versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from annotate.follow_up import guideline_versions
from annotate.guideline import Rule
from annotate.insight import Named
from annotate.reading import Queue, QueueKind
from annotate.ui.reading_links import address
from annotate.ui.shell import page_path
from annotate.ui.text import count, plain
from annotate.workspace import Key, Kind, Project


def show_rules(project: Project, rules: Sequence[Rule], cited: Sequence[Named]) -> None:
    """The rules with how often each was cited; those cited that are no longer there, too."""
    cases = {named.name: len(named.cases) for named in cited}
    known = {rule.number for rule in rules}
    gone = [
        Rule(name, "(no rule of the guideline has this number)")
        for name in cases
        if name not in known
    ]
    if not rules and not gone:
        return
    st.subheader("Rules", anchor=False)
    for rule in [*rules, *gone]:
        n = cases.get(rule.number, 0)
        with st.container(horizontal=True):
            st.markdown(f"**{plain(rule.number)}** {plain(rule.text)}")
            if n:
                queue = Queue.with_name(QueueKind.RULE, rule.number)
                link(project, queue, f"cited {count(n, 'time')}")


def show_proposals(project: Project, proposals: Sequence[Named]) -> None:
    """What verdicts of “guideline unclear” ask for."""
    st.subheader("Proposed changes", anchor=False)
    if not proposals:
        st.markdown(
            "None yet. `g` at the reading desk says that the guideline is unclear, `y` names the change."
        )
    for named in proposals:
        with st.container(horizontal=True):
            st.markdown(f"**{plain(named.name) or 'Not named yet'}**")
            link(
                project,
                Queue.with_name(QueueKind.PROPOSAL, named.name),
                f"{count(len(named.items), 'item')}",
            )
        for case in named.cases[:3]:
            if case.said:
                st.caption(f"{plain(case.item_id)}: {plain(case.said)}")


def show_versions(project: Project, reviewer: str) -> None:
    """Each version of the guideline, the newest first; any of them can be brought back."""
    versions = guideline_versions(project)
    if len(versions) < 2:
        return
    with st.expander(f"{len(versions)} versions"):
        for number, event in zip(range(len(versions), 0, -1), versions, strict=True):
            at = datetime.fromisoformat(event.at).astimezone()
            by = f" by {plain(event.reviewer)}" if event.reviewer else ""
            st.markdown(f"**Version {number}**, {at:%Y-%m-%d %H:%M}{by}")
            st.code(str(event.value or ""), language="markdown", wrap_lines=True, height=160)
            if number < len(versions) and st.button(
                "Bring this version back", key=f"back-{number}"
            ):
                project.store.put(Key(Kind.GUIDELINE), event.value, reviewer)
                st.rerun()


def link(project: Project, queue: Queue, label: str) -> None:
    """A link to the reading desk with these items."""
    st.page_link(page_path("read"), label=label, query_params=address(project, queue))
