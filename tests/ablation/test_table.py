"""The standard table has what the data have to offer; it comes as JSON, CSV and a paragraph."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from annotate.ablation import ablations, paragraph, rows_of, title_of, to_csv, to_json, together
from annotate.ablation.paired import mean_difference
from annotate.cli import main
from annotate.loading import load


def kinds(found) -> set[str]:
    return {str(decision).partition(":")[0] for row in found.rows for decision in row.decisions}


def test_the_sample_offers_each_kind_of_decision(sample) -> None:
    data = load(str(sample))
    tone, urgency = (ablations(data, name, replicates=0) for name in ("tone", "urgency"))
    everywhere = {"without", "seconds", "first", "round", "duplicates", "merge", "model", "ties"}
    assert everywhere | {"gold"} == kinds(tone)
    assert everywhere | {"gold", "coarsen"} == kinds(urgency)
    assert len(tone.annotators) == data.n_annotators
    assert not tone.refused


def test_without_anything_to_offer_there_are_only_models_and_annotators(make) -> None:
    found = ablations(make([0, 0], [0, 1], [0, 0], n_answers=2), "tone")
    assert kinds(found) == {"model"}
    assert np.isnan(found.whole.agreement.first)
    assert found.whole.reference.reason


def test_what_cannot_be_is_told_beside_what_can(make) -> None:
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 1])
    found = ablations(data, "tone", decisions=[together(["merge:0,1"]), together(["merge:0,9"])])
    assert len(found.rows) == 1
    ((decisions, reason),) = found.refused
    assert title_of(decisions) == "With 0 and 9 as one category"
    assert "“9” is no category" in reason


def test_json_has_the_items_that_flip_and_undefined_as_null(make) -> None:
    data = make([0, 0, 0, 1, 1], [0, 1, 2, 0, 1], [0, 0, 1, 1, 1])
    found = ablations(data, "tone", decisions=[together(["annotator:a0"])])
    text = json.dumps(to_json([found], data.item_ids, 0.1), allow_nan=False)
    (row,) = json.loads(text)["questions"]["tone"]["ablations"]
    assert row["consensus"]["lost"] == ["i0"]
    assert row["reference"]["change"] is None
    assert row["reference"]["reason"]


def test_csv_has_a_row_each_and_no_formula(make) -> None:
    data = make([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 1])
    rows = rows_of(ablations(data, "tone"))
    rows[0]["taken_back"] = "=1+1"
    read = list(csv.DictReader(io.StringIO(to_csv(rows))))
    assert len(read) == len(rows)
    assert read[0]["taken_back"] == "'=1+1"


def test_a_paragraph_says_each_change_with_its_interval(sample) -> None:
    data = load(str(sample))
    found = ablations(data, "tone", decisions=[together(["annotator:Jonas"])])
    text = paragraph(found, found.rows)
    assert "295 items have 1,843 labels" in text
    assert "Without Jonas: alpha changes by +0.03" in text
    assert "8 of 295 items flip" in text
    assert "paired over items" in text


def test_nothing_that_differs_is_not_called_sure() -> None:
    same = np.ones(10)
    found = mean_difference(same, same, shares=True)
    assert found.value == 0
    assert found.low < 0 < found.high


def test_paired_intervals_of_shares_cover_the_truth() -> None:
    rng = np.random.default_rng(0)
    n, hits = 60, 0
    for _ in range(2_000):
        hard = rng.random(n) < 0.4
        first, second = (rng.random(n) < np.where(hard, low, 0.97) for low in (0.6, 0.45))
        found = mean_difference(first.astype(float), second.astype(float), shares=True)
        hits += found.low <= 0.4 * 0.15 <= found.high
    assert 0.93 < hits / 2_000 < 0.97


def test_the_command_line_prints_the_table_and_writes_a_csv(small, tmp_path, capsys) -> None:
    out = tmp_path / "table.csv"
    assert main(["ablate", str(small), "--json", "--cost", "0.5", "--csv", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)["questions"]["tone"]
    assert {row["title"] for row in found["annotators"]} == {
        "Without Ana",
        "Without Ben",
        "Without Chi",
    }
    assert found["labels_per_item"][0]["cost"] == 2.0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2 + len(found["ablations"]) + 3


def test_several_after_one_without_are_taken_back_together(small, capsys) -> None:
    asked = ["--without", "annotator:Ana", "seconds:5", "--without", "round:1"]
    assert main(["ablate", str(small), "--json", *asked]) == 0
    rows = json.loads(capsys.readouterr().out)["questions"]["tone"]["ablations"]
    assert [len(row["decisions"]) for row in rows] == [2, 1]
    assert main(["ablate", str(small), "--question", "tone"]) == 0
    assert "Without round 1" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["annotator:nobody", "nonsense"])
def test_what_no_question_can_take_back_is_an_error(small, capsys, text: str) -> None:
    assert main(["ablate", str(small), "--without", text]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_labels_under_each_version_of_the_guideline_are_taken_out_in_turn(sample) -> None:
    moments = ["2026-03-01T09:00:00", "2026-03-18T10:00:00+00:00"]
    found = ablations(load(str(sample)), "tone", guideline=moments, replicates=0)
    said = {str(row.decisions[0]): row.n_labels for row in found.rows}
    rounds = said["round:1"], said["round:2"]
    assert (said["between:,2026-03-18T10:00:00"], said["between:2026-03-18T10:00:00,"]) == rounds


def test_one_version_of_the_guideline_is_no_decision(sample) -> None:
    found = ablations(load(str(sample)), "tone", guideline=["2026-03-18"], replicates=0)
    assert not [row for row in found.rows if str(row.decisions[0]).startswith("between")]
