"""How many items are needed follows from how wide the interval is."""

import numpy as np
import pytest

from annotate.agreement import Coefficient, items_needed


def test_half_the_width_needs_four_times_the_items() -> None:
    assert items_needed(Coefficient(0.6, 0.5, 0.7), 100) == 400
    assert items_needed(Coefficient(0.6, 0.5, 0.7), 100, within=0.1) == 100


@pytest.mark.parametrize(
    "one",
    [
        Coefficient(0.6, None, None),
        Coefficient(0.6, np.nan, np.nan),
        Coefficient(np.nan, np.nan, np.nan),
    ],
)
def test_without_an_interval_nobody_knows(one: Coefficient) -> None:
    assert items_needed(one, 100) is None


def test_rounding_adds_no_item() -> None:
    """.63 - .57 is a trace above .06, and 36 items are enough all the same."""
    assert items_needed(Coefficient(0.6, 0.57, 0.63), 100) == 36
