"""Before and after: what is counted, on which sides, and what the sample holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from annotate.cli import main
from annotate.errors import DataError, NotFoundError
from annotate.loading import from_frame, load
from annotate.rounds import (
    as_csv,
    by_dates,
    hidden,
    rounds,
    sentence,
    split_at,
    split_rounds,
    to_json,
    to_text,
)
from annotate.rounds.shares import combined, fewer_or_more
from annotate.rounds.shrunk import shrunk, shrunk_share
from annotate.rounds.standing import standing
from tests.conftest import SAMPLE

LETTERS = ["Tomás", "Aisha", "Kofi"]


@pytest.fixture(scope="module")
def found():
    data = load(str(SAMPLE))
    return rounds(data, split_rounds(data), letters=LETTERS)


@pytest.fixture(scope="module")
def truth():
    return json.loads((SAMPLE.parent / "truth.json").read_text("utf-8"))["annotators"]


def of(found, name: str):
    return next(one for one in found.questions["tone"].annotators if one.annotator_id == name)


@pytest.mark.parametrize("name", ["Aisha", "Kofi", "Tomás", "Mira"])
def test_planted_changes_are_within_the_interval(found, truth, name: str) -> None:
    by_round = truth[name]["realised"]["right_clear"]
    planted = by_round["2"]["rate"] - by_round["1"]["rate"]
    change = of(found, name).change
    assert change.low <= planted <= change.high


@pytest.mark.parametrize("name", ["Aisha", "Kofi"])
def test_planted_improvements_are_found_beyond_what_the_items_explain(found, name: str) -> None:
    one = of(found, name)
    assert one.letter
    assert one.change.low > 0
    assert one.adjusted.low > 0
    assert one.beyond > 0


def test_a_letter_that_did_not_help_is_not_said_to_have(found) -> None:
    assert of(found, "Tomás").change.low < 0 < of(found, "Tomás").change.high


def test_the_habit_of_the_letter_is_counted_again_on_its_scale(found, truth) -> None:
    (claim,) = (one for one in found.claims if one.annotator_id == "Aisha")
    assert (claim.habit.answer, claim.habit.expected) == ("calm", "annoyed")
    assert claim.change.high < 0
    assert claim.adjusted.high < 0
    assert claim.change.low <= 0 - 11 / 22 <= claim.change.high  # planted: 11 of 22, then 0 of 19
    assert f"{claim.before.n} of {claim.before.of}" in sentence(claim)
    assert sentence(claim).endswith(f"Since then {claim.after.n} of {claim.after.of}.")
    assert claim.expected < claim.before.share  # luck is taken off


def test_a_drift_that_ended_is_seen_to_have(found) -> None:
    (claim,) = (one for one in found.claims if one.annotator_id == "Kofi")
    assert claim.change.high < 0


def test_with_too_few_cases_it_is_said(found) -> None:
    (claim,) = (one for one in found.claims if one.annotator_id == "Luca")
    assert claim.few
    assert "too few to say" in sentence(claim)
    assert of(found, "Zeynep").few


def test_everything_comes_as_json_and_as_text(found) -> None:
    text = json.dumps(to_json(found), allow_nan=False)
    read = json.loads(text)
    assert read["before"] == "1"
    assert read["questions"]["tone"]["effect"]["with_letter"] == 3
    assert len(read["timeline"]) == 2
    assert "difference in differences" in to_text(found)


def test_a_letter_to_nobody_is_refused(sample) -> None:
    data = load(str(sample))
    with pytest.raises(NotFoundError, match="nobody"):
        rounds(data, split_rounds(data), letters=["nobody"])


def test_one_round_has_nothing_to_compare(make) -> None:
    with pytest.raises(DataError, match="--since"):
        split_rounds(make([0, 0], [0, 1], [0, 1]))


def test_rounds_by_dates_are_those_of_the_column(sample) -> None:
    data = load(str(sample))
    dated = by_dates(data, ["2026-03-20"])
    assert dated.rounds == ("before 2026-03-20", "since 2026-03-20")
    assert (dated.table["round"] == data.table["round"]).all()
    assert (split_at(data, "2026-03-20").after == split_rounds(data).after).all()
    with pytest.raises(DataError, match="one side"):
        split_at(data, "2030-01-01")
    with pytest.raises(DataError, match="moment"):
        by_dates(data, ["soon"])


def test_right_is_the_share_of_gold_where_all_items_have_it(make) -> None:
    rng = np.random.default_rng(0)
    item, who = np.repeat(np.arange(60), 3), np.tile([0, 1, 2], 60)
    truth = rng.integers(0, 3, 60)
    label = np.where(rng.random(180) < 0.7, truth[item], (truth[item] + 1) % 3)
    data = make(item, who, label, gold=truth, rounds=(item >= 30).astype(int))
    found = standing(data, "tone", split_rounds(data))
    for a in range(3):
        for side in range(2):
            mine = (who == a) & ((item >= 30) == side)
            assert found.right[a, side] == pytest.approx((label == truth[item])[mine].mean())
            rest = (who != a) & ((item >= 30) == side)
            assert found.others[a, side] == pytest.approx((label == truth[item])[rest].mean())


def test_newcombes_interval_is_his() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table II, method 10: 56/70 less 48/80."""
    found = fewer_or_more((48, 80), (56, 70))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_a_share_of_nothing_is_not_said() -> None:
    assert combined([(1.0, 0.5, 0)]).reason


def test_extreme_values_are_pulled_in_and_more_so_the_less_is_known() -> None:
    seen = np.array([0.5, 0.8, 0.8, 0.8, 0.8, 0.95])
    sure, unsure = (shrunk(seen, np.full(6, v)) for v in (0.0005, 0.01))
    assert 0.5 < sure[0] < unsure[0] < 0.8
    assert shrunk_share(14, 60, np.array([3, 4, 2]), np.array([60, 60, 60])) < 14 / 60


def test_repeats_and_practice_go_out_without_an_answer_and_come_back_recognised(sample) -> None:
    data = load(str(sample))
    items = hidden(data, "tone", 9, practice=True)
    gold = data.gold["tone"][items]
    assert (np.bincount(gold) == 3).all()  # as many of each answer
    text = as_csv(data, items)
    read = list(csv.DictReader(io.StringIO(text)))
    assert len(read) == 9
    assert not {"tone", "gold_tone"} & set(read[0])
    with pytest.raises(DataError, match="rule on some"):
        hidden(replace(data, gold={}), "tone", 3, practice=True)


def test_an_item_that_comes_back_under_another_id_is_known_by_its_text() -> None:
    text = "Where is my invoice? I have written three times about it already."
    frame = pd.DataFrame(
        {
            "item": ["t1", "t1", "t2", "t2", "t1"],
            "who": ["Ana", "Ben", "Ana", "Ben", "Ben"],
            "label": ["a", "b", "a", "a", "b"],
            "round": ["1", "1", "2", "2", "2"],
            "text": [text] * 5,
        }
    )
    data = from_frame(frame, "item", "who", "label", round="round", fields=["text"])
    found = rounds(data, split_rounds(data)).repeats["label"]
    assert (found.n, found.of) == (2, 2)


def test_the_command_line_compares_draws_and_writes(sample, tmp_path, capsys) -> None:
    assert main(["rounds", str(sample), "--json", "--letter", "Aisha"]) == 0
    assert json.loads(capsys.readouterr().out)["letters"] == ["Aisha"]
    assert main(["rounds", str(sample), "--since", "2026-03-20"]) == 0
    assert "before 2026-03-20" in capsys.readouterr().out
    assert main(["rounds", str(sample), "--draw", "5"]) == 0
    assert len(json.loads(capsys.readouterr().out)["first"]) == 7
    out = tmp_path / "next.csv"
    assert main(["rounds", str(sample), "--repeats", "12", "--out", str(out)]) == 0
    assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))) == 12
    with pytest.raises(SystemExit) as wrong:
        main(["rounds", str(sample), "--repeats", "12"])
    assert wrong.value.code == 2
    assert main(["rounds", str(sample), "--before", "9"]) == 1


def test_a_round_of_a_few_labels_claims_nothing() -> None:
    """Two labels an annotator are below what is looked at, so nothing stands out in them."""
    rows = [
        (f"i{n}", who, label, "1" if n < 2 else "2")
        for n, pair in enumerate([("yes", "no"), ("yes", "yes"), ("no", "no"), ("yes", "no")])
        for who, label in zip(("Ana", "Ben"), pair, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["item", "who", "label", "round"])
    data = from_frame(frame, "item", "who", "label", round="round")
    assert rounds(data, split_rounds(data)).claims == ()
