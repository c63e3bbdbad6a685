"""The sample data are complete and consistent, and are made again the same, byte for byte."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise

FIELDS = (
    "text",
    "channel",
    "product",
    "language",
    "received",
    "gold_tone",
    "gold_urgency",
    "round",
)


def test_everything_that_the_readme_promises_is_there(sample):
    readme = (sample.folder / "README.md").read_text("utf-8")
    for name in re.findall(r"^\| `([\w./-]+?)/?` \|", readme, flags=re.M):
        assert (sample.folder / name).exists() or name in sample.all_rows[0], name
    for column in sample.all_rows[0]:
        assert f"`{column}`" in readme
    for name in sample.truth["annotators"]:
        assert name in readme


def test_making_them_again_gives_the_same_files_byte_for_byte(sample, tmp_path):
    subprocess.run(
        [sys.executable, "-B", str(sample.folder / "make.py"), "--out", str(tmp_path)],
        check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    for name in ("labels.csv", "truth.json"):
        assert (tmp_path / name).read_bytes() == (sample.folder / name).read_bytes()


def test_the_counts_in_the_truth_are_those_of_the_file(sample):
    counts = sample.truth["counts"]
    assert counts["rows"] == len(sample.all_rows)
    assert counts["annotations_that_count"] == len(sample.rows)
    assert counts["items"] == len(sample.texts) == len(sample.truth["items"]) >= 240
    assert counts["annotators"] == len({row["annotator_id"] for row in sample.rows})
    assert counts["comments"] == sum(bool(row["comment"]) for row in sample.all_rows) >= 40
    assert set(sample.truth["annotators"]) == {row["annotator_id"] for row in sample.rows}


def test_an_item_has_the_same_text_fields_gold_and_round_in_every_row(sample):
    seen = defaultdict(set)
    for row in sample.all_rows:
        seen[row["item_id"]].add(tuple(row[field] for field in FIELDS))
    assert {len(values) for values in seen.values()} == {1}


def test_every_item_has_five_to_seven_labels_and_the_overlap_is_sparse(sample):
    labels = Counter(row["item_id"] for row in sample.rows)
    assert min(labels.values()) >= 5
    assert max(labels.values()) <= 7


def test_gold_is_given_for_a_part_and_is_the_truth(sample):
    gold = {row["item_id"]: row for row in sample.rows if row["gold_tone"]}
    assert 0.15 < len(gold) / len(sample.texts) < 0.35
    assert len(gold) == sample.truth["counts"]["gold_items"]
    for row in gold.values():
        assert row["gold_tone"] == sample.item(row)["tone"]
        assert row["gold_urgency"] == str(sample.item(row)["urgency"])
    assert all(not row["gold_urgency"] for row in sample.rows if not row["gold_tone"])


def test_there_are_two_rounds_one_after_the_other(sample):
    times = {
        number: [row["submitted_at"] for row in sample.all_rows if row["round"] == number]
        for number in ("1", "2")
    }
    assert max(times["1"]) < min(times["2"])
    assert {row["round"] for row in sample.all_rows} == {"1", "2"}


def test_only_the_answers_of_the_guideline_occur(sample):
    assert {row["tone"] for row in sample.all_rows} == {"calm", "annoyed", "angry"}
    assert {row["urgency"] for row in sample.all_rows} == set("12345")
    assert {row["annotator_kind"] for row in sample.all_rows} == {"human", "model"}


def test_seconds_fit_between_two_submissions_of_the_same_person(sample):
    for name in sample.truth["annotators"]:
        own = sorted(
            (r for r in sample.all_rows if r["annotator_id"] == name),
            key=lambda r: r["submitted_at"],
        )
        if own[0]["annotator_kind"] == "model":
            assert not any(row["seconds"] for row in own)
            continue
        for before, row in pairwise(own):
            passed = datetime.fromisoformat(row["submitted_at"]) - datetime.fromisoformat(
                before["submitted_at"]
            )
            # The copier's clock follows the neighbour's, give or take a few seconds.
            assert float(row["seconds"]) <= passed.total_seconds() + 10


def test_only_the_three_listed_annotations_were_made_twice(sample):
    first = [row for row in sample.all_rows if row not in sample.rows]
    assert len(first) == 3
    assert [
        {"annotator": row["annotator_id"], "item": row["item_id"], "first": row["tone"]}
        for row in first
    ] == sample.truth["answered_twice"]


def test_no_cell_begins_like_a_formula(sample):
    for row in sample.all_rows:
        for column, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (column, cell)
