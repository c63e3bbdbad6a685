"""``summary.csv``: one row an annotator, for whoever sends the letters. Not for annotators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from math import isnan

from annotate.judgements import Verdict
from annotate.profile import Profile

COLUMNS = (
    "annotator_id",
    "labels",
    "agreement",
    "agreement_low",
    "agreement_high",
    "alpha",
    "accuracy",
    "read",
    "judged",
    "errors",
    "letter_state",
    "file",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def summary(rows: Iterable[tuple[Profile, str, str]]) -> bytes:
    """The file as UTF-8, from (profile, state of the letter, its file).

    Several questions are averaged by labels; undefined is empty. A text that a spreadsheet
    would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for profile, state, file in rows:
        agreement = profile.mean("agreement")
        writer.writerow(
            [
                safe_cell(profile.annotator_id),
                profile.n_labels,
                *(_number(x) for x in (agreement.value, agreement.low, agreement.high)),
                _number(profile.mean("alpha").value),
                _number(profile.mean("accuracy").value),
                profile.reading.read,
                profile.reading.judged,
                profile.reading.verdicts.get(Verdict.ERROR, 0),
                safe_cell(state),
                safe_cell(file),
            ]
        )
    return out.getvalue().encode()


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value: float) -> str:
    """The number in full; a negative number is a number, and needs no apostrophe."""
    return "" if isnan(value) else repr(float(value))
