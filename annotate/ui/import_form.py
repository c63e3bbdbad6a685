"""From dropped files to an import: what was understood, corrections, one button.

Nothing is written before the button; a file that cannot be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotate.annotations import Duplicates, Level
from annotate.errors import AnnotateError
from annotate.loading import Loaded, Report, Table
from annotate.projects import How, read_gold
from annotate.ui.import_choices import (
    NONE,
    OPTIONAL,
    UNDERSTOOD,
    chosen,
    is_number,
    key_of,
    order_text,
)
from annotate.ui.import_read import Dropped, loaded_of, tables_of
from annotate.ui.text import count, plain, shortened
from annotate.workspace import Project

PREVIEW_ROWS = 8
_DUPLICATES = {
    Duplicates.LATEST: "The latest counts",
    Duplicates.FIRST: "The first counts",
    Duplicates.ALL: "All count",
}


def understood(dropped: Dropped, project: Project | None, how: How) -> Loaded | None:
    """Show what was understood and let it be corrected; None while it cannot be used.

    With a project, the files are to be added to it in this way.
    """
    try:
        tables = tables_of(dropped.digest, dropped.uploads)
    except AnnotateError as error:
        st.error(plain(str(error)))
        return None
    options = chosen(dropped.digest)
    version = (project.data_version or "") if project else ""
    choices = repr(sorted(options.items()))
    try:
        loaded = loaded_of(dropped.digest, choices, version, how, tables, options, project)
    except AnnotateError as error:
        st.error(plain(str(error)))
        _correct(dropped.digest, tables, None)
        return None
    _show_report(loaded.report)
    if any(problem.code == _REPEATED for problem in loaded.report.problems):
        _choose_duplicates(dropped.digest)
    _preview(tables, loaded.report.columns)
    _correct(dropped.digest, tables, loaded)
    return loaded


def understood_gold(dropped: Dropped, project: Project) -> Loaded | None:
    """Show what gold the files hold for the project; None where they hold none."""
    try:
        loaded = read_gold(project, tables_of(dropped.digest, dropped.uploads))
    except AnnotateError as error:
        st.error(plain(str(error)))
        return None
    known = {q.name: q.n_gold for q in loaded.report.questions if q.n_gold}
    said = ", ".join(f"{count(number, 'item')} for “{name}”" for name, number in known.items())
    st.subheader(plain(f"With these files there is gold on {said}."), anchor=False)
    _show_problems(loaded.report)
    return loaded


def _correct(digest: str, tables: Sequence[Table], loaded: Loaded | None) -> None:
    """The columns and levels as understood, to be corrected; after an error, as last understood."""
    kept = key_of(digest, UNDERSTOOD)
    if loaded is not None:
        asked = {q.name: (q.level.value, q.categories) for q in loaded.annotations.questions}
        st.session_state[kept] = (loaded.report.columns, asked)
    columns, questions = st.session_state.get(kept, ({}, {}))
    names = list(dict.fromkeys(name for table in tables for name in table.columns))
    with st.expander("Columns and levels", expanded=loaded is None):
        _choose_columns(digest, names, columns)
        _choose_levels(digest, questions)


_REPEATED = "repeated_labels"


def _show_report(report: Report) -> None:
    st.subheader(plain(report.summary), anchor=False)
    gold = [f"{count(q.n_gold, 'item')} for “{q.name}”" for q in report.questions if q.n_gold]
    if gold:
        st.markdown(plain(f"There is gold on {', '.join(gold)}."))
    _show_problems(report)


def _show_problems(report: Report) -> None:
    problems, notes = report.of("problem"), report.of("note")
    if problems:
        st.markdown(f"**{len(problems)} thing{'s' if len(problems) > 1 else ''} to look at**")
        for problem in problems:
            st.markdown(f"• {plain(problem.to_text())}")
    else:
        st.markdown("No problems found.")
    if notes:
        with st.expander(f"Notes ({len(notes)})"):
            for note in notes:
                st.markdown(f"• {plain(note.to_text())}")


def _choose_columns(digest: str, names: list[str], known: dict[str, Any]) -> None:
    left, right = st.columns(2)
    for place, role, label in ((left, "item", "Item"), (right, "annotator", "Annotator")):
        _select(place, key_of(digest, role), label, names, known.get(role))
    labels_key = key_of(digest, "labels")
    st.multiselect(
        "Labels: each column is a question",
        names,
        default=[name for name in known.get("labels", ()) if name in names],
        key=labels_key,
    )
    places = st.columns(len(OPTIONAL))
    for place, role in zip(places, OPTIONAL, strict=True):
        chosen = known.get(role) or NONE
        _select(place, key_of(digest, role), role.capitalize(), [NONE, *names], chosen)
    fields, extras = known.get("fields", ()), known.get("extras", ())
    gold = ", ".join(
        f"{column} (of {question})" for question, column in known.get("gold", {}).items()
    )
    for title, said in (
        ("Gold", gold),
        ("Shown with the item", ", ".join(fields)),
        ("Kept with the label", ", ".join(extras)),
    ):
        if said:
            st.caption(f"{title}: {plain(said)}")


def _select(place: Any, key: str, label: str, names: list[str], known: str | None) -> None:
    index = names.index(known) if known in names else None
    place.selectbox(label, names, index=index, key=key, placeholder="Choose a column")


def _choose_levels(digest: str, questions: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    if not questions:
        return
    st.markdown("**Levels.** What may be said about two answers of a question.")
    levels = [level.value for level in Level]
    for question, (known, categories) in questions.items():
        left, right = st.columns([1, 2], vertical_alignment="bottom")
        level = left.selectbox(
            plain(question),
            levels,
            index=levels.index(known),
            key=key_of(digest, f"level-{question}"),
        )
        if level == Level.ORDINAL and not all(is_number(one) for one in categories):
            right.text_input(
                "Order, lowest first, with commas between",
                value=order_text(categories),
                key=key_of(digest, f"order-{question}"),
            )
            continue
        shown = ", ".join(shortened(one, 30) for one in categories[:12])
        more = len(categories) - 12
        right.caption(plain(shown) + (f" and {more:,} more" if more > 0 else ""))


def _choose_duplicates(digest: str) -> None:
    st.radio(
        "Where an annotator labelled an item more than once",
        list(_DUPLICATES),
        format_func=lambda rule: _DUPLICATES[rule],
        key=key_of(digest, "duplicates"),
        horizontal=True,
    )


def _preview(tables: Sequence[Table], columns: Mapping[str, Any]) -> None:
    """The first rows of each file, with what each column was taken for."""
    role_of = {columns.get(role): role for role in ("item", "annotator", *OPTIONAL)}
    role_of |= dict.fromkeys(columns.get("labels", ()), "label")
    role_of |= dict.fromkeys(columns.get("gold", {}).values(), "gold")
    role_of |= dict.fromkeys(columns.get("fields", ()), "item’s")
    for table in tables:
        head = table.frame.head(PREVIEW_ROWS)
        titles = [
            f"{name} · {role_of[name]}" if name in role_of else name for name in table.columns
        ]
        shown = head.map(shortened).set_axis(titles, axis="columns")
        with st.expander(f"{plain(table.name)}: the first rows", expanded=table is tables[0]):
            st.dataframe(shown, hide_index=True)
