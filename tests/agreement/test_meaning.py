"""Every coefficient is explained, and a reading claims no more than its interval allows."""

from collections.abc import Callable

import numpy as np
import pytest

from annotate.agreement import MEANINGS, Coefficient, agreement, reading_of
from annotate.annotations import Level


def test_every_coefficient_is_explained(made_of: Callable) -> None:
    data = made_of([("i", "A", "1"), ("i", "B", "2")], "interval")
    found = agreement(data)["q"].coefficients
    assert list(MEANINGS) == list(found)
    for meaning in MEANINGS.values():
        for sentence in (meaning.means, meaning.misleads):
            assert sentence.endswith(".")
            assert sentence[0].isupper()


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (0.85, 0.81, 0.9, "usually taken as reliable"),
        (0.7, 0.67, 0.79, "tentative conclusions only"),
        (0.3, 0.2, 0.4, "below .667"),
        (0.78, 0.7, 0.85, "leave open whether that is good for tentative"),
        (0.75, 0.5, 0.9, "anything from unreliable to reliable"),
        (0.85, None, None, "if it is near the truth"),
        (0.85, np.nan, np.nan, "if it is near the truth"),
    ],
)
def test_a_reading_claims_what_the_interval_allows(
    value: float, low: float | None, high: float | None, words: str
) -> None:
    assert words in reading_of(Coefficient(value, low, high), Level.NOMINAL)


def test_an_undefined_alpha_reads_as_its_reason() -> None:
    alpha = Coefficient(np.nan, np.nan, np.nan, "No item has two labels.")
    assert reading_of(alpha, Level.ORDINAL) == "Alpha is undefined. No item has two labels."
