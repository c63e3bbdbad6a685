"""Every annotator of one question: what ``annotators``, ``screening`` and the rest say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotate.agreement.annotators import (
    agreement_with_others,
    annotator_alpha,
    items_shared,
    label_counts,
)
from annotate.agreement.numeric import NumericAgreement, beside_others, numeric_agreement
from annotate.agreement.options import Options
from annotate.agreement.reference import ReferenceAgreement, against_reference
from annotate.agreement.report import AnnotatorAgreement
from annotate.agreement.results import NOT_ASKED, ONE_SHARED, settled
from annotate.agreement.screening import screen
from annotate.agreement.tables import Tables
from annotate.agreement.without import alpha_without_each
from annotate.annotations import FloatArray, IntArray, Labels
from annotate.counts import annotator_patterns


def everyone(
    tables: Tables,
    labels: Labels,
    names: Sequence[str],
    options: Options,
    reference: tuple[Labels, IntArray] | None,
) -> tuple[AnnotatorAgreement, ...]:
    """Everybody with a label, in the order of the data.

    ``reference`` are the labels with the question's own codes, and what is trusted in these.
    """
    if not options.annotators:
        return ()
    columns = _columns(tables, labels, len(names), intervals=options.replicates > 0)
    numbers: Sequence[NumericAgreement | None] = [None] * len(names)
    if labels.question.level.is_numeric:
        beside = beside_others(labels)
        numbers = numeric_agreement(beside, len(names), intervals=options.replicates > 0)
    trusted: Sequence[ReferenceAgreement | None] = [None] * len(names)
    if reference is not None:
        trusted = against_reference(*reference, intervals=options.replicates > 0)
    return tuple(
        _one(tables, names[code], code, columns, numbers=numbers[code], reference=trusted[code])
        for code in np.flatnonzero(columns.labels).tolist()
    )


@dataclass(frozen=True, eq=False)
class _Columns:
    """(A,) each; ``ends`` (9, A): agreement and its ends, alpha and its ends, gap and its ends."""

    labels: FloatArray
    shared: FloatArray
    ends: FloatArray
    without: FloatArray
    p: FloatArray
    flagged: np.ndarray
    shrunken: FloatArray
    intervals: bool


def _columns(tables: Tables, labels: Labels, a: int, *, intervals: bool) -> _Columns:
    rows = annotator_patterns(labels, tables.table)
    shared = items_shared(tables.table, rows, a)
    agreed = agreement_with_others(tables.table, rows, a)
    own = annotator_alpha(
        tables.table, tables.terms, tables.whole, tables.level, rows, n_annotators=a
    )
    alpha = np.where(shared == 0, np.nan, own.value)
    found = screen(tables, rows, alpha)
    ends = settled(
        np.stack(
            [
                agreed.value,
                agreed.low,
                agreed.high,
                own.value,
                own.low,
                own.high,
                found.gap,
                found.low,
                found.high,
            ]
        )
    )
    ends[3:, shared == 0] = np.nan
    without = settled(alpha_without_each(tables, labels, rows))
    return _Columns(
        labels=label_counts(rows, a),
        shared=shared,
        ends=ends,
        without=without,
        p=found.p,
        flagged=found.flagged,
        shrunken=settled(found.shrunken),
        intervals=intervals,
    )


def _one(
    tables: Tables,
    name: str,
    code: int,
    columns: _Columns,
    *,
    numbers: NumericAgreement | None,
    reference: ReferenceAgreement | None,
) -> AnnotatorAgreement:
    agreed, low, high, alpha, alpha_low, alpha_high, gap, gap_low, gap_high = columns.ends[
        :, code
    ].tolist()
    reason = _reason(tables, int(columns.shared[code]), alpha, alpha_low)
    none = not columns.intervals
    if none and not np.isnan(alpha):
        reason = NOT_ASKED
    return AnnotatorAgreement(
        annotator_id=name,
        n_labels=int(columns.labels[code]),
        n_items_shared=int(columns.shared[code]),
        agreement=agreed,
        agreement_low=None if none else low,
        agreement_high=None if none else high,
        alpha=alpha,
        low=None if none else alpha_low,
        high=None if none else alpha_high,
        alpha_without=float(columns.without[code]),
        gap=gap,
        gap_low=None if none else gap_low,
        gap_high=None if none else gap_high,
        p=float(columns.p[code]),
        flagged=bool(columns.flagged[code]),
        shrunken=float(columns.shrunken[code]),
        numbers=numbers,
        reference=reference,
        reason=reason,
    )


def _reason(tables: Tables, shared: int, alpha: float, low: float) -> str | None:
    """Why alpha, or else why its interval, is not there."""
    if shared == 0:
        return "Nobody else has labelled an item that this annotator labelled."
    if np.isnan(alpha):
        return tables.why_undefined()
    return ONE_SHARED if np.isnan(low) else None
