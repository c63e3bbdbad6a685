from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.consensus import explain, fit

ANSWERS = ("calm", "annoyed", "angry")


def crowd() -> tuple[Labels, IntArray]:
    """Four careful annotators; the fifth says calm for annoyed on every other such item."""
    truth = np.arange(90) % 3
    item, who = np.divmod(np.arange(450), 5)
    label = truth[item]
    confused = (who == 4) & (label == 1) & (item % 2 == 0)
    label = np.where(confused, 0, label)
    return Labels(Question("tone", Level.NOMINAL, ANSWERS), item, who, label, 90, 5), truth


def test_a_confusion_is_told_with_who_disagrees_and_how_often_it_happens() -> None:
    labels, _ = crowd()
    at = int(np.flatnonzero(labels.label != np.arange(90)[labels.item] % 3)[0])
    text = explain(fit(labels), at)
    assert text.startswith("Likely wrong (")
    assert "4 of 4 careful annotators say annoyed" in text
    assert "this annotator says calm for annoyed 50% of the time, others 0%" in text


def test_a_label_that_nobody_doubts_is_told_as_right() -> None:
    labels, _ = crowd()
    assert explain(fit(labels), 0).startswith("Likely right (")


def test_a_reference_is_named_and_is_final() -> None:
    labels, truth = crowd()
    known = np.where(np.arange(90) < 30, truth, MISSING)
    at = int(np.flatnonzero(labels.label != truth[labels.item])[0])
    text = explain(fit(labels, known), at)
    assert text == "Wrong: the reference says annoyed; this annotator says calm."


def test_a_contested_item_is_said_to_be_so() -> None:
    labels, _ = crowd()
    label = np.where((labels.item == 3) & (labels.annotator < 2), 2, labels.label)
    fitted = fit(replace(labels, label=label))
    fitted.contested[3] = True
    assert explain(fitted, 15).startswith("Contested, not called an error: ")


def test_a_hard_item_is_said_to_be_so() -> None:
    labels, _ = crowd()
    label = np.where((labels.item == 5) & (labels.annotator == 0), 1, labels.label)
    label = np.where((labels.item == 5) & (labels.annotator == 1), 0, label)
    fitted = fit(replace(labels, label=label))
    assert "a hard item, where a usual annotator errs " in explain(fitted, 25)
    easy = np.delete(fitted.difficulty, 5)
    assert fitted.difficulty[5] > 2 * np.median(easy)


def test_numbers_are_told_by_their_consensus() -> None:
    labels, _ = crowd()
    question = Question("score", Level.INTERVAL, ("1", "2", "9"))
    text = explain(fit(replace(labels, question=question)), 0)
    assert "this annotator says 1; the consensus is " in text
