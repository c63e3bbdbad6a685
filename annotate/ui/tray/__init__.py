"""The evidence tray: what a letter may show, to be chosen, ordered and dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from annotate.feedback.cases import Case
from annotate.feedback.choice import Choice
from annotate.feedback.tray import Group
from annotate.letters import Plan, plan_key
from annotate.ui.reading_links import item_href
from annotate.ui.text import shortened
from annotate.workspace import Project

__all__ = ["tray_of"]

_HERE = Path(__file__).parent
TEXT = 90  # characters of a case: enough to know it again

_COMPONENT = st.components.v2.component(
    "annotate_tray",
    html='<div class="tray" data-testid="tray"></div>',
    css=(_HERE / "tray.css").read_text("utf-8"),
    js=(_HERE / "tray.js").read_text("utf-8"),
)


def tray_of(
    project: Project, annotator_id: str, round_name: str, plan: Plan, groups: Sequence[Group]
) -> None:
    """Show the groups; what is chosen, moved or dropped is stored at once and reruns the page."""
    name = f"tray.{annotator_id}.{round_name}"

    def received() -> None:
        said = st.session_state[name].get("plan")
        if isinstance(said, Mapping):
            kept = Plan(plan.language, Choice.from_json(said))
            project.store.put(plan_key(annotator_id, round_name), kept.to_json())
            st.session_state[f"{name}.n"] = said.get("n")

    _COMPONENT(
        key=name,
        data={
            "groups": [_shown(project, group) for group in groups],
            **plan.choice.to_json(),
            "n": st.session_state.get(f"{name}.n", 0),
        },
        on_plan_change=received,
    )


def _shown(project: Project, group: Group) -> dict[str, object]:
    return {
        "title": group.title,
        "question": group.question,
        "rule": group.rule,
        "n": group.n,
        "rows": [_row(project, case) for case in group.cases],
        "right": _row(project, group.right) if group.right else None,
        "elsewhere": group.elsewhere,
        "elsewhere_href": item_href(project, group.elsewhere) if group.elsewhere else "",
    }


def _row(project: Project, case: Case) -> dict[str, str]:
    longest = max((text for _, text in case.fields), key=len, default="")
    arrow = f"{case.answer} → {case.expected}" if not case.as_expected and case.expected else ""
    return {
        "item": case.item_id,
        "question": case.question,
        "answer": arrow or case.answer,
        "text": shortened(longest, TEXT),
        "said": shortened(case.message, TEXT),
        "href": item_href(project, case.item_id),
    }
