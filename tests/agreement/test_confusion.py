"""Who answers what where others answer what, and which items divide."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import confusion_with_others, item_disagreement
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.annotations import Duplicates, Labels
from annotate.errors import DataError


@given(data=st.data())
def test_a_row_spreads_each_label_over_the_others(
    data: st.DataObject, ragged_matrices: Callable, labels_in: Callable
) -> None:
    """So its total is the labels that share an item, its diagonal the agreement with others."""
    matrix = data.draw(ragged_matrices())
    labels = labels_in(matrix, answers=tuple("01234"))
    table = confusion_with_others(labels)
    assert table.shape == (len(matrix), 5, 5)
    shared = (matrix >= 0) & ((matrix >= 0).sum(axis=0) >= 2)
    for annotator, own in np.ndindex(len(matrix), 5):
        expected = (shared[annotator] & (matrix[annotator] == own)).sum()
        assert table[annotator, own].sum() == pytest.approx(expected)
    for one in of_labels(labels, tuple("abcdefgh"), Options(replicates=0)).annotators:
        if one.n_items_shared:
            mine = table["abcdefgh".index(one.annotator_id)]
            assert np.trace(mine) / mine.sum() == pytest.approx(one.agreement)


def test_own_repeats_are_not_others(made_of: Callable) -> None:
    said = [("i", "A", "x"), ("i", "A", "y"), ("i", "B", "y")]
    labels = made_of(said, duplicates=Duplicates.ALL).coded("q")
    np.testing.assert_array_equal(
        confusion_with_others(labels), [[[0, 1], [0, 1]], [[0, 0], [0.5, 0.5]]]
    )


def test_a_table_beyond_memory_is_refused_in_words(labels_in: Callable) -> None:
    matrix = np.array([[0, 1], [0, 1]])
    labels = labels_in(matrix, answers=tuple(map(str, range(20_000))))
    with pytest.raises(DataError, match="too many distinct answers"):
        confusion_with_others(labels)


def disagreement(labels_in: Callable, rows: list[list[int]], level: str, answers: tuple) -> list:
    labels: Labels = labels_in(np.array(rows), level, answers)
    return item_disagreement(labels).tolist()


def test_disagreement_is_the_mean_distance_of_two_labels(labels_in: Callable) -> None:
    """Labels 0, 0, 2 of a scale of three, and one label alone."""
    rows = [[0, -1], [0, 1], [2, -1]]
    for level, expected in (("nominal", 2 / 3), ("ordinal", 2 / 3), ("interval", 2 / 3)):
        first, alone = disagreement(labels_in, rows, level, ("1", "2", "5"))
        assert first == pytest.approx(expected)
        assert np.isnan(alone)


def test_near_misses_divide_less_where_the_level_has_order(labels_in: Callable) -> None:
    """Labels 1 and 2 of the scale 1, 2, 5: half the scale by position, a quarter by value."""
    rows = [[0], [1]]
    found = {
        level: disagreement(labels_in, rows, level, ("1", "2", "5"))[0]
        for level in ("nominal", "ordinal", "interval", "ratio")
    }
    assert found == pytest.approx({"nominal": 1, "ordinal": 0.5, "interval": 0.25, "ratio": 1 / 9})


def test_sets_divide_by_their_overlap(labels_in: Callable) -> None:
    assert disagreement(labels_in, [[0], [1]], "set", ('["a"]', '["a", "b"]')) == [0.5]
