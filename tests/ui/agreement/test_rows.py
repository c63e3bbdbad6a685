"""The rows of charts and tables are those of the core, in full, in the order that is said."""

import numpy as np
import pandas as pd
import pytest

import annotate
from annotate.ui.agreement.rows import (
    LOWER,
    differing_most,
    drawn,
    lowest,
    of_annotators,
    of_categories,
    of_coefficients,
    of_pairs,
    of_rounds,
    whiskers_of_annotators,
)


@pytest.fixture(scope="module")
def found():
    """Six annotators on 300 items in two rounds; “zoe” answers at random."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 3, 300)
    rows = []
    for who in ("Ana", "ben", "Chi", "Dan", "Eva", "zoe"):
        right = rng.random(300) < (0.1 if who == "zoe" else 0.85)
        said = np.where(right, truth, rng.integers(0, 3, 300))
        rows += [
            {"item": i, "who": who, "tone": "abc"[said[i]], "round": 1 + i // 150}
            for i in range(300)
        ]
    data = annotate.from_frame(
        pd.DataFrame(rows), item="item", annotator="who", labels=["tone"], round="round"
    )
    return annotate.agreement(data, replicates=200)["tone"]


def test_annotators_are_sorted_by_name_whatever_its_case(found):
    assert of_annotators(found.annotators)["annotator"].tolist() == [
        "Ana",
        "ben",
        "Chi",
        "Dan",
        "Eva",
        "zoe",
    ]


def test_who_is_flagged_has_a_word_and_a_ring_where_the_others_are(found):
    table = of_annotators(found.annotators)
    rows = whiskers_of_annotators(table).set_index("name")
    assert rows["note"].to_dict() == {
        name: LOWER if name == "zoe" else "" for name in table["annotator"]
    }
    zoe = next(one for one in found.annotators if one.annotator_id == "zoe")
    assert rows.loc["zoe", "ring"] == pytest.approx(zoe.alpha - zoe.gap)
    assert np.isnan(rows.loc["Ana", "ring"])
    assert rows.loc["zoe", "tick"] == zoe.alpha_without


def test_all_pairs_are_there_and_those_with_zoe_differ_most(found):
    table = of_pairs(found.pairs)
    assert len(table) == 15
    first = found.pairs[0]
    assert tuple(table.iloc[0]) == (
        first.a,
        first.b,
        first.n,
        first.agreement,
        first.kappa,
        first.low,
        first.high,
    )
    most = differing_most(found.pairs, 5)
    assert all("zoe" in (one["first"], one["second"]) for one in most.to_dict("records"))
    assert most["high"].is_monotonic_increasing


def test_pairs_with_a_handful_of_items_are_not_among_those_that_differ_most(found):
    few = annotate.from_frame(
        pd.DataFrame(
            [
                {"item": i, "who": who, "tone": "ab"[(i + shift) % 2]}
                for i in range(5)
                for shift, who in enumerate(("Ana", "Ben"))
            ]
        ),
        item="item",
        annotator="who",
        labels=["tone"],
    )
    assert differing_most(annotate.agreement(few, replicates=100)["tone"].pairs, 5).empty


def test_tables_have_a_row_for_each_thing_with_its_ends(found):
    coefficients = of_coefficients(found.coefficients)
    assert len(coefficients) == len(found.coefficients)
    alpha = found.coefficients["krippendorff_alpha"]
    named = coefficients.set_index("coefficient").loc["Krippendorff’s alpha"]
    assert (named["value"], named["low"], named["high"]) == (alpha.value, alpha.low, alpha.high)
    assert of_categories(found.categories)["category"].tolist() == ["a", "b", "c"]
    assert of_rounds(found.rounds)["round"].tolist() == ["1", "2"]


def test_what_is_undefined_is_left_out_of_the_chart_and_stays_in_the_table():
    table = pd.DataFrame(
        {"who": ["Ana", "Ben"], "value": [0.5, np.nan], "low": [0.4, np.nan], "high": [0.6, np.nan]}
    )
    assert drawn(table, "who", "value", ends=("low", "high"))["name"].tolist() == ["Ana"]


@pytest.mark.parametrize(("low", "at"), [(0.3, 0.0), (-0.12, -0.2), (-4.0, -1.0), (np.nan, 0.0)])
def test_an_axis_begins_at_zero_or_where_the_lowest_interval_does(low, at):
    assert lowest(pd.DataFrame({"low": [low], "value": [0.5]})) == at
