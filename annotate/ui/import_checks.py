"""The checks on what was dropped: each with its rows, and with what mends it as a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from annotate.annotations import Duplicates
from annotate.loading import Loaded, Problem, Table, merged_spellings, rows_of, without_no_answers
from annotate.loading.unsubmitted import Unsubmitted
from annotate.ui.import_choices import SPELLINGS, kept, key_of, respell
from annotate.ui.text import plain, shortened

_DUPLICATES = {
    Duplicates.LATEST: "The latest counts",
    Duplicates.FIRST: "The first counts",
    Duplicates.ALL: "All count",
}
_UNSUBMITTED = {
    Unsubmitted.ASIDE: "Keep them aside",
    Unsubmitted.COUNT: "Count their labels",
    Unsubmitted.DROP: "Leave them out",
}
_ALIKE = 3  # problems of one kind, beyond which they are folded together


def show_problems(digest: str, tables: Sequence[Table], loaded: Loaded, *, mend: bool) -> None:
    """What to look at, then the notes, folded; with ``mend``, each with its remedy."""
    report = loaded.report
    problems, notes = report.of("problem"), report.of("note")
    if problems:
        st.markdown(f"**{len(problems)} thing{'s' if len(problems) > 1 else ''} to look at**")
    else:
        st.markdown("No problems found.")
    for code, group in groupby(problems, key=lambda problem: problem.code):
        same = list(group)
        if len(same) > _ALIKE:
            with st.expander(f"{len(same)} questions: {plain(same[0].message)} …", key=None):
                _each(digest, tables, loaded, same, mend=mend)
        else:
            _each(digest, tables, loaded, same, mend=mend)
        if code == "repeated_labels" and mend:
            title = "Where an annotator labelled an item more than once"
            _choose(digest, "duplicates", title, _DUPLICATES)
    if mend and any(note.code.startswith("unsubmitted") for note in notes):
        waiting = [note for note in notes if note.code.startswith("unsubmitted")]
        notes = tuple(note for note in notes if note not in waiting)
        _each(digest, tables, loaded, waiting, mend=mend)
        _choose(digest, "unsubmitted", "Where an annotation was not submitted", _UNSUBMITTED)
    if notes:
        with st.expander(f"Notes ({len(notes)})"):
            _each(digest, tables, loaded, notes, mend=mend)
    if mend:
        _mended(digest)


def _each(
    digest: str, tables: Sequence[Table], loaded: Loaded, found: Sequence[Problem], *, mend: bool
) -> None:
    for problem in found:
        name = f"{problem.code}-{problem.question}-{problem.message[:40]}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"{digest}-{name}"):
            st.markdown(f"• {plain(problem.message)}", width="stretch")
            if mend:
                _remedy(digest, loaded, problem)
            if problem.rows and any(problem.rows):
                with st.popover(f"Rows ({problem.count:,})", key=f"rows-{digest}-{name}"):
                    _show_rows(problem, tables)


def _show_rows(problem: Problem, tables: Sequence[Table]) -> None:
    found = rows_of(problem, list(tables))
    if problem.count > len(found):
        st.caption(f"The first {len(found):,} of {problem.count:,}")
    shown = found.astype("str").map(shortened)
    st.dataframe(shown, hide_index=True, width=900, height=min(36 * len(found) + 40, 320))


def _remedy(digest: str, loaded: Loaded, problem: Problem) -> None:
    """A button where one click mends it."""
    if problem.code == "similar_categories":
        title, spellings = "Merge them", merged_spellings(loaded.annotations, problem.question)
    elif problem.code == "no_answer_kept":
        title, spellings = (
            "Take as no answer",
            without_no_answers(loaded.annotations, problem.question),
        )
    else:
        return
    st.button(
        title,
        key=key_of(digest, f"mend-{problem.code}-{problem.question}"),
        on_click=respell,
        args=(digest, problem.question, spellings),
    )


def _choose(digest: str, name: str, title: str, words: Mapping[Any, str]) -> None:
    """A rule of loading, as a row of choices under the check that asks for it."""
    st.radio(
        title,
        list(words),
        format_func=lambda rule: words[rule],
        key=key_of(digest, name),
        horizontal=True,
        label_visibility="collapsed",
    )


def _mended(digest: str) -> None:
    """What was mended by a click, and the way back."""
    spelled: Mapping[str, Mapping[str, str]] = kept(digest, SPELLINGS, {})
    for question, spellings in spelled.items():
        said = ", ".join(
            f"“{label}” is “{other}”" if other else f"“{label}” is no answer"
            for label, other in spellings.items()
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(f"{question}: {shortened(said, 200)}"), width="content")
            st.button(
                "Undo",
                key=key_of(digest, f"unmend-{question}"),
                type="tertiary",
                on_click=respell,
                args=(digest, question, {}),
            )
