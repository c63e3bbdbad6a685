from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import annotate
from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus import fit

SAMPLE = Path("sample_data")


def split_crowd(accuracy: list[float], n_items: int, contested: int) -> tuple[Labels, IntArray]:
    """Everybody labels everything; on the first items two answers are equally good."""
    rng = np.random.default_rng(0)
    truth, other = rng.integers(0, 3, n_items), rng.integers(1, 3, n_items)
    item, who = np.divmod(np.arange(n_items * len(accuracy)), len(accuracy))
    right = rng.random(item.size) < np.array(accuracy)[who]
    label = np.where(right, truth[item], (truth[item] + rng.integers(1, 3, item.size)) % 3)
    second = (item < contested) & (rng.random(item.size) < 0.5)
    label = np.where(second, (truth + other)[item] % 3, label)
    question = Question("q", Level.NOMINAL, tuple("abc"))
    return Labels(question, item, who, label, n_items, len(accuracy)), truth


def test_items_on_which_good_annotators_split_are_contested_and_their_labels_no_errors() -> None:
    labels, _ = split_crowd([0.95] * 8, 200, 30)
    found = fit(labels)
    # A fair coin thrown eight times comes out 6 to 2 or more even in three of ten.
    assert found.contested[:30].mean() > 0.6
    assert found.contested[30:].mean() < 0.02
    assert found.called_wrong[labels.item < 30].mean() < 0.08


def test_poor_annotators_who_differ_contest_nothing() -> None:
    labels, _ = split_crowd([0.95] * 4 + [0.5] * 4, 200, 0)
    found = fit(labels)
    assert found.contested.mean() < 0.06


def test_an_item_with_a_reference_is_decided() -> None:
    labels, truth = split_crowd([0.95] * 8, 200, 30)
    known = np.where(np.arange(200) < 30, truth, MISSING)
    assert not fit(labels, known).contested[:30].any()


def test_the_ambiguous_items_of_the_sample_are_marked_far_more_often_than_others() -> None:
    """Of the 38 that are ambiguous on purpose many got the same answer from all the same."""
    data = annotate.load(SAMPLE / "labels.csv")
    planted = json.loads((SAMPLE / "truth.json").read_text())["items"]
    ambiguous = np.array([bool(planted[item]["ambiguous"]) for item in data.item_ids])
    found = fit(data.coded("tone"))
    assert found.contested[ambiguous].mean() > 10 * found.contested[~ambiguous].mean()
    assert found.called_wrong[ambiguous[found.labels.item]].mean() < 0.25
