"""From dropped files to an import: what was understood, checks, corrections.

Nothing is written before the button; a file that cannot be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from annotate.annotations import Level
from annotate.errors import AnnotateError
from annotate.loading import Loaded, Report, Table
from annotate.plan import How, Plan
from annotate.ui.import_checks import show_problems
from annotate.ui.import_choices import (
    BASE,
    REMEMBERED,
    ROLES,
    UNDERSTOOD,
    chosen,
    is_number,
    kept,
    key_of,
    order_text,
)
from annotate.ui.import_read import Dropped, columns_of, loaded_of, plan_of, tables_of
from annotate.ui.import_roles import EXTRA, WORDS, roles_of
from annotate.ui.session import workspace
from annotate.ui.standing import show_plan
from annotate.ui.text import count, plain, shortened
from annotate.workspace import Project
from annotate.workspace.mappings import keep, remembered

_VALUES = 4  # real values beside each column
_LOOKED_AT = 200  # distinct values, for some that are not blank
PREVIEW_ROWS = 8
_FILES = 3  # that are named under the summary


def understood(dropped: Dropped, project: Project | None, how: How) -> Loaded | Plan | None:
    """Show what was understood and let it be corrected; None while it cannot be used.

    With a project, the files are to be added to it in this way: then it is what they change.
    """
    digest = dropped.digest
    try:
        tables = tables_of(dropped)
    except AnnotateError as error:
        st.error(plain(str(error)))
        return None
    _remember(digest, tables)
    options = chosen(digest)
    choices = repr(sorted(options.items()))
    found: Loaded | Plan
    try:
        if project is None:
            found = loaded = loaded_of(digest, choices, tables, options)
        else:
            version = project.data_version or ""
            loaded, found = plan_of(digest, choices, version, how, tables, options, project)
    except AnnotateError as error:
        st.error(plain(str(error)))
        _correct(digest, tables, None)
        return None
    _show_report(loaded.report)
    if project is not None and isinstance(found, Plan):
        show_plan(found, project)
        loaded = Loaded(loaded.annotations, found.report)
    show_problems(digest, tables, loaded, mend=True)
    _correct(digest, tables, loaded)
    _preview(tables)
    return found


def understood_gold(dropped: Dropped, project: Project) -> Plan | None:
    """Show what gold the files hold for the project; None where they hold none."""
    try:
        tables = tables_of(dropped)
        version = project.data_version or ""
        loaded, plan = plan_of(dropped.digest, "", version, How.GOLD, tables, {}, project)
    except AnnotateError as error:
        st.error(plain(str(error)))
        return None
    known = {q.name: q.n_gold for q in loaded.report.questions if q.n_gold}
    said = ", ".join(f"{count(number, 'item')} for “{name}”" for name, number in known.items())
    st.subheader(plain(f"With these files there is gold on {said}."), anchor=False)
    show_plan(plan, project)
    show_problems(dropped.digest, tables, loaded, mend=False)
    return plan


def _remember(digest: str, tables: Sequence[Table]) -> None:
    """Begin with what was said of files with the same columns, once, and say so."""
    if kept(digest, REMEMBERED, None) is None:
        found = remembered(workspace().home, columns_of(tables))
        st.session_state[key_of(digest, REMEMBERED)] = found
    if kept(digest, REMEMBERED, {}):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("Read as you had it for the last file with these columns.", width="content")
            if st.button("Forget that", type="tertiary", key=key_of(digest, "forget")):
                keep(workspace().home, columns_of(tables), {})
                st.session_state[key_of(digest, REMEMBERED)] = {}
                st.session_state.pop(key_of(digest, BASE), None)
                st.rerun()


def _show_report(report: Report) -> None:
    st.subheader(plain(report.summary), anchor=False)
    st.caption(plain(" ".join(file.to_text() for file in report.files[:_FILES])))
    gold = [f"{count(q.n_gold, 'item')} for “{q.name}”" for q in report.questions if q.n_gold]
    if gold:
        st.markdown(plain(f"There is gold on {', '.join(gold)}."))


def _correct(digest: str, tables: Sequence[Table], loaded: Loaded | None) -> None:
    """The columns and levels as understood, to be corrected; after an error, as last understood."""
    if loaded is not None:
        asked = {q.name: (q.level.value, q.categories) for q in loaded.annotations.questions}
        st.session_state[key_of(digest, UNDERSTOOD)] = (loaded.report.columns, asked)
    columns, questions = kept(digest, UNDERSTOOD, ({}, {}))
    with st.expander("Columns", expanded=True):
        _choose_roles(digest, tables, columns)
    if questions:
        with st.expander("Questions: levels and the order of their categories", expanded=True):
            _choose_levels(digest, questions)


def _choose_roles(digest: str, tables: Sequence[Table], columns: Mapping[str, object]) -> None:
    """A row for each column of the files: what it is, to be changed, and some of its values."""
    base = key_of(digest, BASE)
    names = columns_of(tables)
    if base not in st.session_state:
        # The first reading stays under the edits, which are kept by the number of their row.
        st.session_state[base] = roles_of(columns, names)
    roles = st.session_state[base]
    several = len(tables) > 1
    rows = [
        {
            "column": name,
            "is": roles.get(name, EXTRA),
            "values": _values(tables, name),
            **({"file": ", ".join(t.name for t in tables if name in t.columns)} if several else {}),
        }
        for name in names
    ]
    st.data_editor(
        rows,
        key=key_of(digest, ROLES),
        hide_index=True,
        num_rows="fixed",
        disabled=["column", "values", "file"],
        height=min(35 * len(rows) + 38, 423),
        column_config={
            "column": st.column_config.TextColumn("Column", width="small"),
            "is": st.column_config.SelectboxColumn(
                "Is", options=list(WORDS), required=True, width="small"
            ),
            "values": st.column_config.TextColumn("Values in it", width="large"),
            "file": st.column_config.TextColumn("File", width="small"),
        },
    )
    st.caption("Click a cell under “Is” to change what a column was taken for.")


def _values(tables: Sequence[Table], name: str) -> str:
    """Some different values of a column, as they are."""
    table = next(table for table in tables if name in table.columns)
    texts = table.coded(name).texts.head(_LOOKED_AT).tolist()
    filled = [shortened(text, 40) for text in texts if text.strip()]
    return "  ·  ".join(filled[:_VALUES]) or "(all empty)"


def _choose_levels(digest: str, questions: Mapping[str, tuple[str, Sequence[str]]]) -> None:
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


def _preview(tables: Sequence[Table]) -> None:
    """The first rows of each file."""
    with st.expander("The first rows"):
        for table in tables:
            if len(tables) > 1:
                st.caption(plain(table.name))
            st.dataframe(table.frame.head(PREVIEW_ROWS).map(shortened), hide_index=True)
