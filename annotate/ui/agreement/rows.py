"""Results as the rows of charts and tables: plain frames, nothing drawn.

A table for a CSV has everything in full; the rows of a chart are made from it by ``drawn``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from annotate.agreement import (
    MEANINGS,
    AnnotatorAgreement,
    CategoryAgreement,
    Coefficient,
    PairList,
    RoundAgreement,
)
from annotate.ui.annotator_tables import TOO_FEW
from annotate.ui.text import decimal, interval

LOWER = "▼ agrees less"
_OF_ANNOTATORS = (
    "annotator_id",
    "n_labels",
    "n_items_shared",
    "agreement",
    "agreement_low",
    "agreement_high",
    "alpha",
    "low",
    "high",
    "alpha_without",
    "gap",
    "gap_low",
    "gap_high",
    "p",
    "flagged",
    "shrunken",
    "reason",
)


def drawn(
    table: pd.DataFrame,
    name: str,
    value: str,
    *,
    ends: tuple[str, str],
    shown: Sequence[str] | None = None,
    quiet: Sequence[bool] | None = None,
) -> pd.DataFrame:
    """The rows of a whiskers chart from a table with these columns; undefined ones left out."""
    values, low, high = (table[each].astype(float) for each in (value, *ends))
    words = shown or [
        f"{decimal(v)} {interval(a, b)}" for v, a, b in zip(values, low, high, strict=True)
    ]
    rows = pd.DataFrame(
        {
            "name": table[name].astype(str),
            "value": values,
            "low": low,
            "high": high,
            "shown": list(words),
            "quiet": list(quiet) if quiet is not None else False,
        }
    )
    return rows[np.isfinite(values)].reset_index(drop=True)


def lowest(rows: pd.DataFrame) -> float:
    """Where an axis that ends at 1 has to begin: at 0, or lower where an interval does; −1 at most."""
    ends = [float(end) for end in (*rows["low"], *rows["value"]) if math.isfinite(end)]
    return max(-1.0, math.floor(10 * min(0.0, *ends, 0.0)) / 10)


def of_coefficients(coefficients: Mapping[str, Coefficient]) -> pd.DataFrame:
    """A row for each coefficient."""
    return pd.DataFrame(
        [
            {"coefficient": MEANINGS[name].title, **_coefficient(one)}
            for name, one in coefficients.items()
        ],
        columns=["coefficient", "value", "low", "high", "reason"],
    )


def of_named(
    kind: str, named: Iterable[tuple[str, Coefficient]], extra: Iterable[Mapping[str, object]] = ()
) -> pd.DataFrame:
    """A row for each name with its coefficient; ``extra`` are further columns of each."""
    pairs = list(named)
    more = list(extra) or [{}] * len(pairs)
    rows = [
        {kind: name, **_coefficient(one), **each}
        for (name, one), each in zip(pairs, more, strict=True)
    ]
    return pd.DataFrame(rows, columns=None if rows else [kind, "value", "low", "high", "reason"])


def _coefficient(one: Coefficient) -> dict[str, object]:
    return {
        "value": one.value,
        "low": np.nan if one.low is None else one.low,
        "high": np.nan if one.high is None else one.high,
        "reason": one.reason or "",
    }


def of_categories(categories: Sequence[CategoryAgreement]) -> pd.DataFrame:
    """A row for each category: its alpha and its specific agreement."""
    rows = [
        {
            "category": one.category,
            "labels": one.n_labels,
            "items": one.n_items,
            **_ends("alpha", one.coefficients["krippendorff_alpha"]),
            **_ends("specific", one.specific),
        }
        for one in categories
    ]
    return pd.DataFrame(rows)


def _ends(name: str, one: Coefficient) -> dict[str, object]:
    found = _coefficient(one)
    return {name: found["value"], f"{name}_low": found["low"], f"{name}_high": found["high"]}


def of_annotators(annotators: Sequence[AnnotatorAgreement]) -> pd.DataFrame:
    """A row for each annotator, in the order of the alphabet."""
    ordered = sorted(annotators, key=lambda one: one.annotator_id.casefold())
    table = pd.DataFrame(
        [{name: getattr(one, name) for name in _OF_ANNOTATORS} for one in ordered],
        columns=list(_OF_ANNOTATORS),
    )
    return table.rename(columns={"annotator_id": "annotator"})


def whiskers_of_annotators(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of their chart: alpha, and as a tick the overall one without them.

    The flagged have a word, and as a ring what they are measured by: the alpha of the others among
    themselves on the same items.
    """
    shown = [
        f"{decimal(one['alpha'])} {interval(one['low'], one['high'])} on"
        f" {one['n_items_shared']:,} shared items; the others among themselves"
        f" {decimal(one['alpha'] - one['gap'])}; p = {_p(one['p'])};"
        f" overall without them {decimal(one['alpha_without'])}"
        for one in table.to_dict("records")
    ]
    known = np.isfinite(table["alpha"].to_numpy(float))
    rows = drawn(
        table,
        "annotator",
        "alpha",
        ends=("low", "high"),
        shown=shown,
        quiet=(table["n_items_shared"] < TOO_FEW).tolist(),
    )
    rows["tick"] = table["alpha_without"].to_numpy(float)[known]
    flagged = table["flagged"].to_numpy(bool)
    others = (table["alpha"] - table["gap"]).to_numpy(float)
    rows["note"] = np.where(flagged[known], LOWER, "")
    if flagged.any():
        rows["ring"] = np.where(flagged, others, np.nan)[known]
    return rows


def _p(p: float) -> str:
    if math.isnan(p):
        return "–"
    return "below 0.001" if p < 0.001 else f"{p:.3f}"


def of_pairs(pairs: PairList) -> pd.DataFrame:
    """A row for each pair, from the arrays: half a million take a moment."""
    names = np.array([*pairs.names, ""], dtype=object)
    nothing = np.full(len(pairs), np.nan)
    return pd.DataFrame(
        {
            "first": names[pairs.a],
            "second": names[pairs.b],
            "shared_items": pairs.n,
            "agreement": pairs.agreement,
            "kappa": pairs.kappa,
            "low": nothing if pairs.low is None else pairs.low,
            "high": nothing if pairs.high is None else pairs.high,
        }
    )


def differing_most(pairs: PairList, number: int) -> pd.DataFrame:
    """The pairs whose kappa is most surely low, those first: by the upper end of the interval.

    Pairs with fewer than TOO_FEW shared items are left out: their kappas are erratic.
    """
    sure = pairs.kappa if pairs.high is None else pairs.high
    known = np.flatnonzero(np.isfinite(sure) & (pairs.n >= TOO_FEW))
    order = known[np.argsort(sure[known], kind="stable")][:number]
    return of_pairs(pairs).iloc[order].reset_index(drop=True)


def of_rounds(rounds: Sequence[RoundAgreement]) -> pd.DataFrame:
    """A row for each round that has labels."""
    named = [(one.round, one.coefficients["krippendorff_alpha"]) for one in rounds]
    sizes = [
        {"items": one.n_items, "annotators": one.n_annotators, "labels": one.n_labels}
        for one in rounds
    ]
    return of_named("round", named, sizes)
