"""What all letters of a project share: language, where to reply, and templates."""

from __future__ import annotations

import streamlit as st

from annotate.feedback import languages
from annotate.feedback.language import language
from annotate.feedback.template import OF_POINT, PLACEHOLDERS, problems
from annotate.letters import (
    LANGUAGE,
    REPLY_TO,
    Plan,
    plan_key,
    project_language,
    template_key,
)
from annotate.ui.letter_versions import show_versions
from annotate.ui.text import plain
from annotate.ui.writer import writer
from annotate.workspace import Project

_FORMS = {"letter": "Letter to a person", "patch": "Notes for whoever keeps a model"}


def choose_language(project: Project, name: str, round_name: str, plan: Plan) -> str:
    """The language of this letter; the project's unless another is chosen for it."""
    usual = project_language(project)
    code = plan.language if plan.language in languages() else usual
    chosen = _select("Language", code, f"language-{name}-{round_name}-{code}", 140)
    if chosen != code:
        own = "" if chosen == usual else chosen
        kept = Plan(own, plan.choice)
        project.store.put(plan_key(name, round_name), kept.to_json())
        st.rerun()
    return chosen


def _select(label: str, code: str, key: str, width: int) -> str:
    known = languages()
    return st.selectbox(
        label,
        known,
        index=known.index(code),
        key=key,
        format_func=lambda one: language(one).name,
        width=width,
    )


def show_settings(project: Project, code: str, form: str, reviewer: str) -> None:
    """An expander with what all letters share."""
    with st.expander("Language, reply address and template of all letters"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _usual_language(project, reviewer)
            _reply_to(project, reviewer)
        _template(project, code, form, reviewer)


def _usual_language(project: Project, reviewer: str) -> None:
    known = project_language(project)
    usual = _select("Language of the project’s letters", known, f"usual-language-{known}", 260)
    if usual != known:
        project.store.put(LANGUAGE, usual, reviewer)
        st.rerun()


def _reply_to(project: Project, reviewer: str) -> None:
    entry = project.store.entry(REPLY_TO)
    known = entry.value if entry and isinstance(entry.value, str) else ""
    given = st.text_input("Where to reply", known, key="letter-reply-to", width=320).strip()
    if given != known:
        project.store.put(REPLY_TO, given, reviewer)
        st.rerun()


def _template(project: Project, code: str, form: str, reviewer: str) -> None:
    own = language(code).templates[form]
    st.markdown(
        f"**Template: {_FORMS[form]}, {language(code).name}.** Change what every draft says."
        " Placeholders stand in double braces; a letter that you have edited stays as it is."
    )
    key = template_key(form, code)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        text = writer(
            project, key, "Template", draft=own, height=420, testid="template", reviewer=reviewer
        )
    with right, st.container(height=452):
        wrong = problems(text)
        for one in wrong:
            st.error(f"Line {one.line}: {plain(one.message)}")
        if wrong:
            st.caption("Until this is mended, drafts are made by the language’s own template.")
        st.markdown(_there_is())
    if text.strip() != own.strip() and text and st.button("Use the language’s own again"):
        project.store.put(key, "", reviewer)
        st.rerun()
    show_versions(project, key, ("The language’s own", own), reviewer)


def _there_is() -> str:
    """The placeholders, as Markdown."""
    lines = [f"`{name}` {plain(what)}" for name, what in PLACEHOLDERS.items()]
    parts = [f"`point.{name}` {plain(what)}" for name, what in OF_POINT.items()]
    return "  \n".join(["**There is**", *lines, *parts])
