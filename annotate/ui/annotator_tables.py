"""Profiles as the rows of a chart and of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from annotate.annotations import Question
from annotate.profile import Estimate, Profile
from annotate.ui.text import decimal, interval, percent
from annotate.workspace import Kind, Store

TOO_FEW = 10
"""Shared items under which a dot is drawn in grey: its interval spans most of the scale."""


# Columns that are left out, with those beside them, where nobody has a value.
_OPTIONAL = (("Accuracy", "On"), ("Estimated", "Estimated, 95%"), ("From",), ("Seconds",))


def estimate_text(estimate: Estimate, *, as_percent: bool = True) -> str:
    """A value with its interval: “71% [64, 78]”; a dash where it is undefined."""
    shown = percent(estimate.value) if as_percent else decimal(estimate.value)
    return f"{shown} {interval(estimate.low, estimate.high, as_percent=as_percent)}".strip()


def as_whiskers(profiles: Sequence[Profile], question: str) -> pd.DataFrame:
    """Agreement with the others, those who surely differ first; see ``charts.whiskers``."""
    found = [
        (
            profile.annotator_id,
            profile.questions[question].agreement,
            profile.questions[question].others,
        )
        for profile in profiles
        if not math.isnan(profile.questions[question].agreement.value)
    ]
    found.sort(key=lambda row: (-_how_surely(row[1], row[2]), row[0].casefold()))
    return pd.DataFrame(
        {
            "name": [name for name, _, _ in found],
            "value": [own.value for _, own, _ in found],
            "low": [own.low for _, own, _ in found],
            "high": [own.high for _, own, _ in found],
            "shown": [f"{estimate_text(own)} of {own.n:,} shared items" for _, own, _ in found],
            "quiet": [own.n < TOO_FEW for _, own, _ in found],
        }
    )


def _how_surely(own: Estimate, others: Estimate) -> float:
    """How many half-widths of the interval the others' agreement with each other is away."""
    half = (own.high - own.low) / 2
    if math.isnan(others.value) or math.isnan(half) or half <= 0:
        return 0.0
    return abs(own.value - others.value) / half


def as_table(
    profiles: Sequence[Profile], question: Question, store: Store
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """(a row an annotator, sorted by name; how its columns are shown)."""
    states = {e.key.annotator_id: e.value for e in store.entries(Kind.LETTER_STATE) if e.value}
    written = {e.key.annotator_id for e in store.entries(Kind.LETTER) if e.value}
    rows = []
    for profile in sorted(profiles, key=lambda one: one.annotator_id.casefold()):
        own = profile.questions[question.name]
        name = profile.annotator_id
        rows.append(
            {
                "Annotator": name,
                "Kind": profile.kind,
                "Labels": own.n_labels,
                "Shared": own.n_shared,
                "Agreement": 100 * own.agreement.value,
                "Agreement, 95%": interval(own.agreement.low, own.agreement.high, as_percent=True),
                "Alpha": own.alpha.value,
                "Alpha, 95%": interval(own.alpha.low, own.alpha.high),
                "Accuracy": 100 * own.accuracy.value,
                "On": own.accuracy.n,
                "Estimated": 100 * own.estimated_accuracy.value,
                "Estimated, 95%": interval(
                    own.estimated_accuracy.low, own.estimated_accuracy.high, as_percent=True
                ),
                "From": own.by_reading.n if own.by_reading else None,
                "Seconds": profile.pace.median_seconds.value,
                "Read": profile.reading.read,
                "Judged": profile.reading.judged,
                "Letter": states.get(name, "draft" if name in written else "–"),
            }
        )
    table = pd.DataFrame(rows)
    for name, *beside in _OPTIONAL:
        if len(table) and table[name].isna().all():
            table = table.drop(columns=[name, *beside])
    if len(table) and (table["Kind"] == "human").all():
        table = table.drop(columns="Kind")
    number = st.column_config.NumberColumn
    return table, {
        "Annotator": st.column_config.TextColumn(pinned=True),
        "Labels": number(format="localized", help="Labels of this question that count."),
        "Shared": number(format="localized", help="Items of theirs that others labelled as well."),
        "Agreement": number(
            format="%.0f%%",
            help="How often another annotator of the same item gave the same answer.",
        ),
        "Alpha": number(
            format="%.2f",
            help="Their share in Krippendorff’s alpha: 1 minus their observed disagreement over the"
            " expected one. The label-weighted mean of all is the overall value.",
        ),
        "Accuracy": number(format="%.0f%%", help="Against gold and your rulings."),
        "On": number(help="Labels of theirs on items with gold or a ruling."),
        "Estimated": number(
            format="%.0f%%",
            help="Accuracy judged by what all labels together say, and by what you read at random."
            " Items that you looked for do not move it.",
        ),
        "From": number(help="Labels of theirs that were drawn at random and judged."),
        "Seconds": number(format="%.0f", help="Median time of a label."),
        "Read": number(help="Items of theirs that you have read."),
        "Judged": number(help="Labels of theirs that you gave a verdict on."),
        "Letter": st.column_config.TextColumn(help="The state of their letter."),
    }
