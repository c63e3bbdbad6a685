"""One annotator: what stands out, whom they differ from and how, their labels, your verdicts."""

import altair as alt
import streamlit as st

from annotate.annotations import Level
from annotate.charts import Axes, heatmap
from annotate.profile import QuestionProfile, by_category
from annotate.reading import Queue
from annotate.ui.annotator_parts import (
    confusion_cells,
    consensus_cells,
    habit_text,
    judged_table,
    labels_table,
    queue_of_habit,
    scores_table,
    sentences,
)
from annotate.ui.computed import comparison_of, key_of, profiles_of
from annotate.ui.parts import clicked_mark, clicked_row, empty, heading, theme
from annotate.ui.questions import choose_question
from annotate.ui.reading_links import address, read
from annotate.ui.session import require_project
from annotate.ui.shell import page_path
from annotate.ui.text import count, plain

MOST_CATEGORIES = 25
OTHERS, CONSENSUS = "the others’ most frequent answer", "the consensus"


def _against(own: QuestionProfile) -> str | None:
    if own.against_consensus is None:
        return OTHERS
    return st.segmented_control(
        "Their answer against", [OTHERS, CONSENSUS], default=OTHERS, key="against"
    )


project, data = require_project()
name = st.query_params.get("annotator", "")
profile = next((one for one in profiles_of(project, data) if one.annotator_id == name), None)
if profile is None:
    empty(
        "No such annotator",
        f"This project has no annotator “{plain(name)}”." if name else "No annotator was chosen.",
        "annotators",
        "See all annotators",
    )

heading(
    name,
    project.name,
    f"{count(profile.n_labels, 'label')}"
    f" · {profile.reading.read:,} items read ({profile.reading.at_random:,} at random)",
)
with st.container(horizontal=True):
    st.page_link(page_path("annotators"), label="← All annotators")
    st.page_link(
        page_path("letters"),
        label="Write the letter",
        query_params={"project": project.name, "annotator": name},
    )
    st.page_link(
        page_path("read"),
        label="Read their labels",
        query_params=address(project, Queue.of_annotator(name)),
    )
    st.page_link(
        page_path("read"),
        label="Read what is probably wrong",
        query_params=address(project, Queue.suspicious(name)),
    )
question = choose_question(data)
own = profile.questions[question.name]

left, right = st.columns(2, gap="large")
with left:
    for sentence in sentences(profile, own):
        st.markdown(sentence)
    st.subheader("What stands out", anchor=False)
    habits = sorted(profile.habits, key=lambda one: one.question not in (question.name, ""))
    if not habits:
        st.markdown("Nothing stands out beyond what chance would bring.")
    for position, habit in enumerate(habits):
        said, shown = st.columns([6, 1], vertical_alignment="center")
        said.markdown(habit_text(habit, question.name))
        if shown.button("Read", key=f"habit-{position}", type="tertiary"):
            read(project, queue_of_habit(habit, name))
    if habits:
        st.caption(
            "Against the others on the same items, corrected for all that was looked at; in"
            " brackets the 95% interval. It says what stands out, not who is right."
        )
with right:
    if question.level is Level.SET or len(question.answers) > MOST_CATEGORIES:
        st.caption("Too many different answers for a picture; see the labels below.")
    elif not len(own.cells):
        st.caption("No other annotator labelled their items, so there is nothing to compare.")
    elif _against(own) == CONSENSUS and own.against_consensus is not None:
        clicked_mark(
            heatmap(
                consensus_cells(own, own.against_consensus),
                Axes("they said", "the consensus", question.answers, question.answers),
                theme=theme(),
                tooltip=[
                    alt.Tooltip("row:N", title="they said"),
                    alt.Tooltip("column:N", title="the consensus"),
                    alt.Tooltip("shown:N", title="labels, expected"),
                    alt.Tooltip("share:N", title="of theirs there"),
                    alt.Tooltip("others:N", title="of the others’"),
                ],
            ),
            "confusion-consensus",
            "cell",
        )
        st.caption(
            "What all labels, gold and your judgements together say is probably right; an item"
            " counts for each answer as far as that is probable."
        )
    else:
        mark = clicked_mark(
            heatmap(
                confusion_cells(own),
                Axes("they said", "the others said", question.answers, question.answers),
                theme=theme(),
                tooltip=[
                    alt.Tooltip("row:N", title="they said"),
                    alt.Tooltip("column:N", title="the others said"),
                    alt.Tooltip("shown:N", title="labels"),
                    alt.Tooltip("share:N", title="of the others’"),
                ],
            ),
            "confusion",
            "cell",
        )
        st.caption("Click a cell to read its items. Ties among the others are left out.")
        if mark:
            read(project, Queue.cell(question.name, mark["row"], mark["column"], name))

comparison = comparison_of(key_of(project), question.name, data)
record = project.store.record()
labels, judged, right_or_wrong = st.tabs(
    ["Their labels", f"Judged ({profile.reading.judged})", "Against the reference"]
)
with labels:
    table = labels_table(data, comparison, name)
    agree = st.column_config.NumberColumn(
        "Agree", format="%.0f%%", help="Share of the others’ labels on the item that are the same."
    )
    chosen = clicked_row(table, "labels", height=420, column_config={"Agree": agree})
    if chosen is not None:
        read(project, Queue.of_annotator(name), item_id=table["Item"].iloc[chosen])
with judged:
    table = judged_table(data, record, name)
    if table.empty:
        st.caption("You have not judged any of their labels yet.")
    else:
        chosen = clicked_row(table, "judged")
        if chosen is not None:
            read(project, Queue.of_annotator(name), item_id=table["Item"].iloc[chosen])
with right_or_wrong:
    table = scores_table(by_category(data, comparison, name, record))
    if table.empty:
        st.caption("None of their items has gold or a ruling.")
    else:
        st.dataframe(table, hide_index=True)
        st.caption(
            "Precision: of their labels of a category, the share that is right. Recall: of the"
            " items that are this category, the share that they called so."
        )
