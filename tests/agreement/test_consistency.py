"""Annotators against themselves, whatever the rule for repeats."""

from collections.abc import Callable

import numpy as np
import pytest

from annotate.agreement import agreement
from annotate.annotations import Duplicates

# A repeats three items and changes one; B repeats one and keeps it; C repeats none.
SAID = [
    *[("i", "A", "x"), ("i", "A", "x"), ("j", "A", "y"), ("j", "A", "y")],
    *[("k", "A", "x"), ("k", "A", "y"), ("i", "B", "x"), ("i", "B", "x"), ("j", "C", "y")],
]


@pytest.mark.parametrize("duplicates", list(Duplicates))
def test_repeats_are_found_under_every_rule(duplicates: Duplicates, made_of: Callable) -> None:
    found = agreement(made_of(SAID, duplicates=duplicates))["q"].consistency
    assert found.n_items == 4
    assert found.coefficients["percent_agreement"].value == 0.75
    by = {one.annotator_id: one for one in found.annotators}
    assert set(by) == {"A", "B"}
    assert (by["A"].n_items, by["A"].agreement.value) == (3, pytest.approx(2 / 3))
    assert (by["B"].n_items, by["B"].agreement.value) == (1, 1)
    assert np.isnan(by["B"].agreement.low)
    assert by["A"].agreement.low < 2 / 3 < by["A"].agreement.high


def test_alpha_of_oneself_is_krippendorffs_over_the_occasions(made_of: Callable) -> None:
    """8 labels, 5 x and 3 y, one of four occasions split: D_o = 2/8, D_e = 30/56."""
    found = agreement(made_of(SAID), replicates=0)["q"].consistency
    assert found.coefficients["krippendorff_alpha"].value == pytest.approx(1 - (2 / 8) / (30 / 56))


def test_three_labels_of_one_item_are_one_occasion(made_of: Callable) -> None:
    said = [("i", "A", "x"), ("i", "A", "x"), ("i", "A", "y"), ("j", "A", "y"), ("j", "A", "y")]
    one = agreement(made_of(said), replicates=0)["q"].consistency.annotators[0]
    assert (one.n_items, one.agreement.value) == (2, pytest.approx((1 / 3 + 1) / 2))


def test_where_nobody_repeats_it_is_undefined(made_of: Callable) -> None:
    found = agreement(made_of([("i", "A", "x"), ("i", "B", "y")]))["q"].consistency
    assert found.n_items == 0
    assert found.annotators == ()
    assert "more than once" in found.reason
