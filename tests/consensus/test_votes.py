from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import MajorityVote, Wawa
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotations import MISSING, Labels, Level, Question
from annotate.consensus import MODELS, fit

rows = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=40
)


def labels_of(triples: list[tuple[int, int, int]]) -> Labels:
    item, annotator, label = np.array(triples, dtype=np.int64).reshape(-1, 3).T
    return Labels(Question("q", Level.NOMINAL, tuple("abcd")), item, annotator, label, 5, 6)


def test_a_tie_is_reported_and_never_broken() -> None:
    found = fit(labels_of([(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 3)]), model="majority")
    assert found.code.tolist() == [MISSING, 3, MISSING, MISSING, MISSING]
    assert found.p_wrong.tolist() == [0.5, 0.5, 0.0, 0.0]


def test_wawa_equals_crowdkits_where_nothing_ties() -> None:
    triples = [
        (i, a, (i if a < 3 or (i + a) % 3 else i + 1) % 4) for i in range(5) for a in range(5)
    ]
    labels = labels_of(triples)
    frame = pd.DataFrame({"task": labels.item, "worker": labels.annotator, "label": labels.label})
    weights = Wawa().fit(frame).skills_
    theirs = MajorityVote().fit(frame, skills=weights).probas_.sort_index().sort_index(axis=1)
    ours = fit(labels, model="wawa").posterior.full()
    np.testing.assert_allclose(ours, theirs.to_numpy(), atol=1e-9)


@pytest.mark.parametrize("model", MODELS)
@given(rows, st.integers(0, 3))
@settings(max_examples=12, deadline=None)
def test_every_model_gives_probabilities_whatever_the_labels(
    model: str, triples: list[tuple[int, int, int]], answer: int
) -> None:
    """Few items, repeated labels, an annotator without any, an answer known that nobody gave."""
    labels = labels_of(triples)
    for known in (None, np.array([answer, MISSING, MISSING, MISSING, MISSING])):
        found = fit(labels, known, model=model)
        table = found.posterior.full()
        np.testing.assert_allclose(table.sum(axis=1), 1.0, atol=1e-6)
        alone = all(np.unique(labels.annotator[labels.item == i]).size < 2 for i in range(5))
        if model == "hierarchical" and alone and (known is None or 0 not in labels.item):
            assert np.isnan(found.p_wrong).all()
            continue
        assert ((found.p_wrong >= 0) & (found.p_wrong <= 1)).all()
        labelled = np.isin(np.arange(6), labels.annotator)
        assert (np.isnan(found.accuracy) == ~labelled).all()
        if known is not None:
            own = labels.item == 0
            assert (found.p_wrong[own] == (labels.label[own] != answer)).all()
            assert found.code[0] == answer
