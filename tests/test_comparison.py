from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.annotations import Duplicates
from annotate.profile import compare

rows = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=30
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows)
def test_each_label_is_set_beside_everybody_elses(make, rows) -> None:
    """Against the slow and obvious way, with repeated labels that all count."""
    item, annotator, label = zip(*rows, strict=True)
    comparison = compare(make(item, annotator, label, duplicates=Duplicates.ALL), "tone")
    labels = comparison.labels
    for k in range(len(labels)):
        theirs = [x for i, a, x in rows if i == labels.item[k] and a != labels.annotator[k]]
        if theirs:
            assert np.isclose(comparison.same[k], np.mean([x == labels.label[k] for x in theirs]))
        else:
            assert np.isnan(comparison.same[k])
        pairs = [x == y for x, y in combinations(theirs, 2)]
        if pairs:
            assert np.isclose(comparison.among[k], np.mean(pairs))
        else:
            assert np.isnan(comparison.among[k])


def test_an_annotators_labels_are_a_slice_in_the_order_of_the_file(make) -> None:
    comparison = compare(make([2, 0, 1, 2], [1, 0, 1, 0], [0, 1, 2, 0]), "tone")
    own = comparison.of(1)
    assert comparison.labels.item[own].tolist() == [2, 1]
    assert comparison.labels.label[own].tolist() == [0, 2]
    assert comparison.place(1, 0) is None
    place = comparison.place(1, 1)
    assert place is not None
    assert comparison.labels.label[place] == 2
