"""What becomes of a batch of changes, given what is in the store; no disk, no clock.

A batch is what one client did, in its order. The rules, for each change in turn:

1. An id that is in the history already was accepted before: the same outcome again.
2. A change to the value that is there is accepted and makes no new revision.
3. A change of a kind where the last one wins is accepted.
4. A change is accepted when its base is the current revision, or when it stems from a base
   that an earlier change of the same batch to the same key was accepted from. So a client
   that went on writing while it was offline does not conflict with itself: it may leave
   the base of all its edits at the last revision that it was told of.
5. Anything else is a conflict, and so is every later change in the batch to that key, lest
   a base that the client guessed ahead (4 after 3) meets a revision made by someone else.

What a client does to keep its part: it sends a change until it is told the outcome, never
alters one that it has sent, sends the changes to one key in their order, and when one is
saved gives the new revision as base to those of the same key that are still waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotate.workspace.changes import (
    Change,
    Conflict,
    Entry,
    Key,
    Kind,
    Outcome,
    RefusedError,
    Saved,
)
from annotate.workspace.rules import encoded

LAST_WINS = frozenset({Kind.READ, Kind.PLACE})


@dataclass(frozen=True)
class Accepted:
    """A change that goes into the history, and the revision that it made or found."""

    change: Change
    revision: int
    is_new: bool


@dataclass
class _AtKey:
    """What is known of one key while a batch is gone through."""

    entry: Entry
    bases: set[int] = field(default_factory=set)
    conflicted: bool = False


def decide(
    changes: Iterable[Change],
    current: Mapping[Key, Entry],
    known: Mapping[str, tuple[Saved, int]],
    at: str,
) -> tuple[list[Outcome], list[Accepted]]:
    """The outcome of each change in order, and what is to be written, in order.

    ``current`` holds the entries of the keys in the batch as far as there are any, ``known``
    the ids that were accepted before with their outcome and base. RefusedError where an id
    comes back with another key or value: one of the two would be lost unnoticed.
    """
    keys: dict[Key, _AtKey] = {}
    known = dict(known)
    outcomes: list[Outcome] = []
    accepted: list[Accepted] = []
    for change in changes:
        if change.key not in keys:
            nothing = Entry(change.key, None, 0, "", "")
            keys[change.key] = _AtKey(current.get(change.key, nothing))
        here = keys[change.key]
        if change.id in known:
            outcomes.append(_again(change, here, *known[change.id]))
            continue
        outcome, written = _judge(change, here, at)
        outcomes.append(outcome)
        if written is not None and isinstance(outcome, Saved):
            accepted.append(written)
            known[change.id] = (outcome, change.base)
    return outcomes, accepted


def _again(change: Change, here: _AtKey, first: Saved, base: int) -> Saved:
    if first.key != change.key or encoded(first.value) != encoded(change.value):
        raise RefusedError(
            f"A change to {change.key.kind} came with the id of an earlier one ({change.id[:60]})"
            " but says something else. Nothing was written: each change needs an id of its own.",
            change.id,
        )
    if first.revision == here.entry.revision:
        here.bases |= {base, change.base}
    return first


def _judge(change: Change, here: _AtKey, at: str) -> tuple[Outcome, Accepted | None]:
    entry = here.entry
    if encoded(change.value) == encoded(entry.value):
        here.bases.add(change.base)
        saved = Saved(change.id, change.key, entry.value, entry.revision, entry.at or at)
        return saved, Accepted(change, entry.revision, is_new=False)
    fits = change.base == entry.revision or change.base in here.bases
    if change.key.kind not in LAST_WINS and (here.conflicted or not fits):
        here.conflicted = True
        return Conflict(change.id, change.key, entry.value, entry.revision, entry.at), None
    revision = entry.revision + 1
    here.bases.add(change.base)
    here.entry = Entry(change.key, change.value, revision, at, change.reviewer)
    return Saved(change.id, change.key, change.value, revision, at), Accepted(
        change, revision, is_new=True
    )
