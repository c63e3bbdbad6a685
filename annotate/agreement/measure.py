"""From a data set to everything about the agreement on every question: the parts put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from annotate.agreement.annotators import (
    agreement_with_others,
    annotator_alpha,
    items_shared,
    label_counts,
)
from annotate.agreement.distances import SetMeasure
from annotate.agreement.estimates import mean_kappa, pattern_coefficients
from annotate.agreement.kappa import PairKappas, pair_kappas
from annotate.agreement.options import (
    MEAN_KAPPA,
    Options,
    checked,
    checked_data,
    checked_questions,
    checked_rows,
)
from annotate.agreement.results import (
    NOT_ASKED,
    ONE_SHARED,
    AnnotatorAgreement,
    Coefficient,
    PairList,
    QuestionAgreement,
    settled,
)
from annotate.agreement.tables import Tables, tables_of
from annotate.agreement.weights import Weights
from annotate.annotations import Annotations, Labels
from annotate.counts import PairCounts, annotator_patterns, pair_counts


def agreement(
    data: Annotations,
    *,
    questions: str | Sequence[str] | None = None,
    weights: Weights = "identity",
    distance: SetMeasure = "jaccard",
    replicates: int = 10_000,
    seed: int = 0,
    pairs: bool = True,
    where: npt.ArrayLike | None = None,
    coefficients: str | Collection[str] | None = None,
    annotators: bool = True,
) -> dict[str, QuestionAgreement]:
    """Every coefficient of every question, with 95% intervals, annotators and pairs.

    questions    their names, or one name; None is all
    weights      how much credit a near miss gets in Fleiss' and Cohen's kappa, Scott's pi,
                 Gwet's AC and Brennan-Prediger. Alpha's distances follow from the level, and
                 percent agreement is the plain share. Sets are always by identity.
    distance     of two sets, for alpha
    replicates   of the bootstrap over items; 0 leaves every interval out. Where patterns are
                 too many to draw, the interval is value ± t jackknife standard errors; so is
                 that of the mean kappa, which does not come from patterns. Such an interval
                 ends where the possible range of the coefficient does.
    seed         of the bootstrap; the same seed gives the same interval
    pairs        False leaves the list of pairs empty; their mean kappa is there all the same
    where        (N,) True for the rows of the table that count; None is all
    coefficients names of those wanted; None is all. What is not asked for is not computed:
                 pairs are counted only for their list or for ``cohen_kappa_mean``.
    annotators   False leaves the annotators empty

    With ``replicates=0, pairs=False, annotators=False`` and one coefficient of the patterns,
    the time is little more than that of counting.

    What is undefined is NaN with a reason. LevelError where the labels do not fit the level,
    NotFoundError where a question does not exist, DataError where anything else cannot be
    used as given.
    """
    wanted = Options(weights, distance, replicates, seed, pairs, annotators=annotators)
    data, options = checked_data(data), checked(wanted, coefficients)
    rows = checked_rows(data, where)
    asked = checked_questions(data, questions)
    return {name: of_labels(data.coded(name, rows), data.annotator_ids, options) for name in asked}


def of_labels(labels: Labels, names: Sequence[str], options: Options) -> QuestionAgreement:
    """Agreement on one question; ``names`` (A,) are the annotators' ids."""
    tables = tables_of(labels, options)
    coefficients = pattern_coefficients(tables, options)
    pairs = PairList.none()
    if options.needs_pairs:
        shared = pair_counts(tables.labels)
        kappas = pair_kappas(shared, tables.near)
        coefficients |= _mean(tables, shared, kappas, options)
        pairs = _pairs(shared, kappas, names) if options.pairs else pairs
    return QuestionAgreement(
        question=labels.question.name,
        level=labels.question.level,
        n_items=tables.table.n_items,
        n_annotators=tables.n_annotators,
        n_labels=len(labels),
        coefficients=coefficients,
        annotators=_annotators(tables, names, options) if options.annotators else (),
        pairs=pairs,
    )


def _mean(
    tables: Tables, shared: PairCounts, kappas: PairKappas, options: Options
) -> dict[str, Coefficient]:
    if MEAN_KAPPA not in options.coefficients:
        return {}
    return {MEAN_KAPPA: mean_kappa(tables, shared, kappas, options)}


def _pairs(shared: PairCounts, kappas: PairKappas, names: Sequence[str]) -> PairList:
    n = kappas.n.astype(np.int64)
    kappa = settled(kappas.kappa)
    return PairList(tuple(names), shared.a, shared.b, n, kappas.agreement, kappa, kappas.constant)


def _annotators(
    tables: Tables, names: Sequence[str], options: Options
) -> tuple[AnnotatorAgreement, ...]:
    a = len(names)
    rows = annotator_patterns(tables.labels, tables.table)
    labels, shared = label_counts(rows, a), items_shared(tables.table, rows, a)
    agreed = agreement_with_others(tables.table, rows, a)
    own = annotator_alpha(
        tables.table, tables.terms, tables.whole, tables.level, rows, n_annotators=a
    )
    ends = [agreed.value, agreed.low, agreed.high, own.value, own.low, own.high]
    columns = settled(np.stack(ends))
    columns[3:, shared == 0] = np.nan
    found = (
        AnnotatorAgreement(
            names[code],
            int(labels[code]),
            int(shared[code]),
            *(share, low, high, alpha, alpha_low, alpha_high),
            _annotator_reason(tables, int(shared[code]), alpha, alpha_low),
        )
        for code, (share, low, high, alpha, alpha_low, alpha_high) in enumerate(columns.T.tolist())
        if labels[code]
    )
    return tuple(found if options.replicates else map(_without_interval, found))


def _annotator_reason(tables: Tables, shared: int, alpha: float, low: float) -> str | None:
    """Why alpha, or else why its interval, is not there."""
    if shared == 0:
        return "Nobody else has labelled an item that this annotator labelled."
    if np.isnan(alpha):
        return tables.why_undefined()
    return ONE_SHARED if np.isnan(low) else None


def _without_interval(one: AnnotatorAgreement) -> AnnotatorAgreement:
    reason = one.reason if np.isnan(one.alpha) else NOT_ASKED
    return replace(one, agreement_low=None, agreement_high=None, low=None, high=None, reason=reason)
