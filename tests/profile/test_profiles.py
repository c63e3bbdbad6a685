from __future__ import annotations

import json
from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from annotate.agreement import agreement
from annotate.annotations import MISSING, Level
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.profile import profiles, to_json, to_text
from annotate.profile.known import Estimate


@pytest.fixture
def data(make, make_crowd):
    item, annotator, label, truth = make_crowd(300, [0.95, 0.9, 0.8, 0.7, 0.6, 0.9])
    gold = np.where(np.arange(300) < 150, truth, MISSING)
    return make(item, annotator, label, gold=gold)


def test_agreement_is_that_of_the_agreement_module(data) -> None:
    theirs = agreement(data, pairs=False, replicates=10)["tone"].annotators
    for profile, found in zip(profiles(data), theirs, strict=True):
        own = profile.questions["tone"]
        assert own.agreement.value == found.agreement
        assert (own.alpha.value, own.alpha.low, own.alpha.high) == (
            found.alpha,
            found.low,
            found.high,
        )
        assert own.n_labels == found.n_labels


def test_better_annotators_are_estimated_to_be_better(data) -> None:
    estimated = [p.questions["tone"].estimated_accuracy.value for p in profiles(data)]
    np.testing.assert_allclose(estimated, [0.95, 0.9, 0.8, 0.7, 0.6, 0.9], atol=0.08)


def test_accuracy_counts_the_labels_that_equal_the_gold(data) -> None:
    for a, profile in enumerate(profiles(data)):
        labels = data.coded("tone")
        own = (labels.annotator == a) & (data.gold["tone"][labels.item] != MISSING)
        right = labels.label[own] == data.gold["tone"][labels.item[own]]
        accuracy = profile.questions["tone"].accuracy
        assert (accuracy.n, accuracy.value) == (own.sum(), pytest.approx(right.mean()))
        assert accuracy.low < accuracy.value <= accuracy.high


def test_the_others_agree_with_each_other_as_if_the_annotator_were_not_there(make) -> None:
    """a0 alone against three: the others on a0's items agree on 1 of 3 and 3 of 3 pairs."""
    rows = [(0, 0, 1), (0, 1, 0), (0, 2, 0), (0, 3, 1), (1, 0, 0), (1, 1, 2), (1, 2, 2), (1, 3, 2)]
    own = profiles(make(*zip(*rows, strict=True)))[0].questions["tone"]
    assert own.others.value == pytest.approx((1 / 3 + 1) / 2)
    assert own.agreement.value == pytest.approx((1 / 3 + 0) / 2)


def test_rulings_on_items_that_were_looked_for_do_not_move_accuracy(data) -> None:
    """Hunting for errors finds errors; a rate follows from chance and from gold alone."""
    before = [p.questions["tone"].accuracy for p in profiles(data)]
    labels = data.coded("tone")
    wrong = {f"i{i}": str((labels.label[labels.item == i][0] + 1) % 3) for i in range(150, 200)}
    hunted = Record(
        rulings={(item, "tone"): answer for item, answer in wrong.items()},
        reads=tuple(Read(item, "most suspicious", None, "") for item in wrong),
    )
    assert [p.questions["tone"].accuracy for p in profiles(data, hunted)] == before
    drawn = Record(
        rulings=hunted.rulings, reads=tuple(Read(item, "random", 0.2, "") for item in wrong)
    )
    after = [p.questions["tone"].accuracy for p in profiles(data, drawn)]
    assert all(new.n > old.n for new, old in zip(after, before, strict=True))


def test_without_gold_the_reason_says_what_there_is(make, make_crowd) -> None:
    data = make(*make_crowd(50, [0.9] * 5)[:3])
    accuracy = profiles(data)[0].questions["tone"].accuracy
    assert isnan(accuracy.value)
    assert accuracy.reason == "None of their items has gold or a ruling."
    item = data.item_ids[data.coded("tone").item[data.coded("tone").annotator == 0][0]]
    ruled = profiles(data, Record(rulings={(item, "tone"): "1"}))[0].questions["tone"].accuracy
    assert ruled.reason == (
        "The 1 ruling is on items that were not drawn at random, so no rate follows from them."
    )


def test_two_labels_an_item_and_no_reference_leave_the_estimate_undefined(make) -> None:
    rows = [(i, a, i % 2) for i in range(20) for a in (0, 1)]
    profile = profiles(make(*zip(*rows, strict=True)))[0]
    assert isnan(profile.estimated_accuracy.value)
    assert "nothing tells who is right" in profile.estimated_accuracy.reason


def test_the_annotator_model_is_not_used_for_numbers(make, make_crowd) -> None:
    data = make(*make_crowd(50, [0.9] * 5)[:3], level=Level.INTERVAL)
    assert "is interval" in profiles(data)[0].estimated_accuracy.reason


def test_someone_who_shares_no_item_has_reasons_and_no_numbers(make) -> None:
    rows = [(i, a, 0) for i in range(5) for a in (0, 1, 2)] + [(9, 3, 1)]
    own = profiles(make(*zip(*rows, strict=True)))[3].questions["tone"]
    for estimate in (own.agreement, own.others, own.alpha, own.accuracy, own.estimated_accuracy):
        assert isnan(estimate.value)
        assert estimate.reason.endswith(".")
    assert own.n_shared == 0


def test_reading_counts_items_read_at_random_and_judged(data) -> None:
    labels = data.coded("tone")
    own = [data.item_ids[i] for i in labels.item[labels.annotator == 2]]
    record = Record(
        judgements=(
            Judgement(own[0], "a2", "tone", Verdict.ERROR),
            Judgement(own[1], "a2", "tone", Verdict.BOTH_ACCEPTABLE, exemplary=True),
            Judgement(own[2], "a2", "tone", message="Why so?"),
            Judgement("gone", "a2", "tone", Verdict.ERROR),
        ),
        reads=(
            Read(own[0], "random", 0.1, ""),
            Read(own[0], "one annotator", None, ""),
            Read(own[5], "one annotator", None, ""),
        ),
    )
    reading = profiles(data, record)[2].reading
    assert (reading.read, reading.at_random, reading.judged, reading.exemplary) == (4, 1, 2, 1)
    assert reading.verdicts == {"error": 1, "both_acceptable": 1}


def test_a_part_of_the_rows_gives_the_profiles_of_that_part(data) -> None:
    part = data.table["annotator"].to_numpy() != 5
    found = profiles(data, where=part)
    assert found[5].n_labels == 0
    assert isnan(found[5].questions["tone"].agreement.value)
    assert found[0].questions["tone"].others.n <= profiles(data)[0].questions["tone"].others.n


def test_the_json_holds_no_nan_and_a_reason_for_every_null(data) -> None:
    found = json.loads(json.dumps(to_json(profiles(data)), allow_nan=False))

    def look(value: object) -> None:
        if isinstance(value, dict):
            if "reason" in value and None in (value["value"], value["low"], value["high"]):
                assert value["reason"]
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(found)
    first = found["annotators"][0]
    assert {"annotator_id", "estimated_accuracy", "habits", "pace", "drift"} <= set(first)
    assert 0.9 < first["estimated_accuracy"] < 1


def test_a_value_without_an_interval_says_why(make) -> None:
    """a2 shares one item only, and the mean of one value has no ends; the model's has."""
    rows = [(i, a, i % 2) for i in range(6) for a in (0, 1)] + [(0, 2, 0)]
    profile = profiles(make(*zip(*rows, strict=True), gold=[0, 1, 0, 1, 0, 1]))[2]
    own = to_json([profile])["annotators"][0]["questions"]["tone"]
    for name in ("agreement", "alpha"):
        assert own[name]["value"] is not None
        assert own[name]["low"] is None
        assert own[name]["reason"].startswith("Only one item is shared with others")
    assert own["estimated_accuracy"]["low"] < own["estimated_accuracy"]["value"]
    assert own["estimated_accuracy"]["reason"] is None
    assert own["others_agreement"]["low"] is None
    assert own["others_agreement"]["reason"] == "It rests on too few labels for an interval."


def test_one_answer_throughout_explains_alpha_and_not_agreement(make) -> None:
    rows = [(0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 1, 1), (1, 2, 1)]
    own = profiles(make(*zip(*rows, strict=True)))[0].questions["tone"]
    assert own.agreement.value == 1
    assert "Only one item is shared" in own.agreement.reason
    assert "one category" in own.alpha.reason


def test_a_time_without_an_interval_says_why(make) -> None:
    data = make([0, 0], [0, 1], [0, 1], seconds=[5.0, 7.0])
    median = to_json(profiles(data))["annotators"][0]["pace"]["median_seconds"]
    assert (median["value"], median["reason"]) == (5.0, "No interval is given for a median.")


def test_a_small_alpha_below_0_is_not_shown_as_minus_0(data) -> None:
    profile = profiles(data)[0]
    own = replace(profile.questions["tone"], alpha=Estimate(-0.004, -0.2, -0.001, 9))
    text = to_text(replace(profile, questions={"tone": own}))
    assert "0.00 [-0.20, 0.00] of 9 labels" in text
    assert "-0.00" not in text


def test_the_text_for_a_terminal_says_what_is_known(data) -> None:
    text = to_text(profiles(data)[0])
    assert text.startswith("a0: ")
    assert "agreement with the others" in text
    assert "nan" not in text
