"""What is ambiguous on purpose is contested where the annotators split, and nobody's error."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import annotate
from annotate.annotations import MISSING
from annotate.consensus import fit_told

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def tones():
    """(model, whether each label is acceptable, whether each item is ambiguous, its round)."""
    truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["items"]
    data = annotate.load(SAMPLE / "labels.csv")
    labels, answers = data.coded("tone"), data.question("tone").answers
    acceptable = np.array(
        [
            answers[label] in (truth[data.item_ids[item]]["acceptable"] or [])
            for item, label in zip(labels.item, labels.label, strict=True)
        ]
    )
    ambiguous = np.array([truth[item_id]["ambiguous"] is not None for item_id in data.item_ids])
    rounds = np.zeros(data.n_items, dtype=int)
    rounds[data.table["item"]] = data.table["round"]
    return fit_told(labels, data, None), acceptable, ambiguous, rounds


def test_hardly_any_acceptable_label_is_called_an_error(tones) -> None:
    fitted, acceptable, ambiguous, _ = tones
    on = acceptable & ambiguous[fitted.labels.item]
    assert on.sum() > 150
    assert fitted.called_wrong[on].mean() < 0.03


def test_most_of_what_the_guideline_left_open_is_contested(tones) -> None:
    """In round 1 the rule was missing; of what has no rule yet and no gold, most is marked."""
    fitted, _, ambiguous, rounds = tones
    open_ = ambiguous & (rounds == 0) & (fitted.known == MISSING)
    assert fitted.contested[open_].mean() > 0.6
    assert fitted.contested[~ambiguous].mean() < 0.05
