"""What the letters page draws on, kept between runs."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.feedback import Casebook, Sources, prepare
from annotate.letters import rules_of_project
from annotate.ui.computed import Key, key_of
from annotate.workspace import Project


@st.cache_resource(show_spinner="Gathering what letters draw on …", max_entries=2)
def _sources(key: Key, _data: Annotations) -> Sources:  # noqa: ARG001 - the cache's key
    return prepare(_data)


def casebook(project: Project, data: Annotations) -> Casebook:
    """Every case of every annotator, with what the reviewer did until now."""
    sources = _sources(key_of(project), data)
    return Casebook(sources, project.store.record(), rules_of_project(project))
