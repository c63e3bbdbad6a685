"""Alpha by round, and whether it changed from one to another."""

from __future__ import annotations

import streamlit as st

from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked, go_to_round
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.questions import CUT_OFFS
from annotate.ui.agreement.rows import drawn, lowest, of_rounds
from annotate.ui.agreement.words import changed
from annotate.ui.computed import change_of, rounds_of
from annotate.ui.parts import theme
from annotate.ui.questions import round_title
from annotate.ui.text import plain


def rounds(asked: Asked) -> None:
    """Each round's alpha; a click shows the page for that round."""
    found = rounds_of(asked.key, asked.question.name, asked.data)
    there = [one.round for one in found]
    silent = [plain(round_title(name)) for name in asked.data.rounds if name not in there]
    if silent:
        st.caption(f"No labels of this question in {', '.join(silent)}.")
    if len(found) > 1:
        st.markdown(_change(asked, there))
    table = of_rounds(found)
    titles = table.assign(title=[round_title(name) for name in table["round"]])
    rows = drawn(titles, "title", "value", ends=("low", "high"))
    rows["round"] = table.loc[table["value"].notna(), "round"].tolist()
    for one in found:
        reason = one.coefficients["krippendorff_alpha"].reason
        if reason:
            st.caption(f"{plain(round_title(one.round))}: {plain(reason)}")
    if rows.empty:
        return
    chart = whiskers(
        rows,
        theme=theme(),
        title="alpha, with its 95% interval",
        domain=(lowest(rows), 1.0),
        rules=CUT_OFFS,
        fields=("round",),
    )
    mark = picture(
        chart,
        "rounds",
        "row",
        lambda: table,
        caption="Click a round to see this page for its labels alone. Dashed: Krippendorff’s cut-offs.",
    )
    if mark:
        go_to_round(mark["round"])


def _change(asked: Asked, there: list[str]) -> str:
    """The sentence on the change between two rounds: the last two, or those chosen."""
    first, second = there[-2:]
    if len(there) > 2:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = _choose("From", there, len(there) - 2)
            second = _choose("To", there, len(there) - 1)
    if first == second:
        return "Choose two different rounds to see what changed between them."
    change = change_of(asked.key, asked.question.name, (first, second), asked.data)
    return changed(round_title(first), round_title(second), change)


def _choose(label: str, there: list[str], place: int) -> str:
    return st.selectbox(
        label,
        there,
        index=place,
        format_func=round_title,
        key=f"change-{label.lower()}-{'|'.join(there)}",
        width=200,
    )
