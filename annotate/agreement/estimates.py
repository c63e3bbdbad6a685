"""The coefficients of one question, each with its interval or the reason why it has none."""

from __future__ import annotations

import numpy as np

from annotate.agreement.bootstrap import affordable, replicated
from annotate.agreement.coefficients import FORMULAS, LOWEST
from annotate.agreement.jackknife import around, left_out, standard_error
from annotate.agreement.kappa import PairKappas, mean_interval
from annotate.agreement.options import MEAN_KAPPA, Options
from annotate.agreement.results import NOT_ASKED, ONE_ITEM, Coefficient, settled
from annotate.agreement.tables import Tables
from annotate.annotations import FloatArray
from annotate.counts import PairCounts

_UNDEFINED_SHARE = 0.05  # of the replicates; beyond it the rest are no fair picture


def pattern_coefficients(tables: Tables, options: Options) -> dict[str, Coefficient]:
    """Those of the coefficients asked for that come from the patterns."""
    asked = [name for name in FORMULAS if name in options.coefficients]
    values = {name: float(FORMULAS[name](tables.whole, tables.scale)) for name in asked}
    if tables.n_annotators < 2:
        values = dict.fromkeys(values, np.nan)
    if not np.isfinite(list(values.values())).any() or not options.replicates:
        return {name: _bare(tables, value) for name, value in values.items()}
    distances = (tables.level, tables.near)
    if affordable(tables.table, options.replicates, ranks=tables.ranks):
        drawn = replicated(
            tables.table,
            tables.terms,
            distances,
            options.replicates,
            options.seed,
            ranks=tables.ranks,
        )
        return {
            name: _by_percentile(tables, value, FORMULAS[name](drawn, tables.scale))
            for name, value in values.items()
        }
    without = left_out(tables.table, tables.terms, tables.whole, distances, ranks=tables.ranks)
    return {
        name: _by_jackknife(
            tables,
            value,
            FORMULAS[name](without, tables.scale),
            lowest=float(LOWEST[name](tables.whole, tables.scale)),
        )
        for name, value in values.items()
    }


def mean_kappa(
    tables: Tables, shared: PairCounts, kappas: PairKappas, options: Options
) -> Coefficient:
    """The mean of the pairs' kappas."""
    value = kappas.mean
    if np.isnan(value):
        return Coefficient(value, np.nan, np.nan, _why_no_mean(tables, shared, kappas))
    if not options.replicates:
        return _bare(tables, value)
    lowest = float(LOWEST[MEAN_KAPPA](tables.whole, tables.scale))
    low, high, reason = mean_interval(tables.labels, shared, kappas, lowest)
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


def _by_percentile(tables: Tables, value: float, drawn: FloatArray) -> Coefficient:
    """The 2.5% and 97.5% points of the replicates that have a value."""
    if np.isnan(value):
        return _bare(tables, value)
    if tables.whole.pairable < 2:
        return _settled(value, np.nan, np.nan, ONE_ITEM)
    undefined = float(np.isnan(drawn).mean())
    if undefined > _UNDEFINED_SHARE:
        return _settled(value, np.nan, np.nan, _often_undefined(undefined))
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return _settled(value, float(low), float(high))


def _often_undefined(share: float) -> str:
    return (
        f"In {share:.0%} of the repeated draws of the items there was nothing to compare, or only"
        " one category. The data are too few for an interval."
    )


def _by_jackknife(
    tables: Tables, value: float, without: FloatArray, *, lowest: float
) -> Coefficient:
    """Value ± t jackknife standard errors, within the possible range."""
    if np.isnan(value):
        return _bare(tables, value)
    if tables.whole.pairable < 2:
        return _settled(value, np.nan, np.nan, ONE_ITEM)
    error = standard_error(np.where(np.isnan(without), value, without), tables.table.weight)
    return _settled(value, *around(value, error, tables.table.n_items, lowest))
