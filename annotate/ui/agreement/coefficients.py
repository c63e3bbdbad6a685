"""Every coefficient, folded: one chart, and each with its explanation."""

from __future__ import annotations

import math

import streamlit as st

from annotate.agreement import MEANINGS
from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.explained import explained
from annotate.ui.agreement.near import choose_weights
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.questions import CUT_OFFS
from annotate.ui.agreement.rows import drawn, lowest, of_coefficients
from annotate.ui.computed import coefficients_of
from annotate.ui.parts import theme
from annotate.ui.text import decimal, interval, plain


def coefficients(asked: Asked) -> None:
    """All coefficients on one scale, worked out when they are unfolded."""
    fold = st.expander("Every coefficient", key="every-coefficient", on_change="rerun")
    if fold.open:
        with fold:
            _all(asked)


def _all(asked: Asked) -> None:
    weights = choose_weights(asked.question, "credit")
    result = coefficients_of(asked.key, asked.question.name, asked.round, asked.data, weights)
    table = of_coefficients(result.coefficients)
    rows = drawn(table, "coefficient", "value", ends=("low", "high"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        if rows.empty:
            st.caption("None of them is defined here; each says why.")
        else:
            chart = whiskers(
                rows,
                theme=theme(),
                title="value, with its 95% interval",
                domain=(lowest(rows), 1.0),
                rules=CUT_OFFS,
            )
            picture(
                chart,
                "coefficients",
                None,
                lambda: table,
                caption="They differ in what they call chance. Dashed: Krippendorff’s cut-offs for"
                " alpha.",
                half=True,
            )
    with right, st.container(gap=None, horizontal_alignment="left"):
        for name, one in result.coefficients.items():
            bounds = plain(interval(one.low, one.high))
            with st.popover(
                f"{MEANINGS[name].title} **{decimal(one.value)}** {bounds}",
                type="tertiary",
            ):
                if one.reason and math.isnan(one.value):
                    st.warning(plain(one.reason))
                elif one.reason:
                    st.markdown(plain(one.reason))
                explained(name)
