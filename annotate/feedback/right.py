"""A similar item done right: the same answer expected, and given."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING
from annotate.feedback.cases import Basis, Case, Casebook
from annotate.judgements import Verdict

CANDIDATES = 50  # items looked at when choosing one


def done_right(book: Casebook, annotator_id: str, question: str, expected: str) -> Case | None:
    """An item with this expected answer that they answered so; short, and as sure as can be."""
    if not expected:
        return None
    comparison = book.sources.comparisons[question]
    own = comparison.of(book.sources.annotator(annotator_id))
    asked = comparison.labels.question
    answers = [k for k in range(len(asked.answers)) if asked.shown(k) == expected]
    trusted = book.references[question][comparison.labels.item[own]]
    known = np.where(trusted != MISSING, trusted, comparison.others[own])
    right = np.isin(comparison.labels.label[own], answers) & np.isin(known, answers)
    places = np.flatnonzero(right)
    same = np.nan_to_num(comparison.same[own][places])
    surest = places[np.argsort(-(same + 2.0 * (trusted[places] != MISSING)), kind="stable")]
    ids = book.sources.data.item_ids
    items = comparison.labels.item[own]
    cases = [book.case(annotator_id, ids[items[place]], question) for place in surest[:CANDIDATES]]
    fit = [case for case in cases if case and case.as_expected and not _spoken_against(case)]
    return min(fit, key=_preference, default=None)


def _spoken_against(case: Case) -> bool:
    return case.verdict is not None and case.verdict is not Verdict.OTHERS_WRONG


def _preference(case: Case) -> tuple[bool, bool, int]:
    """Exemplary first, then what a reference confirms, then the shorter text."""
    length = sum(len(text) for _, text in case.fields)
    return not case.exemplary, case.basis is Basis.OTHERS, length
