"""Every planted habit is in labels.csv as truth.json says, and is far enough from chance.

The figures are computed here anew, not with the code that made the data.
"""

import json
import re
import statistics
from collections import Counter
from datetime import datetime

import pytest


def rate(chosen, hit) -> dict:
    """k of n rows that are hits."""
    hits = [hit(row) for row in chosen]
    share = round(sum(hits) / len(hits), 4) if hits else None
    return {"k": sum(hits), "n": len(hits), "rate": share}


@pytest.mark.parametrize("name", ["Tomás", "Aisha"])
def test_the_confusers_say_one_tone_for_another_and_the_others_do_not(sample, name):
    how, found = sample.planted(name, "confuses"), sample.realised(name, "confuses")

    def hit(row):
        return row["tone"] == how["says"]

    cases = [row for row in sample.clear(sample.rows) if sample.item(row)["tone"] == how["for"]]
    own = [row for row in cases if row["annotator_id"] == name]
    assert found["clear"] == rate(own, hit)
    assert found["clear_round_1"] == rate(sample.in_round(own, "1"), hit)
    assert found["clear_round_2"] == rate(sample.in_round(own, "2"), hit)
    assert found["others_clear"] == rate([r for r in cases if r["annotator_id"] != name], hit)
    assert found["others_clear"]["rate"] < 0.1


def test_the_confuser_is_far_from_everybody_else_and_does_not_change(sample):
    found = sample.realised("Tomás", "confuses")
    assert found["clear"]["n"] >= 40
    assert found["clear"]["rate"] >= 0.3
    assert found["others_clear_highest"]["rate"] <= 0.08
    assert found["clear_round_2"]["rate"] >= 0.3
    assert found["sarcasm_round_2"]["rate"] >= 0.6


def test_the_one_who_was_helped_by_a_letter_improves(sample):
    found = sample.realised("Aisha", "confuses")
    assert found["clear_round_1"]["rate"] >= 0.4
    assert found["clear_round_2"]["rate"] <= 0.1


def test_jonas_rushes_after_lunch(sample):
    how, found = sample.planted("Jonas", "rushes"), sample.realised("Jonas", "rushes")

    def inside(row):
        return how["from"] <= row["submitted_at"][11:16] < how["to"]

    own = sample.clear(sample.by("Jonas"))
    within, without = [r for r in own if inside(r)], [r for r in own if not inside(r)]
    assert found["wrong_inside"] == rate(within, sample.is_wrong)
    assert found["wrong_outside"] == rate(without, sample.is_wrong)
    seconds = [statistics.median(float(r["seconds"]) for r in part) for part in (within, without)]
    assert [found["median_seconds_inside"], found["median_seconds_outside"]] == seconds
    assert found["wrong_inside"]["rate"] >= 0.35
    assert max(found["wrong_outside"]["rate"], found["others_wrong_inside"]["rate"]) <= 0.12
    assert seconds[0] < seconds[1] / 2


def test_kofi_drifts_in_round_1_and_is_rested_in_round_2(sample):
    found = sample.realised("Kofi", "drifts")
    own = sorted(sample.in_round(sample.by("Kofi"), "1"), key=lambda row: row["submitted_at"])
    quarters = [own[len(own) * q // 4 : len(own) * (q + 1) // 4] for q in range(4)]
    assert found["wrong_by_quarter"] == [
        rate(sample.clear(quarter), sample.is_wrong) for quarter in quarters
    ]
    rates = [quarter["rate"] for quarter in found["wrong_by_quarter"]]
    assert rates == sorted(rates)
    assert rates[-1] - rates[0] > 0.35
    assert found["wrong_in_other_round"] == rate(
        sample.clear(sample.in_round(sample.by("Kofi"), "2")), sample.is_wrong
    )
    assert found["wrong_in_other_round"]["rate"] <= 0.1


def test_luca_copies_priya_slips_included_a_few_minutes_later(sample):
    found = sample.realised("Luca", "copies")
    near = {row["item_id"]: row for row in sample.by("Priya")}
    shared = [row for row in sample.by("Luca") if row["item_id"] in near]
    slips = [row for row in sample.clear(shared) if sample.is_wrong(near[row["item_id"]])]

    def same(row):
        return row["tone"] == near[row["item_id"]]["tone"]

    lags = [
        (
            datetime.fromisoformat(row["submitted_at"])
            - datetime.fromisoformat(near[row["item_id"]]["submitted_at"])
        ).total_seconds()
        for row in shared
    ]
    assert found["same_tone"] == rate(shared, same)
    assert found["same_where_neighbour_wrong"] == rate(slips, same)
    assert found["same_where_neighbour_wrong"]["n"] >= 15
    assert found["same_where_neighbour_wrong"]["rate"] >= 0.8
    assert found["others_same_where_neighbour_wrong"]["rate"] <= 0.15
    assert found["median_lag_seconds"] == statistics.median(lags)
    assert 0 < min(lags) <= max(lags) == found["longest_lag_seconds"] < 600


@pytest.mark.parametrize("name", ["Mira", "Wen"])
def test_the_careful_ones_are_slow_and_right(sample, name):
    found = sample.realised(name, "careful")
    assert found["right_clear"] == rate(
        sample.clear(sample.by(name)), lambda row: not sample.is_wrong(row)
    )
    assert found["right_clear"]["rate"] >= 0.95
    assert found["others_right_clear"]["rate"] <= 0.9
    assert found["pace"] > 1.4 > 1.1 > found["others_pace"]


def test_freya_is_a_point_too_generous_with_urgency(sample):
    found = sample.realised("Freya", "lenient")
    people = [row for row in sample.others("Freya") if row["annotator_kind"] == "human"]
    assert found["bias"] == pytest.approx(sample.bias(sample.by("Freya")), abs=1e-4)
    assert found["others_bias"] == pytest.approx(sample.bias(people), abs=1e-4)
    assert found["bias"] >= 0.5
    assert abs(found["others_bias"]) <= 0.1


def test_hiroshi_never_uses_the_ends_of_the_scale(sample):
    found = sample.realised("Hiroshi", "narrow")
    used = Counter(row["urgency"] for row in sample.by("Hiroshi"))
    assert found["counts"] == {str(k): used[str(k)] for k in range(1, 6)}
    assert set(used) == {"2", "3", "4"}
    assert used["3"] > 0.6 * used.total()
    assert found["sd"] < 0.6 * found["others_sd"]


def test_the_model_finds_long_messages_urgent(sample):
    found = sample.realised("judge-1", "prefers_long")
    limit = found["from_characters"]
    for prefix, chosen in (("", sample.by("judge-1")), ("others_", sample.others("judge-1"))):
        for word, is_long in (("long", True), ("short", False)):
            part = [row for row in chosen if (len(row["text"]) >= limit) is is_long]
            assert found[f"{prefix}n_{word}"] == len(part)
            assert found[f"{prefix}bias_{word}"] == pytest.approx(sample.bias(part), abs=1e-4)
    assert found["n_long"] >= 30
    assert found["bias_long"] >= 0.7
    assert abs(found["bias_short"]) <= 0.1
    assert abs(found["others_bias_long"] - found["others_bias_short"]) <= 0.1


def test_two_people_gave_too_few_labels_to_say_anything(sample):
    assert {len(sample.by("Zeynep")), len(sample.by("Sam"))} == {12, 1}
    assert sample.realised("Zeynep", "few") == {"labels": 12}
    assert sample.realised("Sam", "few") == {"labels": 1}


def test_good_annotators_split_on_sarcasm_until_the_rule_was_there(sample):
    gap = sample.truth["guideline_gap"]["realised"]
    for number in ("1", "2"):
        cases = [
            r
            for r in sample.in_round(sample.rows, number)
            if sample.item(r)["ambiguous"] == "sarcasm"
        ]
        found = gap[f"round_{number}"]
        assert found["called_annoyed"] == rate(cases, lambda row: row["tone"] == "annoyed")
        for name, counts in found["by_annotator"].items():
            given = Counter(row["tone"] for row in cases if row["annotator_id"] == name)
            assert counts == {tone: given[tone] for tone in ("calm", "annoyed", "angry")}
    before, after = gap["round_1"], gap["round_2"]
    assert before["called_annoyed"]["rate"] < 0.6 < 0.75 < after["called_annoyed"]["rate"]
    assert before["by_annotator"]["Mira"]["annoyed"] >= 6 > before["by_annotator"]["Mira"]["angry"]
    assert before["by_annotator"]["Wen"]["angry"] >= 6 > before["by_annotator"]["Wen"]["annoyed"]


def test_the_figures_of_every_annotator_are_those_of_the_file(sample):
    for name, known in sample.truth["annotators"].items():
        for number in ("1", "2"):
            own = sample.in_round(sample.by(name), number)
            assert known["realised"]["labels"][number] == len(own)
            right = rate(sample.clear(own), lambda row: not sample.is_wrong(row))
            assert known["realised"]["right_clear"][number] == right
        assert known["realised"]["urgency_bias"] == pytest.approx(
            sample.bias(sample.by(name)), abs=1e-4
        )


def test_every_count_in_the_readme_is_in_the_truth(sample):
    """“23 of 54” in the table of habits is a {"k": 23, "n": 54} in truth.json."""
    readme = (sample.folder / "README.md").read_text("utf-8")
    told = re.findall(r"(\d+) of (\d+)", readme[readme.index("## What was planted") :])
    known = set(re.findall(r'"k": (\d+),\s+"n": (\d+)', json.dumps(sample.truth)))
    gap = sample.truth["guideline_gap"]["realised"]["round_1"]["by_annotator"]
    known |= {
        (str(k), str(sum(counts.values()))) for counts in gap.values() for k in counts.values()
    }
    used = sample.realised("Hiroshi", "narrow")["counts"]
    known.add((str(used["3"]), str(sum(used.values()))))
    right = sample.truth["annotators"]["Priya"]["realised"]["right_clear"]
    known.add(tuple(str(right["1"][part] + right["2"][part]) for part in ("k", "n")))
    assert len(told) >= 20
    assert set(told) <= known
