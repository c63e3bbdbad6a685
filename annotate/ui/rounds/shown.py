"""What the rounds page shows: timeline, claims, annotators, what the letters did."""

from __future__ import annotations

import streamlit as st

from annotate.annotations import Annotations
from annotate.charts import timeline, whiskers
from annotate.follow_up import guideline_times, moments
from annotate.habits import Kind
from annotate.reading import Queue
from annotate.rounds import Claim, QuestionChange, Rounds
from annotate.ui.agreement.picture import picture
from annotate.ui.parts import clicked_row, theme
from annotate.ui.reading_links import read
from annotate.ui.rounds.tables import (
    as_whiskers,
    happened,
    of_annotators,
    of_categories,
    of_claims,
    of_effect,
    reach,
    spans,
)
from annotate.ui.rounds.words import of_letters, of_plan
from annotate.ui.shell import page_path
from annotate.ui.text import plain
from annotate.workspace import Project


def show_timeline(project: Project, found: Rounds) -> None:
    """The rounds, and the letters and versions of the guideline between them."""
    rows = spans(found.timeline, guideline_times(project))
    if rows.empty:
        return
    events = happened(moments(project))
    st.altair_chart(timeline(rows, events, theme=theme()))
    if len(events):
        st.caption("Diamonds: versions of the guideline, and letters marked as sent.")


def show_claims(project: Project, data: Annotations, found: Rounds, question: str) -> None:
    """Each habit of before, counted again."""
    claims = [one for one in found.claims if one.habit.question in ("", question)]
    if not claims:
        st.markdown("No habit stood out in the first of the two rounds.")
        return
    at = clicked_row(of_claims(claims), "claims")
    st.caption(
        "What stood out before, on the scale of the letter, and since. “Beside the others”: less how the"
        " others changed on the same items. “Without luck”: what was left of it to expect, since who"
        " stands out most does so partly by chance. Click a row to read the items since."
    )
    if at is not None:
        after = found.names[1] if found.names[1] in data.rounds else None
        read(project, _queue(claims[at]).within(after))


def _queue(claim: Claim) -> Queue:
    habit = claim.habit
    if habit.kind is Kind.CONFUSES and claim.after.n:
        return Queue.cell(habit.question, habit.answer, habit.expected, claim.annotator_id)
    return Queue.of_annotator(claim.annotator_id)


def show_categories(found: QuestionChange) -> None:
    """Each category: how many of the labels that should say it do."""
    st.dataframe(of_categories(found.categories), hide_index=True)
    st.caption(
        "Of the labels on items whose trusted answer, else the others’ most frequent one, is the category."
        " Labels on one item vary together, and the intervals know it."
    )


def show_annotators(project: Project, found: QuestionChange) -> None:
    """Everybody, by name: how they changed beside the others on the same items."""
    rows = as_whiskers(found.annotators, found.measure)
    table = of_annotators(found.annotators, found.measure)
    if rows.empty:
        st.markdown("Nobody has eight labels on both sides, too few to say anything of annotators.")
        st.dataframe(table, hide_index=True)
        return
    share = found.measure == "share"
    chart = whiskers(
        rows,
        theme=theme(),
        title="change beside the others on the same items, with its 95% interval",
        domain=reach(rows),
        rules=[(0.0, "no change")],
        as_percent=share,
    )
    with st.container(height=min(520, 150 + 28 * len(rows)), border=False):
        mark = picture(
            chart,
            "changes",
            "row",
            lambda: table,
            caption="To the right: better. ▼ got a letter. Grey: it may be no change. Items that got"
            " easier are easier for the others too, so they are taken off; this takes it that the others"
            " did not change by themselves. Click a row to open the annotator.",
        )
    if mark:
        st.switch_page(
            page_path("annotator"),
            query_params={"project": project.name, "annotator": mark["name"]},
        )
    with st.expander("As a table"):
        st.dataframe(table, hide_index=True)


def show_effect(found: QuestionChange) -> None:
    """What the letters did, by each way of reckoning, and what each takes for granted."""
    if found.planned is not None:
        st.markdown(of_plan(found.planned, found.measure))
    st.markdown(of_letters(found.effect, found.measure))
    rows = of_effect(found.effect, found.planned, found.measure)
    if rows.empty:
        return
    picture(
        whiskers(
            rows,
            theme=theme(),
            title="what letters did, with its 95% interval",
            domain=reach(rows),
            rules=[(0.0, "nothing")],
            as_percent=found.measure == "share",
        ),
        "effect",
        None,
        lambda: rows[["name", "value", "low", "high"]],
        caption=plain(
            "Before and after alone takes luck for an effect: letters go to the worst, and the worst"
            " improve by themselves. Beside those without, a better round for all is taken off, but not"
            f" luck. {found.effect.assumed}"
        ),
    )
