"""Results as values and as JSON."""

import json
from collections.abc import Callable

import numpy as np

from annotate.agreement import PairAgreement, PairList, agreement, to_json


def data_of(made_of: Callable) -> object:
    said = [(item, who, "xy"[(item + who) in ("iA", "jB", "jA")]) for item in "ijk" for who in "AB"]
    return made_of([*said, ("l", "C", "x")])


def test_json_has_the_promised_shape(made_of: Callable) -> None:
    found = to_json(agreement(data_of(made_of), replicates=100))
    question = found["questions"]["q"]
    assert set(question) == {
        "level",
        "n_items",
        "n_compared",
        "n_annotators",
        "n_labels",
        "coefficients",
        "categories",
        "annotators",
        "pairs",
        "rounds",
        "consistency",
        "accuracy",
    }
    assert list(question["coefficients"]) == [
        "percent_agreement",
        "krippendorff_alpha",
        "fleiss_kappa",
        "scott_pi",
        "gwet_ac",
        "brennan_prediger",
        "conger_kappa",
        "cohen_kappa_mean",
    ]
    for one in question["coefficients"].values():
        assert set(one) == {"value", "low", "high", "reason"}
    promised = {"annotator_id", "n_labels", "n_items_shared", "agreement", "alpha", "low", "high"}
    assert promised <= set(question["annotators"][0])
    assert {"a", "b", "n", "agreement", "kappa"} <= set(question["pairs"][0])
    assert (question["n_items"], question["n_annotators"], question["n_labels"]) == (4, 3, 7)


def test_json_keeps_full_precision_and_writes_null_beside_a_reason(made_of: Callable) -> None:
    result = agreement(data_of(made_of), replicates=0)
    text = json.dumps(to_json(result), allow_nan=False)
    question = json.loads(text)["questions"]["q"]
    alpha = result["q"].coefficients["krippendorff_alpha"].value
    assert question["coefficients"]["krippendorff_alpha"]["value"] == alpha
    alone = question["annotators"][2]
    assert alone["alpha"] is None
    assert alone["reason"]


def test_pairs_are_made_when_asked_for() -> None:
    pairs = PairList(
        ("A", "B", "C"),
        np.array([0, 0]),
        np.array([1, 2]),
        np.array([5, 1]),
        np.array([0.8, 1.0]),
        np.array([0.5, np.nan]),
        np.array([0.1, np.nan]),
        np.array([0.9, np.nan]),
        np.array([False, True]),
    )
    assert pairs[0] == PairAgreement("A", "B", 5, 0.8, 0.5, 0.1, 0.9)
    assert pairs.records()[1]["kappa"] is None
    assert pairs.records()[1]["reason"] == pairs[1].reason
    assert [pair.b for pair in pairs] == ["B", "C"]
    assert pairs[1].reason
    assert len(pairs[1:]) == 1
    assert pairs[1:][0].b == "C"


def test_pairs_among_some_annotators_are_those_with_both_of_them(made_of: Callable) -> None:
    said = [(item, who, "xy"[item > who]) for item in "bcd" for who in "abcd"]
    pairs = agreement(made_of(said), replicates=0)["q"].pairs
    assert [(pair.a, pair.b) for pair in pairs.among({"a", "c", "d"})] == [
        ("a", "c"),
        ("a", "d"),
        ("c", "d"),
    ]
    assert len(pairs.among(set())) == 0
