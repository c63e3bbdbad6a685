"""What was read moves the estimated accuracy, as far as chance drew it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from annotate.judgements import Read, Record
from annotate.profile import profiles, to_json, to_text


@pytest.fixture
def crowded(make, make_crowd):
    item, annotator, label, truth = make_crowd(400, [0.95, 0.9, 0.85, 0.8, 0.75, 0.6])
    return make(item, annotator, label), truth


def record_of(data, truth, random, hunted=()):
    codes = [*random, *hunted]
    return Record(
        rulings={(f"i{i}", "tone"): str(truth[i]) for i in codes},
        reads=tuple(
            Read(f"i{i}", "random", 1 / data.n_items if i in set(random) else None, "")
            for i in codes
        ),
    )


def test_the_estimate_comes_from_reading_once_enough_was_read_at_random(crowded):
    data, truth = crowded
    random = np.random.default_rng(0).permutation(data.n_items)[:100]
    for profile in profiles(data, record_of(data, truth, random)):
        own = profile.questions["tone"]
        assert own.by_reading.n > 50
        assert profile.estimated_accuracy.value == own.by_reading.value
        labels = data.coded("tone")
        mine = labels.annotator == data.annotator_codes[profile.annotator_id]
        right = (labels.label[mine] == truth[labels.item[mine]]).mean()
        assert own.by_reading.low - 0.02 <= right <= own.by_reading.high + 0.02


def test_hunting_for_errors_never_moves_the_estimate(crowded):
    data, truth = crowded
    order = np.random.default_rng(1).permutation(data.n_items)
    labels = data.coded("tone")
    wrong = np.bincount(labels.item, labels.label != truth[labels.item])
    hunted = [i for i in np.argsort(-wrong) if i not in set(order[:60])][:80]
    alone = profiles(data, record_of(data, truth, order[:60]))
    after = profiles(data, record_of(data, truth, order[:60], hunted))
    for one, other in zip(alone, after, strict=True):
        assert one.estimated_accuracy == other.estimated_accuracy


def test_without_reading_the_model_alone_estimates(crowded):
    data, _ = crowded
    for profile in profiles(data):
        own = profile.questions["tone"]
        assert own.by_reading is None
        assert own.estimated_accuracy == own.by_model


def test_the_report_says_what_it_rests_on_and_how_many_more_to_read(crowded):
    data, truth = crowded
    found = profiles(data, record_of(data, truth, range(0, 400, 10)))
    said = to_json(found)["annotators"][0]["questions"]["tone"]["from_reading"]
    assert said["n"] == found[0].questions["tone"].by_reading.n
    assert said["more_for_5_points"] > 0
    json.dumps(said, allow_nan=False)
    assert "more to know it within ±5%" in to_text(found[0])
