"""The count tables hold exactly what counting by hand gives."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations import Labels, Level, Question
from annotate.counts import (
    annotator_patterns,
    compact,
    pair_counts,
    patterns,
    shared_labels,
)
from annotate.errors import DataError


def labels(rows: list[tuple[int, int, int]], answers: int, size: int = 8) -> Labels:
    """Labels from (item, annotator, answer) codes."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    question = Question("q", Level.NOMINAL, tuple(map(str, range(answers))))
    return Labels(question, *columns, n_items=size, n_annotators=size)


rows_of = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 4)), max_size=40)


def by_hand(given_labels: Labels, answers: int) -> np.ndarray:
    """The item x answer count table."""
    table = np.zeros((given_labels.n_items, answers))
    np.add.at(table, (given_labels.item, given_labels.label), 1)
    return table


@pytest.mark.parametrize("answers", [5, 60])
@given(rows=rows_of)
def test_each_items_pattern_is_its_row_of_counts(rows: list, answers: int) -> None:
    """Both for rows that fit one number (5 answers) and for those that do not (60)."""
    given_labels = labels(rows, answers)
    found, expected = patterns(given_labels), by_hand(given_labels, answers)
    labelled = expected.sum(axis=1) > 0
    assert (found.of_item[~labelled] == -1).all()
    np.testing.assert_array_equal(found.table[found.of_item[labelled]], expected[labelled])


@pytest.mark.parametrize("answers", [5, 60])
@given(rows=rows_of)
def test_patterns_are_distinct_and_weigh_all_labelled_items(rows: list, answers: int) -> None:
    given_labels = labels(rows, answers)
    found = patterns(given_labels)
    assert len(np.unique(found.table, axis=0)) == len(found)
    assert found.n_items == len(np.unique(given_labels.item))
    np.testing.assert_array_equal(
        found.by_answer(found.count), by_hand(given_labels, answers).sum(axis=0)
    )


def test_a_shared_hash_only_costs_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two different rows had one hash, every item becomes a pattern of its own."""

    class Same:
        def integers(self, low: int, high: int, size: int, dtype: type) -> np.ndarray:
            return np.ones(size, dtype=dtype)

    monkeypatch.setattr("annotate.counts.np.random.default_rng", lambda seed: Same())
    given_labels = labels([(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 4), (2, 0, 1)], 60)
    found = patterns(given_labels)
    np.testing.assert_array_equal(found.table[found.of_item[:3]], by_hand(given_labels, 60)[:3])
    assert found.weight.tolist() == [1, 1, 1]


@given(rows=rows_of)
def test_annotator_patterns_count_every_label_once(rows: list) -> None:
    given_labels = labels(rows, 5)
    table = patterns(given_labels)
    found = annotator_patterns(given_labels, table)
    counted = Counter()
    for annotator, cell, count in zip(found.annotator, found.cell, found.count, strict=True):
        counted[annotator, table.pattern[cell], table.label[cell]] += count
    assert counted == Counter(
        (annotator, table.of_item[item], label) for item, annotator, label in rows
    )


def test_own_repeats_are_told_apart_from_others() -> None:
    """Annotator 0 said 1, 1 and 2 on item 0; annotator 1 said 1."""
    given_labels = labels([(0, 0, 1), (0, 0, 1), (0, 0, 2), (0, 1, 1)], 5)
    found = annotator_patterns(given_labels, patterns(given_labels))
    rows = sorted(
        zip(
            found.annotator.tolist(),
            found.count.tolist(),
            found.own_same.tolist(),
            found.own.tolist(),
            strict=True,
        )
    )
    assert rows == [(0, 1, 1, 3), (0, 2, 2, 3), (1, 1, 1, 1)]


@given(rows=rows_of)
def test_pairs_are_every_two_labels_of_different_annotators_on_one_item(rows: list) -> None:
    given_labels = labels(rows, 5)
    found = pair_counts(given_labels)
    counted = {
        (found.a[pair], found.b[pair], first, second): count
        for pair, first, second, count in zip(
            found.pair, found.first, found.second, found.count, strict=True
        )
    }
    expected = Counter(
        (a, b, first, second)
        for item, a, first in rows
        for other, b, second in rows
        if item == other and a < b
    )
    assert counted == expected
    assert (found.n == np.bincount(found.pair, found.count, minlength=len(found))).all()


def test_counting_in_portions_gives_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    given_labels = labels(list(zip(*rng.integers(0, 5, size=(3, 200)), strict=True)), 5)
    whole = pair_counts(given_labels)
    monkeypatch.setattr("annotate.counts._AT_ONCE", 10)
    parts = pair_counts(given_labels)
    for name in ("a", "b", "pair", "first", "second", "count"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))


def test_tables_of_nothing_are_empty() -> None:
    nothing = labels([], 3)
    table = patterns(nothing)
    assert len(table) == 0
    assert table.n_items == 0
    assert annotator_patterns(nothing, table).count.size == 0
    assert len(pair_counts(nothing)) == 0
    assert list(shared_labels(nothing)) == []


@given(rows=rows_of)
def test_compact_labels_have_the_same_answers_and_no_unused_codes(rows: list) -> None:
    given_labels = labels(rows, 9)
    kept, used = compact(given_labels)
    np.testing.assert_array_equal(used[kept.label], given_labels.label)
    assert kept.question.answers == tuple(str(code) for code in used)
    assert sorted(set(kept.label)) == list(range(len(used)))


def test_too_many_answers_to_compare_in_pairs_are_refused_in_words() -> None:
    one = labels([(0, 0, 0)], 5)
    vast = replace(one, n_annotators=10**9)
    with pytest.raises(DataError, match="too many to compare annotators in pairs"):
        pair_counts(vast)
