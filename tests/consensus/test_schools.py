from __future__ import annotations

import numpy as np
import pytest

from annotate.annotations import IntArray, Labels, Level, Question
from annotate.consensus import fit, schools


def crowd(
    seed: int, *, views: bool, n_items: int = 120, people: int = 10
) -> tuple[Labels, IntArray]:
    """Annotators right in nine of ten; with ``views`` the second half answer every third item

    by a rule of their own, as faithfully as the others answer by theirs.
    """
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 3, n_items)
    item, who = np.divmod(np.arange(n_items * people), people)
    kept = rng.random(item.size) < 0.7
    item, who = item[kept], who[kept]
    meant = truth[item]
    if views:
        meant = np.where((who >= people // 2) & (item % 3 == 0), (meant + 1) % 3, meant)
    label = np.where(rng.random(item.size) < 0.9, meant, rng.integers(0, 3, item.size))
    question = Question("q", Level.NOMINAL, tuple("abc"))
    return Labels(question, item, who, label, n_items, people), truth


@pytest.mark.parametrize("seed", range(5))
def test_two_schools_are_reported_and_their_view_is_no_error(seed: int) -> None:
    labels, _ = crowd(seed, views=True)
    fitted = fit(labels)
    found = schools(labels)
    assert found is not None
    first = found.member[0]
    assert found.member.tolist() == [first] * 5 + [1 - first] * 5
    assert found.within > found.between + 0.3
    theirs = labels.item % 3 == 0
    assert fitted.contested[::3].mean() > 0.6
    assert fitted.called_wrong[theirs].mean() < 0.15


@pytest.mark.parametrize("seed", range(20))
def test_annotators_who_merely_err_are_no_schools(seed: int) -> None:
    labels, _ = crowd(seed, views=False)
    assert schools(labels) is None


def test_one_careless_group_is_no_school() -> None:
    """Half of them guess: they agree with nobody, themselves included."""
    labels, _ = crowd(0, views=False)
    rng = np.random.default_rng(1)
    label = np.where(labels.annotator >= 5, rng.integers(0, 3, len(labels)), labels.label)
    guessing = Labels(
        labels.question, labels.item, labels.annotator, label, labels.n_items, labels.n_annotators
    )
    assert schools(guessing) is None
