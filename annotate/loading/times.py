"""Reading points in time and durations, whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from annotate.annotations import FloatArray
from annotate.loading.numbers import number, with_decimal_point

TimeArray = npt.NDArray[np.datetime64]

# Month first before day first: a tie can only be days up to the twelfth, and most tools that
# write slashes are American. With points the day comes first everywhere.
_FORMATS = (
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%a %b %d %H:%M:%S %Y",
    "%a, %d %b %Y %H:%M:%S",
)
_ZONE = re.compile(r"\s+(?:GMT|UTC|[ECMP][SD]T|CET|CEST|BST)(?=\s|$)")
_DATE_LIKE = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_EPOCHS = ((1e8, 1e10, 1.0), (1e11, 1e13, 1e3), (1e14, 1e16, 1e6), (1e17, 1e19, 1e9))


def read_times(values: Sequence[str]) -> TimeArray:
    """(D,) each text as a point in time in UTC; NaT where it is none.

    ISO 8601, American and European dates, seconds to nanoseconds since 1970. The format is
    found for the whole column: the one that reads most of it.
    """
    times = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[us]")
    left = np.array([bool(value.strip()) for value in values], dtype=np.bool_)
    texts = pd.Series([_ZONE.sub("", value.strip()) for value in values], dtype="str")
    for reader in (_epochs, _iso, _formatted):
        if left.any():
            times[left] = reader(texts[left])
            left &= np.isnat(times)
    return times


def _epochs(texts: pd.Series[str]) -> TimeArray:
    numbers = np.array([_or_nan(number(text)) for text in texts], dtype=np.float64)
    seconds = np.full(numbers.size, np.nan)
    for low, high, unit in _EPOCHS:
        inside = (numbers >= low) & (numbers < high)
        seconds[inside] = numbers[inside] / unit
    times = np.full(numbers.size, np.datetime64("NaT"), dtype="datetime64[us]")
    known = ~np.isnan(seconds)
    times[known] = (seconds[known] * 1e6).round().astype(np.int64).astype("datetime64[us]")
    return times


def _iso(texts: pd.Series[str]) -> TimeArray:
    dated = texts.where(texts.str.contains(_DATE_LIKE.pattern, regex=True), "")
    bare = dated.str.fullmatch(r"[0-9.+-]*")  # a bare number is no year here
    return _parsed(dated.mask(bare & ~dated.str.contains("-", regex=False), ""), "ISO8601")


def _formatted(texts: pd.Series[str]) -> TimeArray:
    best = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[us]")
    for form in _FORMATS:
        times = _parsed(texts, form)
        if (~np.isnat(times)).sum() > (~np.isnat(best)).sum():
            best = times
        if not np.isnat(best).any():
            break
    return best


def _parsed(texts: pd.Series[str], form: str) -> TimeArray:
    times = pd.to_datetime(texts, format=form, errors="coerce", utc=True)
    return np.asarray(times.dt.tz_localize(None).to_numpy().astype("datetime64[us]"))


def read_seconds(values: Sequence[str], unit: float) -> FloatArray:
    """(D,) each text as a duration in seconds; NaN where it is none or below zero.

    ``unit`` is how many seconds one is. “1:05” and “0:01:05” are minutes and hours.
    """
    return np.array([_seconds(value, unit) for value in values], dtype=np.float64)


def _seconds(text: str, unit: float) -> float:
    value = number(with_decimal_point(text))
    if value is not None:
        return value * unit if value >= 0 else np.nan
    clock = re.fullmatch(r"\s*(?:([0-9]+):)?([0-9]{1,2}):([0-9]{1,2}(?:\.[0-9]+)?)\s*", text)
    if clock is None:
        return np.nan
    hours, minutes, seconds = clock.groups(default="0")
    return int(hours) * 3600.0 + int(minutes) * 60.0 + float(seconds)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
