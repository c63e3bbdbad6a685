"""Guideline: the rules that annotators were given, each version of them, and what is to change."""

import streamlit as st

from annotate.guideline import rules_of
from annotate.insight import Part, collected
from annotate.ui.guideline_parts import show_proposals, show_rules, show_versions
from annotate.ui.parts import heading
from annotate.ui.reader.cells import from_markdown
from annotate.ui.reviewer import who_reads
from annotate.ui.session import require_project
from annotate.ui.writer import writer
from annotate.workspace import Key, Kind

HEIGHT = 460

project, data = require_project()
reviewer = who_reads()
heading("Guideline", project.name)
st.markdown(
    "Number the rules (“2b. Sarcasm alone is annoyed.”) and a verdict can cite them: `p` at the"
    " reading desk, or `/` in a message."
)
found = collected(project.store.record(), data)


@st.fragment
def desk() -> None:
    """The text beside how it reads; typing reruns this part alone."""
    left, right = st.columns(2, gap="medium")
    with left:
        text = writer(
            project,
            Key(Kind.GUIDELINE),
            "Guideline, in Markdown",
            height=HEIGHT,
            placeholder="1. Calm is the absence of anger, not politeness.",
            testid="guideline",
            reviewer=reviewer,
        )
    with right, st.container(height=HEIGHT + 28):
        st.html(from_markdown(text) or "<p>What you write is shown here.</p>")
    show_rules(project, rules_of(text), found[Part.RULE])


desk()
show_proposals(project, found[Part.PROPOSAL])
show_versions(project, reviewer)
