"""Words that speak for an answer."""

from __future__ import annotations

import numpy as np

from annotate.reading import evidence, telling_words
from tests.ui.test_reader import annotations

TEXTS = [f"the invoice number {n} is {'outrageous' if n % 2 else 'lovely'}" for n in range(200)]


def test_the_words_of_each_answer_are_found_and_common_ones_are_not() -> None:
    data = annotations(TEXTS)
    labels = np.repeat(np.where(np.arange(200) % 2, 2, 0), 3)
    data.labels["tone"] = labels
    found = telling_words(data, "tone", "text")
    assert set(found["angry"]) == {"outrageous"}
    assert set(found["calm"]) == {"lovely"}


def test_words_are_evidence_only_where_the_answers_differ() -> None:
    telling = {"angry": {"outrageous": 5.0, "both": 3.0}, "calm": {"lovely": 4.0, "both": 4.5}}
    text = "Outrageous, lovely, both; and more."
    assert evidence(text, ["angry", "calm"], telling) == [
        ("outrageous", "angry"),
        ("both", "calm"),
        ("lovely", "calm"),
    ]
    assert evidence(text, ["angry", "angry"], telling) == []


def test_nothing_is_said_where_there_is_one_answer_alone() -> None:
    data = annotations(TEXTS[:4])
    data.labels["tone"] = np.zeros(12, dtype=np.int64)
    assert telling_words(data, "tone", "text") == {}
