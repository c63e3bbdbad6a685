"""What the reader corrected on the import form, as options for loading.

The form's widgets keep their values in session state under keys that begin with the digest of
the dropped files, so that other files begin afresh.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

import streamlit as st

from annotate.annotations import Level

NONE = "–"
OPTIONAL = ("round", "seconds", "time", "comment")
UNDERSTOOD = "understood"


def key_of(digest: str, name: str) -> str:
    """The session state's key of one widget of the form."""
    return f"import-{digest}-{name}"


def chosen(digest: str) -> dict[str, Any]:
    """Keyword options of ``loading.read``; empty until the reader touched something."""
    state = st.session_state
    roles = {role: state.get(key_of(digest, role)) for role in ("item", "annotator", *OPTIONAL)}
    options: dict[str, Any] = {
        role: value for role, value in roles.items() if value and value != NONE
    }
    options["labels"] = list(state.get(key_of(digest, "labels"), ()))
    # The questions of columns that are no longer chosen have no level to give.
    options["levels"] = _by_question(digest, "level", options["labels"])
    options["orders"] = _orders(digest, options["levels"])
    options["duplicates"] = state.get(key_of(digest, "duplicates"))
    return {name: value for name, value in options.items() if value}


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


def _orders(digest: str, levels: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The scale of each ordinal question whose answers are words."""
    _, questions = st.session_state.get(key_of(digest, UNDERSTOOD), ({}, {}))
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
