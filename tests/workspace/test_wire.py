"""What comes from a browser is trusted in nothing; what goes back says what became of it."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import WorkspaceError
from annotate.workspace import (
    Change,
    Key,
    Kind,
    Project,
    RefusedError,
    changes_from_json,
    outcome_to_json,
)
from annotate.workspace.wire import refusal_to_json

GOOD: dict[str, Any] = {
    "id": "u1",
    "kind": "verdict",
    "item_id": "i",
    "annotator_id": "a",
    "question": "q",
    "value": "error",
    "base": 3,
}


def test_a_change_from_the_browser_is_a_change() -> None:
    [change] = changes_from_json([GOOD], reviewer="Ruth")
    assert change == Change("u1", Key(Kind.VERDICT, "i", "a", "q"), "error", 3, "Ruth")


def test_parts_that_do_not_apply_may_be_left_out() -> None:
    message = {"id": "u", "kind": "note", "item_id": "i", "annotator_id": None, "value": None}
    assert changes_from_json([message]) == [Change("u", Key(Kind.NOTE, "i"), None)]


@pytest.mark.parametrize(
    "broken",
    [
        {"id": ""},
        {"id": 7},
        {"id": "\ud800"},
        {"kind": "verdicts"},
        {"kind": ["verdict"]},
        {"kind": None},
        {"item_id": ""},
        {"item_id": 0},
        {"item_id": ["i"]},
        {"item_id": "i" * 100_001},
        {"question": "\udfff"},
        {"kind": "note"},  # an annotator in the key of a note
        {"value": "Error"},
        {"value": True},
        {"value": math.nan},
        {"value": ["error"]},
        {"base": -1},
        {"base": 1.0},
        {"base": True},
        {"base": "3"},
        {"base": 2**60},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_broken_change_is_refused_and_named(broken: dict[str, Any]) -> None:
    message = GOOD | broken
    with pytest.raises(RefusedError, match="Nothing was written") as refused:
        changes_from_json([message])
    assert refused.value.change_id in ("u1", message["id"], "")


@pytest.mark.parametrize(
    ("kind", "parts", "value"),
    [
        ("exemplary", "item_id annotator_id question", False),
        ("exemplary", "item_id annotator_id question", 1),
        ("message", "item_id annotator_id question", {"text": "x"}),
        ("message", "item_id annotator_id question", "x" * 32_000_001),
        ("note", "item_id", 5),
        ("ruling", "item_id", "x"),
        ("read", "item_id", "random"),
        ("read", "item_id", {"queue": "random"}),
        ("read", "item_id", {"queue": "random", "probability": 0}),
        ("read", "item_id", {"queue": "random", "probability": 1.5}),
        ("read", "item_id", {"queue": "random", "probability": math.inf}),
        ("read", "item_id", {"queue": "random", "probability": True}),
        ("read", "item_id", {"queue": None, "probability": None}),
        ("read", "item_id", {"queue": "r", "probability": None, "more": 1}),
        ("place", "item_id", {"item_id": "i", "queue": "r"}),
        ("place", "", {"item_id": 1, "queue": "r"}),
        ("letter", "", "Dear …"),
        ("letter_state", "annotator_id", "posted"),
        ("setting", "question", math.nan),
        ("setting", "question", {1: "x"}),
        ("setting", "question", {"x": (1, 2)}),
        ("setting", "question", [10**5000]),
    ],
)
def test_each_kind_has_its_key_and_its_values(kind: str, parts: str, value: object) -> None:
    message = {"id": "u", "kind": kind, "value": value} | dict.fromkeys(parts.split(), "x")
    with pytest.raises(RefusedError):
        changes_from_json([message])


@pytest.mark.parametrize("what", [None, "x", 5, {"id": "u"}, [None], [[]], ["x"], [{}]], ids=str)
def test_what_is_no_list_of_changes_is_refused(what: object) -> None:
    with pytest.raises(RefusedError):
        changes_from_json(what)


def test_a_deep_or_endless_list_is_refused() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(RefusedError, match="nested"):
        changes_from_json([{"id": "u", "kind": "setting", "question": "x", "value": nested}])
    with pytest.raises(RefusedError, match=r"10,001"):
        changes_from_json([GOOD] * 10_001)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(sorted(GOOD)), json_values) | json_values, max_size=3)
)
def test_whatever_comes_it_is_taken_or_refused(messages: list[Any]) -> None:
    try:
        changes = changes_from_json(messages)
    except WorkspaceError:
        return
    assert all(isinstance(change, Change) for change in changes)


@given(json_values)
def test_whatever_the_fields_hold_it_is_taken_or_refused(value: Any) -> None:
    for name in GOOD:
        try:
            changes_from_json([GOOD | {name: value}])
        except RefusedError:
            continue


def test_the_browser_is_told_what_became_of_its_changes(project: Project) -> None:
    [saved] = project.store.apply(changes_from_json([GOOD | {"base": 0}]))
    assert outcome_to_json(saved) == {
        "id": "u1",
        "ok": True,
        "revision": 1,
        "value": "error",
        "conflict": False,
        "at": saved.at,
    }
    stale = GOOD | {"id": "u2", "value": "bad_item", "base": 0}
    told = outcome_to_json(project.store.apply(changes_from_json([stale]))[0])
    assert (told["ok"], told["conflict"], told["value"], told["revision"]) == (
        False,
        True,
        "error",
        1,
    )
    refused = refusal_to_json(RefusedError("It is no verdict.", "u3"))
    assert refused == {"id": "u3", "ok": False, "conflict": False, "refused": "It is no verdict."}
