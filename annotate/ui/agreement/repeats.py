"""Whether annotators give the same label when the same item comes again."""

from __future__ import annotations

import streamlit as st

from annotate.charts import whiskers
from annotate.ui.agreement.asked import Asked
from annotate.ui.agreement.picture import picture
from annotate.ui.agreement.rows import drawn, of_named
from annotate.ui.computed import people_of
from annotate.ui.parts import theme
from annotate.ui.shell import page_path
from annotate.ui.text import count, interval, percent, plain

MANY = 22


def repeats(asked: Asked) -> None:
    """Each annotator's agreement with themself; a click opens the annotator."""
    found = people_of(asked.key, asked.question.name, asked.round, asked.data).consistency
    if found is None or not found.annotators:
        st.caption(plain(found.reason or "") if found else "Nobody labelled an item again.")
        return
    own = found.coefficients["percent_agreement"]
    bounds = plain(interval(own.low, own.high, as_percent=True))
    st.markdown(
        f"On {count(found.n_items, 'occasion')} somebody labelled an item again; two such labels are"
        f" the same in **{percent(own.value)}** {bounds} of cases."
    )
    table = of_named(
        "annotator",
        [(one.annotator_id, one.agreement) for one in found.annotators],
        [{"items": one.n_items} for one in found.annotators],
    ).sort_values("annotator", key=lambda names: names.str.casefold())
    shown = [
        f"{percent(one['value'])} {interval(one['low'], one['high'], as_percent=True)}"
        f" on {one['items']:,} items"
        for one in table.to_dict("records")
    ]
    rows = drawn(table, "annotator", "value", ends=("low", "high"), shown=shown)
    mark = picture(
        whiskers(
            rows,
            theme=theme(),
            title="agreement with themself, with its 95% interval",
            as_percent=True,
        ),
        "repeats",
        "row",
        lambda: table,
        caption="A corrected label cannot be told from one given again, so where a tool writes"
        " corrections as further rows this is too low. Click a row to open the annotator.",
        height=560 if len(rows) > MANY else None,
    )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": asked.project.name, "annotator": mark["name"]},
        )
