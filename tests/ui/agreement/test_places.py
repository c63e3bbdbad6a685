"""What the tabs show is what the labels say."""

import numpy as np

from annotate.annotations import Labels, Level, Question
from annotate.ui.agreement.categories import confusion_cells
from annotate.ui.agreement.items import hardest, said_of

TONE = Question("tone", Level.NOMINAL, ("calm", "annoyed"))


def test_the_cells_of_a_row_are_shares_of_its_labels_and_agreement_stays_pale():
    cells = confusion_cells(TONE, np.array([[[6.0, 2.0], [0.0, 0.0]]]))
    assert cells["shown"].tolist() == ["75%", "25%", "0%", "0%"]
    assert cells["value"].tolist() == [0.0, 0.25, 0.0, 0.0]


def test_answers_that_look_the_same_are_told_apart():
    same = Question("q", Level.SET, ('["a, b"]', '["a", "b"]'))
    cells = confusion_cells(same, np.ones((1, 2, 2)))
    assert list(dict.fromkeys(cells["row"])) == ["a, b (1)", "a, b (2)"]


def test_the_hardest_items_come_first_and_those_without_disagreement_never():
    apart = np.array([0.0, 0.5, np.nan, 1.0, 0.5])
    assert hardest(apart, 10).tolist() == [3, 1, 4]
    assert hardest(apart, 1).tolist() == [3]


def test_an_item_is_told_by_its_labels_the_most_frequent_first():
    labels = Labels(
        TONE,
        item=np.array([0, 0, 0, 1]),
        annotator=np.array([0, 1, 2, 0]),
        label=np.array([1, 0, 1, 0]),
        n_items=2,
        n_annotators=3,
    )
    assert said_of(labels, np.array([1, 0])) == ["calm 1", "annoyed 2, calm 1"]
