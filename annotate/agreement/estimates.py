"""The coefficients of one question, each with its interval or the reason why it has none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.agreement.bca import bias_corrected, percentile
from annotate.agreement.bootstrap import affordable, replicated
from annotate.agreement.coefficients import FORMULAS, LOWEST, Formula
from annotate.agreement.conger import conger_kappa
from annotate.agreement.icc import ICC, NOT_NUMERIC, intraclass
from annotate.agreement.jackknife import around_observed, left_out, standard_error
from annotate.agreement.kappa import PairKappas, mean_interval
from annotate.agreement.options import CONGER, MEAN_KAPPA, Options
from annotate.agreement.results import NOT_ASKED, ONE_ITEM, Coefficient, settled
from annotate.agreement.sums import Sums
from annotate.agreement.tables import Tables
from annotate.annotations import FloatArray, Labels
from annotate.counts import PairCounts

UNDEFINED_SHARE = 0.05  # of the replicates; beyond it the rest are no fair picture
_FEW_ITEMS, _FEW_DIFFER = 100, 6  # compared, and with a disagreement: below, replicates are coarse


def pattern_coefficients(tables: Tables, options: Options) -> dict[str, Coefficient]:
    """Those of the coefficients asked for that come from the patterns."""
    asked = [name for name in FORMULAS if name in options.coefficients]
    values = {name: float(FORMULAS[name](tables.whole, tables.scale)) for name in asked}
    if tables.n_annotators < 2:
        values = dict.fromkeys(values, np.nan)
    if not np.isfinite(list(values.values())).any() or not options.replicates:
        return {name: _bare(tables, value) for name, value in values.items()}
    distances = (tables.level, tables.near)
    without = left_out(tables.table, tables.terms, tables.whole, distances, ranks=tables.ranks)
    drawn = _drawn(tables, options)
    return {
        name: _with_interval(tables, name, value, (without, drawn), options)
        for name, value in values.items()
    }


def _drawn(tables: Tables, options: Options) -> Sums | None:
    """The sums of the replicates; None where patterns are too many to draw, or too coarse.

    On few items, or with few disagreements, corrected replicates cover the truth less often
    than the jackknife's error does (``benchmarks/coverage.py``).
    """
    if not affordable(tables.table, options.replicates, ranks=tables.ranks):
        return None
    differing = tables.table.weight @ (tables.terms.same < tables.terms.pairable)
    few = tables.whole.pairable < _FEW_ITEMS or differing < _FEW_DIFFER
    if options.interval == "bca" and few:
        return None
    return replicated(
        tables.table,
        tables.terms,
        (tables.level, tables.near),
        options.replicates,
        options.seed,
        ranks=tables.ranks,
    )


def _with_interval(
    tables: Tables,
    name: str,
    value: float,
    sums: tuple[Sums, Sums | None],
    options: Options,
) -> Coefficient:
    """``sums`` are those without each item, and those of the replicates if there are any."""
    without, drawn = sums
    if np.isnan(value):
        return _bare(tables, value)
    if tables.whole.pairable < 2:
        return _settled(value, np.nan, np.nan, ONE_ITEM)
    formula = FORMULAS[name]
    left = formula(without, tables.scale)
    if drawn is None:
        return _settled(value, *_without_draws(tables, name, value, left))
    replicates = formula(drawn, tables.scale)
    undefined = float(np.isnan(replicates).mean())
    if undefined > UNDEFINED_SHARE:
        return _settled(value, np.nan, np.nan, _often_undefined(undefined))
    if options.interval == "percentile":
        return _settled(value, *percentile(replicates))
    return _settled(value, *bias_corrected(value, replicates, left, tables.table.weight))


def _without_draws(
    tables: Tables, name: str, value: float, left: FloatArray
) -> tuple[float, float]:
    """From the values without each item of each pattern (P,)."""
    error = standard_error(np.where(np.isnan(left), value, left), tables.table.weight)
    lowest = float(LOWEST[name](tables.whole, tables.scale))
    chance = _chance(tables, FORMULAS[name])
    return around_observed(value, error, chance, int(tables.whole.pairable), lowest)


def _chance(tables: Tables, formula: Formula) -> float:
    """E, out of what the value would be if all labels of an item were at distance 1."""
    whole = tables.whole
    apart = replace(whole, same=np.zeros(()), apart=whole.pairable, observed=whole.n)
    return 1 / (1 - float(formula(apart, tables.scale)))


def conger(tables: Tables, labels: Labels, options: Options) -> dict[str, Coefficient]:
    """Conger's kappa, if it is asked for; its interval is the infinitesimal jackknife's."""
    if CONGER not in options.coefficients:
        return {}
    found = conger_kappa(tables, labels)
    if np.isnan(found.value) or not options.replicates:
        return {CONGER: _bare(tables, found.value)}
    n = found.influence.size
    if tables.whole.pairable < 2:
        return {CONGER: _settled(found.value, np.nan, np.nan, ONE_ITEM)}
    error = float(np.sqrt(n / (n - 1) * (found.influence @ found.influence)))
    lowest = 1 - 1 / found.chance  # no observed disagreement is above 1
    ends = around_observed(found.value, error, found.chance, int(tables.whole.pairable), lowest)
    return {CONGER: _settled(found.value, *ends)}


def intraclass_correlations(
    tables: Tables, labels: Labels, options: Options
) -> dict[str, Coefficient]:
    """The intraclass correlations asked for; undefined for questions that are not numeric."""
    asked = [name for name in ICC if name in options.asked(labels.question.level)]
    if not asked:
        return {}
    if not labels.question.level.is_numeric:
        undefined = Coefficient(np.nan, np.nan, np.nan, NOT_NUMERIC)
        return dict.fromkeys(asked, undefined)
    found = intraclass(labels)
    result = {}
    for name in asked:
        one = found[name]
        if np.isnan(one.value):
            result[name] = Coefficient(np.nan, np.nan, np.nan, one.reason)
        elif options.replicates:
            result[name] = _settled(one.value, one.low, one.high)
        else:
            result[name] = _bare(tables, one.value)
    return result


def mean_kappa(
    tables: Tables, labels: Labels, shared: PairCounts, kappas: PairKappas, options: Options
) -> Coefficient:
    """The mean of the pairs' kappas."""
    value = kappas.mean
    if np.isnan(value):
        return Coefficient(value, np.nan, np.nan, _why_no_mean(tables, shared, kappas))
    if not options.replicates:
        return _bare(tables, value)
    lowest = float(LOWEST[MEAN_KAPPA](tables.whole, tables.scale))
    low, high, reason = mean_interval(labels, shared, kappas, lowest)
    return _settled(value, low, high, ONE_ITEM if tables.whole.pairable < 2 else reason)


def _why_no_mean(tables: Tables, shared: PairCounts, kappas: PairKappas) -> str:
    if tables.n_annotators < 2 or tables.whole.pairable == 0:
        return tables.why_undefined()
    if len(shared) == 0:
        return "No two annotators have labelled the same item."
    if kappas.constant.all():
        return "No pair of annotators used more than one category together."
    return tables.why_undefined()


def _settled(value: float, low: float, high: float, reason: str | None = None) -> Coefficient:
    return Coefficient(_plain(value), _plain(low), _plain(high), reason)


def _plain(value: float) -> float:
    return float(settled(np.array(value))) if np.isfinite(value) else np.nan


def _bare(tables: Tables, value: float) -> Coefficient:
    """A value without an interval, since it is undefined or none was asked for."""
    if np.isnan(value):
        return Coefficient(value, np.nan, np.nan, tables.why_undefined())
    return Coefficient(_plain(value), None, None, NOT_ASKED)


def _often_undefined(share: float) -> str:
    return (
        f"In {share:.0%} of the repeated draws of the items there was nothing to compare, or only"
        " one category. The data are too few for an interval."
    )
