"""The sentences of the Agreement page say what holds, and why where something is undefined."""

import numpy as np
import pytest

from annotate.agreement import Coefficient, Difference
from annotate.annotations import Level, Question
from annotate.ui.agreement.words import (
    changed,
    labels_an_item,
    most_confused,
    needed,
    paradox,
    rival,
)

TONE = Question("tone", Level.NOMINAL, ("calm", "annoyed", "angry"))
YES = Question("sure", Level.NOMINAL, ("no", "yes"))


def clear(text):
    return text.replace("\\", "")


def test_the_answers_that_differ_most_often_are_named_whoever_said_which():
    confusion = np.zeros((2, 3, 3))
    confusion[0, 0, 1], confusion[1, 1, 0], confusion[1, 2, 0] = 3, 3, 5
    assert most_confused(TONE, confusion) == (
        "Most disagreement is between **calm** and **annoyed**."
    )
    assert rival(confusion, 2) == 0


def test_where_nobody_differs_no_answers_are_named():
    confusion = np.eye(3)[None]
    assert most_confused(TONE, confusion) == ""
    assert rival(confusion, 0) is None


def test_high_agreement_beside_a_low_alpha_is_called_a_paradox_and_explained():
    # docs/statistics.md: 118 of 125 items "no" twice, seven once: 243 of 250 labels are "no".
    said = paradox(
        YES, np.array([243, 7]), Coefficient(-0.025, None, None), Coefficient(0.944, None, None)
    )
    assert "94%" in said
    assert "97% of the labels are **no**" in clear(said)
    assert "Gwet" in said


@pytest.mark.parametrize(
    ("question", "answers", "alpha", "agreed"),
    [
        (YES, [243, 7], 0.9, 0.99),  # alpha is not low
        (YES, [243, 7], 0.1, 0.5),  # agreement is not high
        (YES, [130, 120], -0.02, 0.944),  # no answer is common
        (YES, [0, 0], np.nan, np.nan),
        (Question("n", Level.INTERVAL, ("1", "2")), [243, 7], 0.0, 0.944),
    ],
)
def test_nothing_else_is_called_a_paradox(question, answers, alpha, agreed):
    one, other = (Coefficient(value, None, None) for value in (alpha, agreed))
    assert paradox(question, np.array(answers), one, other) is None


@pytest.mark.parametrize(
    ("items_with", "said"),
    [
        ([3], "No item has a label"),
        ([0, 0, 4], "Each of the 4 items has 2 labels."),
        ([1, 0, 0, 1], "Each of the 1 item has 3 labels."),
        ([0, 2, 5], "Of 7 items, 5 have 2 labels and 2 have 1 label. Those with one"),
        ([0, 1, 1, 1, 1, 6], "The 10 items have 1 to 5 labels, half of them at least 5."),
    ],
)
def test_how_many_labels_items_have_is_one_sentence(items_with, said):
    assert labels_an_item(np.array(items_with)).startswith(said)


def test_the_items_needed_are_those_of_the_square_root_law_rounded_up():
    # half-width .1 on 100 items: .05 takes four times as many
    said = clear(needed(Coefficient(0.6, 0.5, 0.7), 100))
    assert "about **400 items**" in said
    assert "300 more" in said


def test_where_alpha_is_known_well_enough_fewer_items_would_do():
    # half-width 1/32 on 100 items: 100 (20 / 32)² = 39.06
    assert "about 40 would be enough" in clear(needed(Coefficient(0.6, 0.5625, 0.625), 100))


@pytest.mark.parametrize(
    "alpha",
    [
        Coefficient(np.nan, np.nan, np.nan, "One answer."),
        Coefficient(1.0, np.nan, np.nan, "One answer."),
    ],
)
def test_what_cannot_be_reckoned_is_said_with_its_reason(alpha):
    said = clear(needed(alpha, 5))
    assert "cannot be said" in said
    assert "One answer." in said


def test_a_change_is_told_from_the_earlier_to_the_later_round():
    said = clear(changed("round 1", "round 2", Difference(0.66, 0.55, 0.11, 0.02, 0.19)))
    assert "alpha rose by **0.11**, from 0.55 to 0.66" in said
    assert "+0.02 to +0.19" in said
    assert said.endswith("more than chance would bring.")


def test_a_change_whose_interval_holds_zero_could_be_chance():
    said = clear(changed("round 1", "round 2", Difference(0.5, 0.55, -0.05, -0.2, 0.1)))
    assert "fell by **0.05**" in said
    assert "−0.20 to +0.10" in said
    assert said.endswith("chance could do that.")


def test_an_undefined_change_gives_its_reason():
    nothing = Difference(np.nan, 0.5, np.nan, np.nan, np.nan, "The first: one category.")
    assert "one category" in changed("round 1", "round 2", nothing)


def test_text_from_data_never_becomes_markup():
    hostile = Question("q", Level.NOMINAL, ("<b>x</b>", "[y](z)"))
    confusion = np.array([[[0.0, 1.0], [1.0, 0.0]]])
    assert "[y](z)" not in most_confused(hostile, confusion)
    assert "<b>" not in most_confused(hostile, confusion)
