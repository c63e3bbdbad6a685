"""Who is right: the annotator model as the pages ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import streamlit as st

from annotate.annotations import Annotations
from annotate.consensus import Explained, Fitted, Texts, fit_told, texts_of, told, updated
from annotate.judgements import Record
from annotate.progress import told_to
from annotate.projects import models_folder
from annotate.reading import Order, Queue, order_of
from annotate.ui.computed import Key, key_of, last_change
from annotate.ui.reader.payload import Doubts
from annotate.workspace import Key as Place
from annotate.workspace import Kind, Project

SOON = 30_000  # labels whose model is there in about a second
MOST_MODELS = 8  # held in memory; a model is about as large as the labels
TEXT = Place(Kind.SETTING, question="texts-speak")

_Key: TypeAlias = tuple[Key, str, bool]  # of which data, which question, with the texts or not


def hears_text(project: Project) -> bool:
    """Whether the items' texts are asked as well: a setting of the project."""
    entry = project.store.entry(TEXT)
    return entry is not None and entry.value is True


def _key(project: Project, question: str) -> _Key:
    return key_of(project), question, hears_text(project)


@st.cache_resource(show_spinner=False, max_entries=2)
def _texts(
    key: Key,  # noqa: ARG001 - the cache's key
    _data: Annotations,
) -> Texts:
    return texts_of(_data)


@st.cache_resource(show_spinner=False)
def _models() -> dict[_Key, Fitted]:
    return {}


def fitted_of(project: Project, data: Annotations, question: str) -> Fitted:
    """The annotator model from labels and gold, and from the texts where they are asked.

    While it is fitted, how far that is: drawn from within the fit, which is where Streamlit stops
    it when the page is left. A cached function may not draw, so the models are in a dictionary.
    """
    models, key = _models(), _key(project, question)
    if key not in models:
        bar = st.progress(0.0, "Who is right? …")

        def tell(share: float, doing: str) -> None:
            bar.progress(min(share, 1.0), doing)

        with told_to(tell):
            fitted = fit_told(
                data.coded(question),
                data,
                None,
                folder=models_folder(project),
                texts=_texts(key_of(project), data) if hears_text(project) else None,
            )
        bar.empty()
        while len(models) >= MOST_MODELS:
            models.pop(next(iter(models)), None)
        models[key] = fitted
    return models[key]


def heard_of(project: Project, question: str) -> float | None:
    """How far the texts are believed on a question; None where its model is not there yet."""
    fitted = _models().get(_key(project, question))
    return None if fitted is None else fitted.heard


@dataclass(frozen=True, eq=False)
class _Doubted:
    """The model of a question as it was after the last change, ready to be asked."""

    after: int
    explained: Explained


@st.cache_resource(show_spinner=False)
def _doubted() -> dict[_Key, _Doubted]:
    return {}


def doubts_of(project: Project, data: Annotations) -> Doubts:
    """What the reading desk says of doubtful labels.

    It says nothing of a question whose model is not there yet and would be waited for.
    """

    def about(code: int, question: str) -> dict[str, dict[str, Any]]:
        found = _explained(project, data, question)
        if found is None:
            return {}
        fitted = found.fitted
        who = data.annotator_ids
        return {
            who[fitted.labels.annotator[at]]: {
                "p": float(fitted.p_wrong[at]),
                "short": short,
                "why": found.sentence(at),
            }
            for at in found.of_item(code).tolist()
            if (short := found.short(at))
        }

    return about


def _explained(project: Project, data: Annotations, question: str) -> Explained | None:
    key = _key(project, question)
    there = key in _models() or len(data.table) <= SOON
    if not there:
        return None
    last = last_change(project)
    kept = _doubted().get(key)
    if kept is None or kept.after != last:
        fitted = fitted_of(project, data, question)
        evidence = told(fitted.labels, data, project.store.record())
        kept = _doubted()[key] = _Doubted(last, Explained(updated(fitted, evidence)))
    return kept.explained


def laid_out(project: Project, data: Annotations, queue: Queue, record: Record) -> Order:
    """The items of a queue as they are to be read now; NotFoundError as ``order_of``."""
    return order_of(
        queue,
        data,
        record,
        salt=project.folder.name,
        fitted=lambda question: fitted_of(project, data, question),
    )
