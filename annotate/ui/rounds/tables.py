"""Rounds as the rows of tables and charts: plain frames, nothing drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from annotate.follow_up import Moment
from annotate.rounds import AnnotatorChange, CategoryChange, Claim, Effect, Evaluated, RoundOf
from annotate.ui.questions import round_title
from annotate.ui.rounds.words import amount, points, since
from annotate.ui.text import decimal, percent


def spans(rounds: Sequence[RoundOf], guideline: Sequence[str] = ()) -> pd.DataFrame:
    """The rounds whose time is known, as bars, with the version of the guideline at their end.

    ``guideline`` are the moments of its versions (ISO 8601), the oldest first.
    """
    known = [one for one in rounds if one.since]
    return pd.DataFrame(
        {
            "name": [round_title(one.name) for one in known],
            "since": pd.to_datetime([one.since for one in known]),
            "until": pd.to_datetime([one.until for one in known]),
            "shown": [
                f"{one.n_labels:,} labels on {one.n_items:,} items by {one.n_annotators:,} annotators"
                + _under(sum(at[:19] <= one.until for at in guideline))
                for one in known
            ],
        }
    )


def _under(version: int) -> str:
    return f", guideline version {version}" if version else ""


def happened(moments: Sequence[Moment]) -> pd.DataFrame:
    """What happened between the labels, in UTC as label times with a zone are."""
    times = pd.to_datetime([one.at for one in moments], utc=True, format="ISO8601")
    return pd.DataFrame({"what": [one.what for one in moments], "at": times.tz_localize(None)})


def of_claims(claims: Sequence[Claim]) -> pd.DataFrame:
    """A row for each habit of before, counted again."""
    return pd.DataFrame(
        {
            "Annotator": [one.annotator_id for one in claims],
            "Before": [one.habit.detail for one in claims],
            "Was": [f"{one.before.n} of {one.before.of}" for one in claims],
            "Since": [f"{one.after.n} of {one.after.of}" for one in claims],
            "Now": [since(one) for one in claims],
            "Change": [points(one.change) for one in claims],
            "Beside the others": [points(one.adjusted) for one in claims],
            "Was, without luck": [percent(one.expected) for one in claims],
        }
    )


def of_categories(rows: Sequence[CategoryChange]) -> pd.DataFrame:
    """A row for each category, in its order."""
    return pd.DataFrame(
        {
            "Category": [one.category for one in rows],
            "Said where it should be": [f"{one.n_before:,} of {one.of_before:,}" for one in rows],
            "Since": [f"{one.n_after:,} of {one.of_after:,}" for one in rows],
            "Change": [points(one.change) for one in rows],
        }
    )


def of_annotators(rows: Sequence[AnnotatorChange], measure: str) -> pd.DataFrame:
    """A row for each annotator, in the order of the alphabet."""
    ordered = sorted(rows, key=lambda one: one.annotator_id.casefold())
    shown = percent if measure == "share" else decimal
    return pd.DataFrame(
        {
            "Annotator": [one.annotator_id for one in ordered],
            "Letter": ["yes" if one.letter else "" for one in ordered],
            "Labels": [f"{one.n_before}, then {one.n_after}" for one in ordered],
            "Right": [f"{shown(one.before)} → {shown(one.after)}" for one in ordered],
            "Others, same items": [
                f"{shown(one.others_before)} → {shown(one.others_after)}" for one in ordered
            ],
            "Change": [_few(one, amount(one.change, measure)) for one in ordered],
            "Beside the others": [_few(one, amount(one.adjusted, measure)) for one in ordered],
            "Expected without a letter": [shown(one.expected) for one in ordered],
        }
    )


def _few(one: AnnotatorChange, said: str) -> str:
    return "too few labels" if one.few else said


def as_whiskers(rows: Sequence[AnnotatorChange], measure: str) -> pd.DataFrame:
    """The change of each annotator beside the others, by name; those with too few labels left out."""
    known = [one for one in rows if not one.few and not math.isnan(one.adjusted.value)]
    known.sort(key=lambda one: one.annotator_id.casefold())
    return pd.DataFrame(
        {
            "name": [one.annotator_id for one in known],
            "value": [one.adjusted.value for one in known],
            "low": [one.adjusted.low for one in known],
            "high": [one.adjusted.high for one in known],
            "shown": [
                f"{amount(one.adjusted, measure)} beside the others; itself {amount(one.change, measure)}"
                for one in known
            ],
            "quiet": [one.adjusted.low <= 0 <= one.adjusted.high for one in known],
            "note": ["letter" if one.letter else "" for one in known],
        }
    )


def of_effect(effect: Effect, planned: Evaluated | None, measure: str) -> pd.DataFrame:
    """The ways of reckoning what letters did; those that cannot be reckoned left out."""
    ways = [
        ("before and after alone", effect.naive),
        ("beside those without (difference in differences)", effect.difference),
        ("corrected for luck", effect.corrected),
    ]
    if planned is not None:
        ways.append(("as chance drew them", planned.effect))
    known = [(name, one) for name, one in ways if not math.isnan(one.value)]
    return pd.DataFrame(
        {
            "name": [name for name, _ in known],
            "value": [one.value for _, one in known],
            "low": [one.low for _, one in known],
            "high": [one.high for _, one in known],
            "shown": [amount(one, measure) for _, one in known],
            "quiet": [name == "before and after alone" for name, _ in known],
        }
    )


def reach(rows: pd.DataFrame, least: float = 0.1) -> tuple[float, float]:
    """An axis about zero that holds all intervals."""
    ends = rows[["low", "high", "value"]].abs().to_numpy()
    known = ends[~pd.isna(ends)]
    end = math.ceil(max(float(known.max(initial=0.0)), least) * 10.5) / 10
    return -end, end
