"""The coefficients of one question: a chart, and what each of them means."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import streamlit as st

from annotate.agreement import MEANINGS, QuestionAgreement
from annotate.annotations import FloatArray, Question
from annotate.charts import whiskers
from annotate.ui.parts import theme
from annotate.ui.text import decimal, interval, plain

CUT_OFFS = (
    (0.667, "0.667: tentative conclusions (Krippendorff)"),
    (0.8, "0.8: reliable (Krippendorff)"),
)


def coefficients(result: QuestionAgreement) -> None:
    """All coefficients on one scale, and beside it each with its meaning folded in."""
    left, right = st.columns([3, 2], gap="large")
    rows = _rows(result)
    with left:
        if len(rows):
            lows = rows["low"].dropna()
            chart = whiskers(
                rows,
                theme=theme(),
                title="value, with its 95% interval",
                domain=(min(0.0, *lows, *rows["value"]), 1.0),
                rules=CUT_OFFS,
            )
            st.altair_chart(chart, height="content")
    with right:
        for name, coefficient in result.coefficients.items():
            meaning = MEANINGS[name]
            bounds = plain(interval(coefficient.low, coefficient.high))
            with st.expander(f"{meaning.title} **{decimal(coefficient.value)}** {bounds}"):
                if coefficient.reason:
                    st.markdown(plain(coefficient.reason))
                st.markdown(plain(f"{meaning.means} {meaning.misleads}"))
                st.caption(meaning.source)


def _rows(result: QuestionAgreement) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "name": MEANINGS[name].title,
                "value": coefficient.value,
                "low": coefficient.low,
                "high": coefficient.high,
                "shown": f"{decimal(coefficient.value)} {interval(coefficient.low, coefficient.high)}",
                "quiet": False,
            }
            for name, coefficient in result.coefficients.items()
            if not math.isnan(coefficient.value)
        ]
    )


def most_confused(question: Question, confusion: FloatArray) -> str:
    """The sentence on the two answers that differ most often; empty where none do.

    ``confusion`` is (A, K, K), own answer against the others'.
    """
    table = confusion.sum(axis=0)
    between = table + table.T
    np.fill_diagonal(between, 0.0)
    if not between.any():
        return ""
    first, second = np.unravel_index(int(between.argmax()), between.shape)
    return (
        f" Most disagreement is between **{plain(question.shown(int(first)))}** and"
        f" **{plain(question.shown(int(second)))}**."
    )
