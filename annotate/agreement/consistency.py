"""Whether an annotator gives the same label when the same item comes again.

Every occasion on which one annotator labelled one item more than once is taken as an item of its
own, whose labels are theirs alone; the coefficients of these "items" are those of agreement with
oneself. The rule for duplicates does not matter here: all submitted labels count. A label that
somebody went back to correct cannot be told from one that they would give again, so where a tool
writes corrections as further rows the figures are too low.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annotate.agreement.annotators import agreement_with_others
from annotate.agreement.estimates import pattern_coefficients
from annotate.agreement.options import Options
from annotate.agreement.results import Coefficient
from annotate.agreement.tables import tables_of
from annotate.annotations import FloatArray, IntArray, Labels
from annotate.counts import AnnotatorPatterns, Patterns, annotator_patterns
from annotate.tally import summed

_NAMES = ("percent_agreement", "krippendorff_alpha")
_NOBODY = "Nobody labelled an item more than once."


@dataclass(frozen=True)
class OwnAgreement:
    """One annotator on the ``n_items`` items that they labelled more than once."""

    annotator_id: str
    n_items: int
    agreement: Coefficient


@dataclass(frozen=True)
class SelfConsistency:
    """Agreement of annotators with themselves.

    n_items       (annotator, item) that have two labels or more
    coefficients  percent agreement and Krippendorff's alpha over these
    annotators    those who labelled an item again, in the order of the data
    reason        why there are none
    """

    n_items: int
    coefficients: dict[str, Coefficient]
    annotators: tuple[OwnAgreement, ...]
    reason: str | None = None


def self_consistency(labels: Labels, names: tuple[str, ...], options: Options) -> SelfConsistency:
    """Self-consistency from all submitted labels; ``names`` (A,) are the annotators' ids."""
    again = _repeats(labels)
    if not len(again):
        undefined = Coefficient(np.nan, np.nan, np.nan, _NOBODY)
        return SelfConsistency(0, dict.fromkeys(_NAMES, undefined), (), _NOBODY)
    # Each label of a visit is another's, so that two of them are two to be compared.
    turn = np.arange(len(again))
    apart = replace(again, annotator=turn, n_annotators=turn.size)
    asked = replace(options, weights="identity", coefficients=_NAMES)
    tables, kept = tables_of(apart, asked)
    rows = annotator_patterns(kept, tables.table)
    owner = again.annotator[rows.annotator]
    own = AnnotatorPatterns(owner, rows.cell, rows.count, rows.own_same, rows.own)
    # Two labels of one visit are one observation, so each counts for its part of it.
    part = 1 / tables.table.size[tables.table.pattern[rows.cell]]
    return SelfConsistency(
        n_items=tables.table.n_items,
        coefficients=pattern_coefficients(tables, asked),
        annotators=_each(own, part, tables.table, names, options),
    )


def _each(
    own: AnnotatorPatterns,
    part: FloatArray,
    table: Patterns,
    names: tuple[str, ...],
    options: Options,
) -> tuple[OwnAgreement, ...]:
    weighted = replace(own, count=own.count * part)
    size = len(names)
    share = agreement_with_others(table, weighted, size)
    visits = np.rint(summed(weighted.annotator, weighted.count, size)).astype(int)
    found = []
    for a in np.flatnonzero(visits).tolist():
        value, low, high = float(share.value[a]), float(share.low[a]), float(share.high[a])
        reason = "One item alone says nothing about how sure this is." if visits[a] == 1 else None
        agreed = Coefficient(value, low, high, reason)
        if not options.replicates:
            agreed = Coefficient(value, None, None)
        found.append(OwnAgreement(names[a], int(visits[a]), agreed))
    return tuple(found)


def _repeats(labels: Labels) -> Labels:
    """The labels of annotators on items that they labelled more than once; an item a visit."""
    visit: IntArray = labels.item.astype(np.int64) * max(labels.n_annotators, 1) + labels.annotator
    again = pd.Series(visit).duplicated(keep=False).to_numpy()
    code, distinct = pd.factorize(visit[again])
    return replace(
        labels,
        item=code,
        annotator=labels.annotator[again],
        label=labels.label[again],
        n_items=len(distinct),
    )
