"""What the reader corrected on the import form, as options for loading.

The form's widgets keep their values in session state under keys that begin with the digest of
the dropped files, so that other files begin afresh.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotate.annotations import Level
from annotate.ui.import_roles import options_of

ROLES, BASE, UNDERSTOOD, SPELLINGS, REMEMBERED = (
    "roles",
    "base",
    "understood",
    "spellings",
    "remembered",
)


def key_of(digest: str, name: str) -> str:
    """The session state's key of one widget of the form."""
    return f"import-{digest}-{name}"


def kept(digest: str, name: str, default: Any) -> Any:
    """What the session keeps of the form under a name."""
    return st.session_state.get(key_of(digest, name), default)


def chosen(digest: str) -> dict[str, Any]:
    """Keyword options of ``loading.read``; empty until the reader touched something.

    What was remembered of files with the same columns stands until something else is chosen.
    """
    options: dict[str, Any] = dict(kept(digest, REMEMBERED, {}))
    options |= options_of(kept(digest, BASE, {}), edited(digest))
    labels = options.get("labels", ())
    # The questions of columns that are no longer chosen have no level to give.
    levels = dict(options.get("levels", {})) | _by_question(digest, "level", labels)
    options["levels"] = {name: one for name, one in levels.items() if not labels or name in labels}
    orders = dict(options.get("orders", {})) | _orders(digest, options["levels"])
    options["orders"] = {n: order for n, order in orders.items() if _is_ordinal(n, options)}
    for name in ("duplicates", "unsubmitted"):
        options[name] = kept(digest, name, None) or options.get(name)
    options["spellings"] = kept(digest, SPELLINGS, options.get("spellings", {}))
    return {name: value for name, value in options.items() if value}


def edited(digest: str) -> dict[str, str]:
    """Column -> the role that the reader gave it in the table of columns."""
    columns = list(kept(digest, BASE, {}))
    edits = kept(digest, ROLES, {})
    rows = edits.get("edited_rows", {}) if isinstance(edits, Mapping) else {}
    return {
        columns[int(row)]: cells["is"]
        for row, cells in rows.items()
        if cells.get("is") and int(row) < len(columns)
    }


def begin_afresh(digest: str) -> None:
    """Let go of all that was chosen for these files, once they are imported."""
    start = key_of(digest, "")
    for key in [key for key in st.session_state if str(key).startswith(start)]:
        del st.session_state[key]


def respell(digest: str, question: str, spellings: Mapping[str, str]) -> None:
    """Take labels of a question for others from now on; without any, as they are again."""
    known = dict(kept(digest, SPELLINGS, kept(digest, REMEMBERED, {}).get("spellings", {})))
    known[question] = {**known.get(question, {}), **spellings} if spellings else {}
    st.session_state[key_of(digest, SPELLINGS)] = {q: one for q, one in known.items() if one}


def order_text(answers: Sequence[str]) -> str:
    """Answers with commas between; those that hold one are quoted."""
    return ", ".join(f'"{answer}"' if "," in answer else answer for answer in answers)


def is_number(text: str) -> bool:
    """Whether an answer orders itself."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_ordinal(question: str, options: Mapping[str, Any]) -> bool:
    return bool(options["levels"].get(question, Level.ORDINAL) == Level.ORDINAL)


def _orders(digest: str, levels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The scale of each ordinal question whose answers are words."""
    _, questions = kept(digest, UNDERSTOOD, ({}, {}))
    written = _by_question(digest, "order", list(levels))
    orders: dict[str, tuple[str, ...]] = {}
    for question in [name for name, level in levels.items() if level == Level.ORDINAL]:
        _, categories = questions.get(question, ("", ()))
        if question in written:
            answers = next(csv.reader([written[question]], skipinitialspace=True), [])
            orders[question] = tuple(answer.strip() for answer in answers)
        elif categories and not all(is_number(one) for one in categories):
            # To begin with, the order that the reader is shown for correction.
            orders[question] = tuple(categories)
    return orders


def _by_question(digest: str, what: str, among: Sequence[str]) -> dict[str, str]:
    """What was chosen for each question; of all questions where ``among`` is empty."""
    start = key_of(digest, f"{what}-")
    found = {
        str(key).removeprefix(start): value
        for key, value in st.session_state.items()
        if str(key).startswith(start) and value
    }
    return {name: value for name, value in found.items() if not among or name in among}
