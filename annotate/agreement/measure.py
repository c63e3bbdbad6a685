"""From a data set to every coefficient of every question: the parts put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate.agreement.annotators import (
    agreement_with_others,
    annotator_alpha,
    items_shared,
    label_counts,
)
from annotate.agreement.bootstrap import affordable, replicated
from annotate.agreement.coefficients import FORMULAS, Scale
from annotate.agreement.distances import Distance, SetMeasure
from annotate.agreement.jackknife import around, left_out, standard_error
from annotate.agreement.kappa import PairKappas, mean_interval, pair_kappas
from annotate.agreement.results import (
    AnnotatorAgreement,
    Coefficient,
    PairList,
    QuestionAgreement,
)
from annotate.agreement.sums import ItemTerms, Sums, item_terms, total
from annotate.agreement.weights import (
    Weights,
    checked_choices,
    level_distance,
    weight_distance,
)
from annotate.annotations import Annotations, BoolArray, FloatArray, Labels, Level
from annotate.counts import (
    PairCounts,
    Patterns,
    annotator_patterns,
    compact,
    pair_counts,
    patterns,
)
from annotate.errors import DataError

NOT_ASKED = "No interval was asked for."
ONE_ITEM = "Only one item has two labels, so nothing can be said about how sure this is."
_UNDEFINED_SHARE = 0.05  # of the replicates; beyond it the rest are no fair picture


@dataclass(frozen=True)
class Options:
    """How agreement is measured; the meaning of each is told at ``agreement``."""

    weights: Weights = "identity"
    distance: SetMeasure = "jaccard"
    replicates: int = 10_000
    seed: int = 0
    pairs: bool = True


def agreement(
    data: Annotations,
    *,
    questions: Sequence[str] | None = None,
    weights: Weights = "identity",
    distance: SetMeasure = "jaccard",
    replicates: int = 10_000,
    seed: int = 0,
    pairs: bool = True,
    where: BoolArray | None = None,
) -> dict[str, QuestionAgreement]:
    """Every coefficient of every question, with 95% intervals, annotators and pairs.

    questions    their names; None is all
    weights      how much credit a near miss gets in Fleiss' and Cohen's kappa, Scott's pi,
                 Gwet's AC and Brennan-Prediger. Alpha's distances follow from the level, and
                 percent agreement is the plain share. Sets are always by identity.
    distance     of two sets, for alpha
    replicates   of the bootstrap over items; 0 leaves every interval out. Where patterns are
                 too many to draw, the interval is value ± t jackknife standard errors; so is
                 that of the mean kappa, which does not come from patterns.
    seed         of the bootstrap; the same seed gives the same interval
    pairs        False leaves the list of pairs empty; their mean kappa is there all the same
    where        (N,) which rows of the table count; None is all

    What is undefined is NaN with a reason. LevelError where the labels do not fit the level,
    NotFoundError where a question does not exist, DataError where an option does not.
    """
    checked_choices(weights, distance)
    if replicates < 0:
        raise DataError(f"Replicates are a number from 0 up, not {replicates}.")
    if where is not None and where.shape != (len(data.table),):
        raise DataError(f"“where” needs one value for each of the {len(data.table):,} rows.")
    options = Options(weights, distance, replicates, seed, pairs)
    names = [question.name for question in data.questions] if questions is None else questions
    asked = [data.question(name).name for name in names]
    return {name: of_labels(data.coded(name, where), data.annotator_ids, options) for name in asked}


def of_labels(labels: Labels, names: Sequence[str], options: Options) -> QuestionAgreement:
    """Agreement on one question; ``names`` (A,) are the annotators' ids."""
    kept, used = compact(labels)
    table = patterns(kept)
    level = level_distance(kept.question, table, options.distance)
    near, reach = weight_distance(labels.question, used, options.weights)
    terms = item_terms(table, level, near)
    whole = total(table, terms, level, near)
    scale = Scale(len(labels.question.answers), reach)
    given = np.bincount(kept.annotator, minlength=len(names))
    base = _Base(kept, table, terms, whole, level, near, scale, int((given > 0).sum()))
    coefficients = _pattern_coefficients(base, options)
    shared = pair_counts(kept)
    kappas = pair_kappas(shared, near)
    coefficients["cohen_kappa_mean"] = _mean_kappa(base, shared, kappas, options)
    return QuestionAgreement(
        question=labels.question.name,
        level=labels.question.level,
        n_items=table.n_items,
        n_annotators=base.n_annotators,
        n_labels=len(labels),
        coefficients=coefficients,
        annotators=_annotators(base, names, options),
        pairs=_pairs(shared, kappas, names) if options.pairs else PairList.none(),
    )


@dataclass(frozen=True, eq=False)
class _Base:
    """One question's tables and sums, which all its results are read off."""

    labels: Labels
    table: Patterns
    terms: ItemTerms
    whole: Sums
    level: Distance
    near: Distance
    scale: Scale
    n_annotators: int

    @property
    def ranks(self) -> bool:
        return self.labels.question.level is Level.ORDINAL


def _why_undefined(base: _Base) -> str:
    """In words, why a coefficient has no value."""
    if not len(base.labels):
        return "Nobody has answered this question."
    if base.n_annotators == 1:
        return "Only one annotator has answered this question, so there is nobody to agree with."
    if base.whole.pairable == 0:
        return "No item has two labels, so there is nothing to compare."
    return (
        f"Every label that can be compared is “{_only_answer(base)}”. While only one category is"
        " used, agreement cannot be told from chance."
    )


def _only_answer(base: _Base) -> str:
    first = int(base.labels.label[base.table.size[base.table.of_item[base.labels.item]] >= 2][0])
    return base.labels.question.shown(first)


def _pattern_coefficients(base: _Base, options: Options) -> dict[str, Coefficient]:
    values = {name: float(formula(base.whole, base.scale)) for name, formula in FORMULAS.items()}
    if base.n_annotators < 2:
        values = dict.fromkeys(values, np.nan)
    if not np.isfinite(list(values.values())).any() or not options.replicates:
        return {name: _bare(base, value) for name, value in values.items()}
    distances = (base.level, base.near)
    if affordable(base.table, options.replicates, ranks=base.ranks):
        drawn = replicated(
            base.table, base.terms, distances, options.replicates, options.seed, ranks=base.ranks
        )
        return {
            name: _by_percentile(base, value, FORMULAS[name](drawn, base.scale))
            for name, value in values.items()
        }
    without = left_out(base.table, base.terms, base.whole, distances, ranks=base.ranks)
    return {
        name: _by_jackknife(base, value, FORMULAS[name](without, base.scale))
        for name, value in values.items()
    }


def _bare(base: _Base, value: float) -> Coefficient:
    """A value without an interval, since it is undefined or none was asked for."""
    if np.isnan(value):
        return Coefficient(value, np.nan, np.nan, _why_undefined(base))
    return Coefficient(value, None, None, NOT_ASKED)


def _by_percentile(base: _Base, value: float, drawn: FloatArray) -> Coefficient:
    """The 2.5% and 97.5% points of the replicates that have a value."""
    if np.isnan(value):
        return _bare(base, value)
    if base.whole.pairable < 2:
        return Coefficient(value, np.nan, np.nan, ONE_ITEM)
    undefined = float(np.isnan(drawn).mean())
    if undefined > _UNDEFINED_SHARE:
        return Coefficient(value, np.nan, np.nan, _often_undefined(undefined))
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Coefficient(value, float(low), float(high))


def _often_undefined(share: float) -> str:
    return (
        f"In {share:.0%} of the repeated draws of the items there was nothing to compare, or only"
        " one category. The data are too few for an interval."
    )


def _by_jackknife(base: _Base, value: float, without: FloatArray) -> Coefficient:
    """Value ± t jackknife standard errors, at most 1."""
    if np.isnan(value):
        return _bare(base, value)
    error = standard_error(np.where(np.isnan(without), value, without), base.table.weight)
    return Coefficient(value, *around(value, error, base.table.n_items))


def _mean_kappa(
    base: _Base, shared: PairCounts, kappas: PairKappas, options: Options
) -> Coefficient:
    value = kappas.mean
    if np.isnan(value) and (len(shared) == 0 or base.whole.pairable == 0):
        reason = "No two annotators have labelled the same item."
        alone = base.n_annotators < 2 or base.whole.pairable == 0
        return Coefficient(value, np.nan, np.nan, _why_undefined(base) if alone else reason)
    if np.isnan(value):
        return Coefficient(
            value, np.nan, np.nan, "No pair of annotators used more than one category together."
        )
    if not options.replicates:
        return Coefficient(value, None, None, NOT_ASKED)
    low, high = mean_interval(base.labels, shared, kappas)
    return Coefficient(value, low, high, ONE_ITEM if np.isnan(low) else None)


def _annotators(
    base: _Base, names: Sequence[str], options: Options
) -> tuple[AnnotatorAgreement, ...]:
    a = len(names)
    rows = annotator_patterns(base.labels, base.table)
    labels, shared = label_counts(rows, a), items_shared(base.table, rows, a)
    agreed = agreement_with_others(base.table, rows, a)
    alpha = annotator_alpha(base.table, base.terms, base.whole, base.level, rows, n_annotators=a)
    found = [
        AnnotatorAgreement(
            names[code],
            int(labels[code]),
            int(shared[code]),
            float(agreed.value[code]),
            float(agreed.low[code]),
            float(agreed.high[code]),
            float(alpha.value[code]) if shared[code] else np.nan,
            float(alpha.low[code]) if shared[code] else np.nan,
            float(alpha.high[code]) if shared[code] else np.nan,
            _annotator_reason(base, int(shared[code]), float(alpha.value[code])),
        )
        for code in np.flatnonzero(labels).tolist()
    ]
    if options.replicates:
        return tuple(found)
    return tuple(
        replace(one, agreement_low=None, agreement_high=None, low=None, high=None) for one in found
    )


def _annotator_reason(base: _Base, shared: int, alpha: float) -> str | None:
    if shared == 0:
        return "Nobody else has labelled an item that this annotator labelled."
    if np.isnan(alpha):
        return _why_undefined(base)
    return ONE_SHARED if shared == 1 else None


ONE_SHARED = "Only one item is shared with others, so nothing can be said about how sure this is."


def _pairs(shared: PairCounts, kappas: PairKappas, names: Sequence[str]) -> PairList:
    n = kappas.n.astype(np.int64)
    return PairList(tuple(names), shared.a, shared.b, n, kappas.agreement, kappas.kappa)
