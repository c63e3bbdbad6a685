"""Precision, recall and F1 of one annotator, against gold and rulings."""

import math

import pytest

from annotate.judgements import Record
from annotate.loading import load
from annotate.profile import by_category, compare

LABELS = """item_id,annotator_id,label,gold
a,Ana,x,x
b,Ana,x,y
c,Ana,y,y
d,Ana,x,
a,Ben,x,x
b,Ben,y,y
c,Ben,y,y
d,Ben,z,
"""


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(LABELS)
    return load(path)


def scores(data, record=None):
    found = by_category(data, compare(data, "label"), "Ana", record)
    return {one.category: one for one in found}


def test_the_scores_follow_their_definitions(data):
    # Ana said x on a and b, of which a is x; of b and c, which are y, she said y on c.
    found = scores(data)
    assert (found["x"].precision, found["x"].recall, found["x"].support) == (0.5, 1.0, 1)
    assert (found["y"].precision, found["y"].recall, found["y"].support) == (1.0, 0.5, 2)
    assert found["x"].f1 == pytest.approx(2 / 3)


def test_a_category_that_nobody_could_get_right_or_wrong_is_undefined(data):
    assert math.isnan(scores(data)["z"].precision)
    assert math.isnan(scores(data)["z"].recall)


def test_a_ruling_is_trusted_like_gold(data):
    found = scores(data, Record(rulings={("d", "label"): "x"}))
    assert found["x"].precision == pytest.approx(2 / 3)


def test_without_a_reference_there_are_no_scores(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("item_id,annotator_id,label\na,Ana,x\na,Ben,y\nb,Ana,x\nb,Ben,x\n")
    data = load(path)
    assert by_category(data, compare(data, "label"), "Ana") == []
