"""Which answers are places of what is compared."""

from __future__ import annotations

import pandas as pd
import pytest

from annotate.annotations import Level, Question
from annotate.loading import from_frame
from annotate.pairwise import places, places_by_words, sides_of


def question(*answers: str) -> Question:
    return Question("better", Level.NOMINAL, answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("left", "right"), (0, 1)),
        (("right", "left", "tie"), (1, 0)),
        (("A", "B", "tie"), (0, 1)),
        (("Model B", "Model A"), (1, 0)),
        (("response_1", "response_2", "both are bad", "tie"), (0, 1)),
        (("the first", "the second", "neither"), (0, 1)),
        (("A", "B"), None),  # may be names of anything
        (("1", "2"), None),
        (("A", "B", "C"), None),
        (("left", "right", "centre"), None),
        (("yes", "no"), None),
    ],
)
def test_places_are_known_by_their_words(
    answers: tuple[str, ...], expected: tuple[int, int] | None
) -> None:
    assert places_by_words(question(*answers)) == expected


def test_bare_letters_are_places_where_fields_have_them() -> None:
    frame = pd.DataFrame(
        {
            "item": ["1", "1", "2", "2"],
            "who": ["x", "y", "x", "y"],
            "better": ["A", "B", "B", "B"],
            "answer_a": ["yes", "yes", "well", "well"],
            "answer_b": ["no", "no", "badly", "badly"],
        }
    )
    fields = ["answer_a", "answer_b"]
    data = from_frame(frame, "item", "who", "better", fields=fields)
    asked = data.question("better")
    assert places(data, asked) == (asked.answers.index("A"), asked.answers.index("B"))
    assert sides_of(data, asked) == {0: "answer_a", 1: "answer_b"}
    alone = from_frame(frame, "item", "who", "better", fields=["answer_a"])
    assert places(alone, asked) is None
