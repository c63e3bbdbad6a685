"""What the core computes, kept between runs: keyed by folder, data version, and options."""

from __future__ import annotations

import streamlit as st

from annotate.agreement import (
    QuestionAgreement,
    agreement,
    confusion_with_others,
    item_disagreement,
)
from annotate.annotations import Annotations, BoolArray, FloatArray
from annotate.profile import Comparison, Profile, compare, profiles
from annotate.workspace import Project

Key = tuple[str, str]  # a project's folder and its data version


def key_of(project: Project) -> Key:
    """What the caches of this project's data are keyed by."""
    return str(project.folder), project.data_version or ""


def in_round(data: Annotations, name: str | None) -> BoolArray | None:
    """(N,) the rows of one round; None for all of them."""
    if name is None:
        return None
    mask: BoolArray = (data.table["round"] == data.rounds.index(name)).to_numpy()
    return mask


@st.cache_resource(show_spinner="Computing agreement …", max_entries=32)
def agreement_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> QuestionAgreement:
    """Every coefficient of one question in one round, or in all of them."""
    where = in_round(_data, round_name)
    return agreement(_data, questions=[question], where=where)[question]


@st.cache_resource(show_spinner=False, max_entries=32)
def confusion_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> FloatArray:
    """(A, K, K) what each annotator said against what the others said."""
    return confusion_with_others(_data.coded(question, in_round(_data, round_name)))


@st.cache_resource(show_spinner=False, max_entries=32)
def disagreement_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> FloatArray:
    """(I,) how much the annotators of each item disagree; NaN with fewer than two labels."""
    return item_disagreement(_data.coded(question, in_round(_data, round_name)))


@st.cache_resource(show_spinner=False, max_entries=8)
def comparison_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    _data: Annotations,
) -> Comparison:
    """Every label of one question beside those of the others on the same item."""
    return compare(_data, question)


@st.cache_resource(show_spinner="Looking at each annotator …", max_entries=4)
def _profiles(
    key: Key,  # noqa: ARG001 - the cache's key
    last_change: int,  # noqa: ARG001 - so is what was read and judged
    _project: Project,
    _data: Annotations,
) -> list[Profile]:
    return profiles(_data, _project.store.record())


def profiles_of(project: Project, data: Annotations) -> list[Profile]:
    """Everything known about each annotator, from the labels and from what was read."""
    newest = project.store.history(limit=1)
    last_change = newest[0].seq if newest else 0
    return _profiles(key_of(project), last_change, project, data)
