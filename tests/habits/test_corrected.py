"""Everything that was looked at is corrected together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from annotate.annotations import Level, Question
from annotate.habits import Kind
from annotate.habits.candidates import Candidates
from annotate.habits.corrected import adjusted

QUESTION = Question("q", Level.NOMINAL, ("a", "b"))


def some(p, *, kind: Kind = Kind.OVERUSES, annotator=None, tried: int = 1, tested: int = 0):
    p = np.array(p, dtype=float)
    who = np.arange(p.size) if annotator is None else np.array(annotator)
    many = np.full(p.size, 10)
    return Candidates(
        kind=kind,
        question=QUESTION,
        annotator=who,
        n=many,
        of=2 * many,
        peers=np.full(p.size, 0.1),
        p=p,
        tried=np.full(p.size, tried),
        worth=np.ones(p.size, dtype=bool),
        tested=tested or np.unique(who).size,
        cases=lambda _: np.empty(0, dtype=np.int64),
    )


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=30))
def test_one_thing_an_annotator_is_benjamini_and_hochbergs_rule(p) -> None:
    (found,) = adjusted([some(p)])
    np.testing.assert_allclose(found, false_discovery_control(p), rtol=1e-9)


def test_what_was_tried_within_a_family_counts_and_what_was_never_named_too() -> None:
    # 4 tried, one annotator of ten tested: 0.001 x 4 x 10
    (found,) = adjusted([some([0.001], tried=4, tested=10)])
    assert found[0] == pytest.approx(0.04)


def test_many_neighbours_of_one_kind_do_not_cost_the_other_kinds_their_power() -> None:
    alone = adjusted([some([1e-4]), some(np.full(50, 0.5), kind=Kind.AVOIDS)])[0][0]
    copying = some(
        np.full(5_000, 0.5), kind=Kind.COPIES, annotator=np.repeat(np.arange(50), 100), tried=100
    )
    assert adjusted([some([1e-4]), copying])[0][0] == pytest.approx(alone)


def test_what_is_not_worth_saying_is_never_named() -> None:
    from dataclasses import replace

    one = some([1e-12])
    assert adjusted([replace(one, worth=np.array([False]))])[0][0] == 1.0
    assert adjusted([replace(one, n=np.array([2]))])[0][0] == 1.0
