"""Choices between two things, and questions where several categories may be ticked."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from annotate.annotations import Level, Question
from annotate.habits import Kind


def pairs(make, how: str):
    """Ten people say which of two texts is better; a3 picks the longer, or the left, in 60%."""
    rng = np.random.default_rng(4)
    n = 300
    lengths = rng.integers(50, 900, (n, 2))
    better = rng.integers(0, 2, n)
    item, annotator = np.repeat(np.arange(n), 5), []
    for _ in range(n):
        annotator += list(rng.permutation(10)[:5])
    annotator = np.array(annotator)
    label = np.where(rng.random(item.size) < 0.85, better[item], 1 - better[item])
    habit = {"long": lengths.argmax(axis=1)[item], "left": np.zeros(item.size, int)}[how]
    label = np.where((annotator == 3) & (rng.random(item.size) < 0.6), habit, label)
    data = make(item, annotator, label, n_answers=2)
    texts = {
        f"response_{side}": ["x" * k for k in lengths[:, at]]
        for at, side in enumerate(("left", "right"))
    }
    question = Question("tone", Level.NOMINAL, ("left", "right"))
    return replace(data, items=data.items.assign(**texts), questions=(question,))


@pytest.mark.parametrize(
    ("how", "kind"), [("long", Kind.PREFERS_LONG), ("left", Kind.PREFERS_FIRST)]
)
def test_who_goes_by_length_or_by_place_is_found_and_nobody_else(found, make, how, kind) -> None:
    named = found(pairs(make, how))
    assert {a: {h.kind for h in own} for a, own in enumerate(named) if own} == {3: {kind}}


def test_who_ticks_everything_is_found_and_told_so_once(found, make) -> None:
    rng = np.random.default_rng(5)
    names = ("a", "b", "c", "d")
    sets = [s for r in range(5) for s in itertools.combinations(names, r)]
    n, people = 150, 8
    truth = rng.random((n, 4)) < 0.3
    item, annotator = np.repeat(np.arange(n), people), np.tile(np.arange(people), n)
    ticked = truth[item] ^ (rng.random((item.size, 4)) < 0.06)
    ticked |= ((annotator == 2) & (rng.random(item.size) < 0.8))[:, None]
    codes = {s: k for k, s in enumerate(sets)}
    label = [codes[tuple(itertools.compress(names, row))] for row in ticked]
    data = make(item, annotator, label)
    answers = tuple(json.dumps(list(s)) for s in sets)
    named = found(replace(data, questions=(Question("tone", Level.SET, answers),)))
    assert {a for a, own in enumerate(named) if own} == {2}
    assert Kind.TICKS_EVERYTHING in {h.kind for h in named[2]}
    assert Kind.OVERUSES not in {h.kind for h in named[2]}
