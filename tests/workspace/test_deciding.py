"""Store.apply against a model that is a dict, and against clients who lose their connection."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.workspace import (
    Change,
    Conflict,
    Key,
    Kind,
    Saved,
    Store,
    Workspace,
    forget_engines,
)

_numbers = itertools.count()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all examples; each example has keys of its own."""
    home: Path = tmp_path_factory.mktemp("home")
    yield Workspace(home).create("model").store
    forget_engines(home)


@dataclass
class Model:
    """The rules of conflicts, said once more and as plainly as can be."""

    values: dict[Key, object] = field(default_factory=dict)
    revisions: dict[Key, int] = field(default_factory=dict)
    seen: dict[str, tuple[Key, object, int, int]] = field(default_factory=dict)

    def apply(self, batch: list[Change]) -> list[tuple[bool, object, int]]:
        fine: dict[Key, set[int]] = {}
        lost: set[Key] = set()
        told = []
        for change in batch:
            key = change.key
            now, value = self.revisions.get(key, 0), self.values.get(key)
            mine = fine.setdefault(key, set())
            if change.id in self.seen:
                _, first, revision, base = self.seen[change.id]
                if revision == now:
                    mine |= {base, change.base}
                told.append((True, first, revision))
                continue
            may = key not in lost and change.base in mine | {now}
            if change.value != value and (key.kind is Kind.PLACE or may):
                now, value = now + 1, change.value
            elif change.value != value:
                lost.add(key)
                told.append((False, value, now))
                continue
            self.values[key], self.revisions[key] = value, now
            mine.add(change.base)
            self.seen[change.id] = (key, value, now, change.base)
            told.append((True, value, now))
        return told


drafts = st.tuples(
    st.sampled_from(["note one", "note two", "place"]),
    st.sampled_from([None, "a", "b", ""]),
    st.integers(0, 6),  # base
    st.none() | st.integers(0, 5),  # send an earlier change again
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(drafts, max_size=5), max_size=8))
def test_apply_does_what_a_dict_would(
    store: Store, batches: list[list[tuple[str, str | None, int, int | None]]]
) -> None:
    example = f"{next(_numbers)}-"
    keys = {
        "note one": Key(Kind.NOTE, f"{example}1"),
        "note two": Key(Kind.NOTE, f"{example}2"),
        "place": Key(Kind.PLACE, question=example),
    }
    model, sent = Model(), list[Change]()
    for drafted in batches:
        batch = []
        for name, text, base, again in drafted:
            value = {"item_id": text, "queue": ""} if name == "place" and text else text
            value = None if name == "place" and not text else value
            change = Change(f"{example}{next(_numbers)}", keys[name], value, base)
            if again is not None and again < len(sent):
                change = sent[again]
            batch.append(change)
            sent.append(change)
        outcomes = store.apply(batch)
        told = [(isinstance(one, Saved), one.value, one.revision) for one in outcomes]
        assert told == model.apply(batch)
        assert [outcome.id for outcome in outcomes] == [change.id for change in batch]
    for key in keys.values():
        entry = store.entry(key)
        assert (entry.value if entry else None) == model.values.get(key)
        assert (entry.revision if entry else 0) == model.revisions.get(key, 0)
        assert_history_tells_the_whole_story(store, key)


def assert_history_tells_the_whole_story(store: Store, key: Key) -> None:
    """Every revision is there once or more, in order, and the last is the current value."""
    events = store.history(key)[::-1]
    steps = [event.revision for event in events if event.revision]
    assert steps == sorted(steps)
    assert set(steps) == set(range(1, max(steps, default=0) + 1))
    entry = store.entry(key)
    if entry is not None:
        assert (events[-1].value, events[-1].revision) == (entry.value, entry.revision)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["type", "send", "send, answer lost", "send half"]), max_size=25))
def test_who_writes_alone_never_conflicts_however_bad_the_connection(
    store: Store, doings: list[str]
) -> None:
    key = Key(Kind.NOTE, f"alone-{next(_numbers)}")
    waiting: list[Change] = []
    revision, typed = 0, ""
    for doing in [*doings, "send"]:
        if doing == "type":
            typed += "x"
            waiting.append(Change(f"alone-{next(_numbers)}", key, typed, revision))
            continue
        batch = waiting[: (len(waiting) + 1) // 2] if doing == "send half" else waiting
        outcomes = store.apply(batch)
        assert not any(isinstance(outcome, Conflict) for outcome in outcomes)
        if outcomes and doing != "send, answer lost":
            revision = outcomes[-1].revision
            waiting = [replace(change, base=revision) for change in waiting[len(batch) :]]
    entry = store.entry(key)
    assert (entry.value if entry else "") == typed


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.booleans()), max_size=20))
def test_nothing_is_overwritten_that_the_writer_had_not_seen(
    store: Store, doings: list[tuple[str, bool]]
) -> None:
    """Two windows write in turn, with or without looking: a Saved always stands on what it saw."""
    key = Key(Kind.NOTE, f"two-{next(_numbers)}")
    seen = {"A": (0, None), "B": (0, None)}
    for number, (window, looks) in enumerate(doings):
        entry = store.entry(key)
        now = (entry.revision, entry.value) if entry else (0, None)
        if looks:
            seen[window] = now
        [outcome] = store.apply(
            [Change(f"{key.item_id}-{number}", key, str(number), seen[window][0])]
        )
        assert isinstance(outcome, Saved) == (seen[window] == now)
        if isinstance(outcome, Saved):
            seen[window] = (outcome.revision, str(number))
