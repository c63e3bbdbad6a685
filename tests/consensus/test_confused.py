"""Which answers each annotator takes for which, against what the model takes to be right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotate.annotations import Labels, Level, Question
from annotate.consensus import confused, fit


def crowd() -> tuple[Labels, np.ndarray]:
    """Four careful annotators; the fifth says 0 for 1 on every other such item."""
    truth = np.arange(90) % 3
    item, who = np.divmod(np.arange(450), 5)
    label = np.where((who == 4) & (truth[item] == 1) & (item % 2 == 0), 0, truth[item])
    question = Question("tone", Level.NOMINAL, ("calm", "annoyed", "angry"))
    return Labels(question, item, who, label, 90, 5), truth


def test_what_is_taken_for_what_is_counted_by_the_right_answer() -> None:
    labels, _ = crowd()
    found = confused(fit(labels))
    assert found is not None
    assert found.counts.sum() == pytest.approx(450)
    assert found.shares(4)[1, 0] == pytest.approx(0.5, abs=0.02)
    assert found.others(4)[1, 0] < 0.02
    assert found.others(4).sum(axis=1) == pytest.approx(1.0)


def test_with_a_reference_for_everything_it_is_the_plain_table() -> None:
    labels, truth = crowd()
    found = confused(fit(labels, truth))
    assert found is not None
    plain = np.zeros((5, 3, 3))
    np.add.at(plain, (labels.annotator, truth[labels.item], labels.label), 1)
    assert found.counts == pytest.approx(plain)


def test_numbers_have_no_such_table() -> None:
    labels, _ = crowd()
    question = Question("score", Level.INTERVAL, ("1", "2", "9"))
    assert confused(fit(replace(labels, question=question))) is None


def test_an_answer_that_is_never_right_has_no_share() -> None:
    labels, truth = crowd()
    two = replace(labels, label=np.minimum(labels.label, 1))
    found = confused(fit(two, np.minimum(truth, 1)))
    assert found is not None
    assert np.isnan(found.shares(0)[2]).all()
