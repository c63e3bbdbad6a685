"""What durable fields send is stored once, and answered in full; no browser, no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from annotate.annotations import Annotations, Level, Question
from annotate.errors import WorkspaceError
from annotate.ui.outbox import Answer, answer, opened, scope_of
from annotate.workspace import Change, Key, Kind, Outcome, Project, Store, Workspace


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Workspace(tmp_path).create("p")


@pytest.fixture
def store(project: Project) -> Store:
    return project.store


def change(change_id: str, value: Any, base: int = 0, **key: str) -> dict[str, Any]:
    named = {"kind": "note", "item_id": "i0", "annotator_id": "", "question": ""} | key
    return {"id": change_id, "value": value, "base": base} | named


def told(store: Store, *changes: object, n: int = 5) -> Answer:
    return answer(opened({"n": n, "changes": list(changes)}), store)


def test_a_message_is_stored_and_acknowledged_with_its_number(store: Store) -> None:
    heard = told(store, change("a", "hello"), n=12)
    assert heard.heard == 12
    assert [(ack["id"], ack["ok"], ack["revision"]) for ack in heard.acks] == [("a", True, 1)]
    assert heard.problem == ""
    assert store.entry(Key(Kind.NOTE, "i0")).value == "hello"  # type: ignore[union-attr]


def test_the_same_message_twice_is_one_change_with_the_same_answer(store: Store) -> None:
    first = told(store, change("a", "hello"))
    again = told(store, change("a", "hello"), change("b", "hello you", 1))
    assert again.acks[0] == first.acks[0]
    assert again.acks[1]["revision"] == 2
    assert len(store.history(Key(Kind.NOTE, "i0"))) == 2


def test_a_change_to_an_old_revision_is_answered_with_what_is_there(store: Store) -> None:
    told(store, change("a", "first tab"))
    [ack] = told(store, change("b", "second tab")).acks
    assert (ack["ok"], ack["conflict"], ack["value"]) == (False, True, "first tab")


@pytest.mark.parametrize(
    "broken",
    [
        change("x", "no verdict", kind="verdict", annotator_id="Mira", question="tone"),
        change("x", "of no kind", kind="fancy"),
        {"id": "x"},
        {"id": "x", "kind": "note", "value": "?", "surprise": 1},
    ],
)
def test_a_change_that_can_never_be_stored_is_refused_alone(
    store: Store, broken: dict[str, Any]
) -> None:
    heard = told(store, broken, change("a", "hello"))
    refused = [ack for ack in heard.acks if "refused" in ack]
    assert [ack["id"] for ack in refused] == ["x"]
    assert [ack["id"] for ack in heard.acks if ack["ok"]] == ["a"]


def test_an_id_that_comes_back_with_another_text_is_refused_alone(store: Store) -> None:
    told(store, change("a", "hello"))
    heard = told(store, change("a", "goodbye"), change("b", "on another item", item_id="i1"))
    assert {str(ack["id"]): ack["ok"] for ack in heard.acks} == {"a": False, "b": True}
    assert store.entry(Key(Kind.NOTE, "i0")).value == "hello"  # type: ignore[union-attr]


def test_when_nothing_can_be_written_nothing_is_acknowledged_and_the_reason_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Sequence[Change]) -> list[Outcome]:
        raise WorkspaceError("The disk is full. Make room.")

    monkeypatch.setattr(store, "apply", full)
    heard = told(store, change("a", "hello"), n=3)
    assert heard == Answer(3, (), "The disk is full. Make room.")


@pytest.mark.parametrize("raw", [None, 7, "text", [], {}, {"n": "x", "changes": "y"}])
def test_what_is_no_message_is_an_empty_one(store: Store, raw: object) -> None:
    assert answer(opened(raw), store) == Answer()


def test_a_set_is_stored_as_the_data_write_it(store: Store) -> None:
    question = Question("topics", Level.SET, ('["b","a"]', '["c"]'))
    data = Annotations(
        pd.DataFrame({"item_id": ["i0"]}, dtype=str),
        pd.DataFrame({"annotator_id": ["Mira"], "kind": ["human"]}),
        (),
        pd.DataFrame({"item": [0], "annotator": [0]}),
        (question,),
        {"topics": np.array([0])},
    )
    for name, sent, stored in (
        ("r1", '["a","b"]', '["b","a"]'),
        ("r2", '["c","a"]', '["a", "c"]'),
    ):
        ruling = change(name, sent, kind="ruling", item_id=name, question="topics")
        answer(opened({"n": 1, "changes": [ruling]}), store, data)
        entry = store.entry(Key(Kind.RULING, name, question="topics"))
        assert entry is not None
        assert entry.value == stored


def test_the_place_in_the_browsers_storage_survives_a_rename(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    before = scope_of(workspace.create("old"))
    workspace.rename("old", "new")
    assert scope_of(workspace.open("new")) == before
