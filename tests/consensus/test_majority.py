from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotations import MISSING, Labels, Level, Question
from annotate.consensus import majority, majority_of_others
from annotate.consensus.counted import count

triples = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(0, 3)), min_size=0, max_size=40
)


def labels_of(rows: list[tuple[int, int, int]]) -> Labels:
    item, annotator, label = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Labels(Question("q", Level.NOMINAL, tuple("abcd")), item, annotator, label, 5, 6)


def plurality(answers: list[int]) -> int:
    """The slow and obvious way, as the oracle."""
    ranked = Counter(answers).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return MISSING
    return ranked[0][0]


def test_the_most_frequent_answer_is_the_consensus_and_a_tie_is_reported(make_labels) -> None:
    found = majority(make_labels([(0, 0, 1), (0, 1, 1), (0, 2, 2), (1, 0, 0), (1, 1, 2)]))
    assert found.code.tolist() == [1, MISSING]
    assert found.tie.tolist() == [False, True]
    assert found.share.tolist() == [2 / 3, 1 / 2]


def test_an_item_without_labels_has_no_consensus_and_is_no_tie() -> None:
    found = majority(labels_of([(3, 0, 1)]))
    assert found.code.tolist() == [MISSING, MISSING, MISSING, 1, MISSING]
    assert not found.tie.any()
    assert np.isnan(found.share[[0, 1, 2, 4]]).all()


@given(triples)
@settings(max_examples=200, deadline=None)
def test_the_majority_is_that_of_counting_by_hand(rows: list[tuple[int, int, int]]) -> None:
    expected = [plurality([k for i, _, k in rows if i == item]) for item in range(5)]
    assert majority(labels_of(rows)).code.tolist() == expected


@given(triples)
@settings(max_examples=300, deadline=None)
def test_the_others_majority_leaves_out_every_label_of_the_annotator(
    rows: list[tuple[int, int, int]],
) -> None:
    """Including an annotator's second label on the same item."""
    expected = [
        plurality([k for i, a, k in rows if i == item and a != annotator])
        for item, annotator, _ in rows
    ]
    assert majority_of_others(labels_of(rows)).tolist() == expected


def test_counting_is_the_same_with_few_answers_and_with_very_many() -> None:
    """Many answers take the sorted path, which must give the same entries."""
    rng = np.random.default_rng(0)
    item, label = rng.integers(0, 5, 60), rng.integers(0, 4, 60)
    few = Labels(Question("q", Level.NOMINAL, tuple("abcd")), item, item, label, 5, 5)
    answers = tuple(str(k) for k in range(40_000))
    many = Labels(Question("q", Level.NOMINAL, answers), item, item, label, 5, 5)
    for name in ("item", "answer", "count", "entry"):
        assert getattr(count(few), name).tolist() == getattr(count(many), name).tolist()
