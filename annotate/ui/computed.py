"""What the core computes, kept between runs: keyed by folder, data version, and options."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from annotate.ablation import Ablations, Decisions, ablations, together
from annotate.agreement import (
    Difference,
    QuestionAgreement,
    RoundAgreement,
    agreement,
    confusion_with_others,
    difference,
    item_disagreement,
)
from annotate.agreement.weights import Weights
from annotate.annotations import Annotations, FloatArray, IntArray
from annotate.filters import in_round, rows_where
from annotate.follow_up import guideline_times
from annotate.judgements import Record
from annotate.profile import Comparison, Profile, compare, profiles
from annotate.projects import models_folder
from annotate.rounds import Plan, Rounds, Split, rounds
from annotate.workspace import Project

Key = tuple[str, str]  # a project's folder and its data version


def key_of(project: Project) -> Key:
    """What the caches of this project's data are keyed by."""
    return str(project.folder), project.data_version or ""


@st.cache_resource(show_spinner="Computing alpha …", max_entries=128)
def alpha_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> QuestionAgreement:
    """Alpha and percent agreement alone, which are there in a moment."""
    return agreement(
        _data,
        questions=[question],
        where=in_round(_data, round_name),
        coefficients=["krippendorff_alpha", "percent_agreement"],
        annotators=False,
        categories=False,
        pairs=False,
        rounds=False,
    )[question]


@st.cache_resource(show_spinner="Looking at each annotator …", max_entries=32)
def people_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> QuestionAgreement:
    """Each annotator and each category, with alpha; no pairs."""
    return agreement(
        _data,
        questions=[question],
        where=in_round(_data, round_name),
        coefficients=["krippendorff_alpha"],
        pairs=False,
        rounds=False,
    )[question]


@st.cache_resource(show_spinner="Comparing every two annotators …", max_entries=32)
def coefficients_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
    weights: Weights = "identity",
) -> QuestionAgreement:
    """Every coefficient, and every pair of annotators; ``weights`` is the credit of near misses."""
    return agreement(
        _data,
        questions=[question],
        where=in_round(_data, round_name),
        weights=weights,
        annotators=False,
        categories=False,
        rounds=False,
    )[question]


@st.cache_resource(show_spinner="Computing each round …", max_entries=32)
def rounds_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    _data: Annotations,
) -> tuple[RoundAgreement, ...]:
    """Alpha within each round that has labels of the question."""
    return agreement(
        _data,
        questions=[question],
        coefficients=["krippendorff_alpha"],
        annotators=False,
        categories=False,
        pairs=False,
    )[question].rounds


@st.cache_resource(show_spinner="Computing alpha …", max_entries=8)
def _agreement_of_all(
    key: Key,  # noqa: ARG001 - the cache's key
    _data: Annotations,
) -> dict[str, QuestionAgreement]:
    return agreement(
        _data,
        coefficients=["krippendorff_alpha", "percent_agreement"],
        annotators=False,
        categories=False,
        pairs=False,
    )


def agreement_of_all(project: Project, data: Annotations) -> dict[str, QuestionAgreement]:
    """Alpha and percent agreement of every question, and of each round."""
    return _agreement_of_all(key_of(project), data)


@st.cache_resource(show_spinner="Comparing the two rounds …", max_entries=32)
def change_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    rounds: tuple[str, str],
    _data: Annotations,
) -> Difference:
    """Alpha in the second of two rounds less that in the first, paired by item."""
    first, second = (rows_where(_data, [("round", each)]) for each in rounds)
    name = "krippendorff_alpha"
    found = difference(_data, second, first, questions=[question], coefficients=[name])
    return found[question][name]


@dataclass(frozen=True, eq=False)
class Counts:
    """``answers`` (K,) labels that give each answer; ``items_with`` [m] items with m labels."""

    answers: IntArray
    items_with: IntArray


@st.cache_resource(show_spinner=False, max_entries=128)
def counts_of(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    round_name: str | None,
    _data: Annotations,
) -> Counts:
    """How often each answer was given, and how many labels items have."""
    labels = _data.coded(question, in_round(_data, round_name))
    an_item = np.bincount(labels.item, minlength=1)
    return Counts(
        np.bincount(labels.label, minlength=len(labels.question.answers)),
        np.bincount(an_item, minlength=2),
    )


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
    return profiles(_data, _project.store.record(), folder=models_folder(_project))


def profiles_of(project: Project, data: Annotations) -> list[Profile]:
    """Everything known about each annotator, from the labels and from what was read."""
    return _profiles(key_of(project), last_change(project), project, data)


@st.cache_resource(show_spinner="Taking back one decision at a time …", max_entries=16)
def _ablations(
    key: Key,  # noqa: ARG001 - the cache's key
    question: str,
    rulings: int,  # noqa: ARG001 - so are the rulings, which are part of the reference
    decisions: tuple[str, ...] | None,
    guideline: tuple[str, ...],
    _data: Annotations,
    _record: Record,
) -> Ablations:
    asked = None if decisions is None else [together(decisions)]
    return ablations(_data, question, _record, decisions=asked, guideline=guideline)


def ablations_of(project: Project, data: Annotations, question: str) -> Ablations:
    """The whole table of a question."""
    record = project.store.record()
    versions = tuple(guideline_times(project))
    key = key_of(project)
    return _ablations(key, question, _of_rulings(record), None, versions, data, record)


def ablation_of(
    project: Project, data: Annotations, question: str, decisions: Decisions
) -> Ablations:
    """What these decisions change together, as a table of one row."""
    record = project.store.record()
    lines = tuple(str(each) for each in decisions)
    key = key_of(project)
    return _ablations(key, question, _of_rulings(record), lines, (), data, record)


@st.cache_resource(show_spinner="Comparing the two rounds …", max_entries=16)
def _before_and_after(
    key: tuple[Key, tuple[str, str], str, int],  # noqa: ARG001 - the cache's key
    letters: tuple[str, ...],
    plan: Plan | None,
    _data: Annotations,
    _split: Split,
    _record: Record,
) -> Rounds:
    return rounds(_data, _split, record=_record, letters=letters, plan=plan)


def before_and_after(
    project: Project,
    data: Annotations,
    split: tuple[Split, str],
    letters: tuple[str, ...],
    plan: Plan | None,
) -> Rounds:
    """What changed between two rounds; with the split comes the day that it is by, if it is."""
    record, (rows, day) = project.store.record(), split
    key = key_of(project), rows.names, day, _of_rulings(record)
    return _before_and_after(key, letters, plan, data, rows, record)


def _of_rulings(record: Record) -> int:
    return hash(frozenset(record.rulings.items()))


def last_change(project: Project) -> int:
    """The number of the newest change; 0 before the first."""
    newest = project.store.history(limit=1)
    return newest[0].seq if newest else 0
