"""What ``convert`` writes of real exports is what their tools recorded, row by row.

The exports were made by the tools themselves (Label Studio 1.23, doccano 1.8, Potato 2.12, the SDK
of Argilla 2.8) from one set of texts; ``truth.csv`` beside them says who answered what.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from annotate.loading import read
from annotate.loading.long import to_long

EXPORTS = Path(__file__).parent / "exports"
SUBMITTED = "submitted"


def truth(folder, project=None):
    with (EXPORTS / folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if project in (None, row.get("project"))]


def plain(label):
    """A label without the order of its members, however they are joined."""
    if label.startswith("["):
        return tuple(sorted(json.loads(label)))
    return tuple(sorted(label.split("|")))


def known(rows, *, status, seconds=True, rename=None):
    """The labels of the truth, each with its status; spans are not labels."""
    found = Counter()
    for row in rows:
        question = (rename or {}).get(row["question"], row["question"])
        if question in {"spans", "aspect", "(all)"} or not row["label"]:
            continue
        who = row["annotator"].removeprefix("model:")
        spent = float(row["seconds"]) if seconds and row["seconds"] else None
        label = plain(row["label"]) if question in {"topics", "ranking"} else row["label"]
        found[row["item_id"], who, question, label, spent, status(row)] += 1
    return found


def converted(data, *, seconds=True):
    found = Counter()
    for row in to_long(data).to_dict("records"):
        if row["question"]:
            spent = float(row["seconds"]) if seconds and row["seconds"] else None
            label = row["label"]
            label = plain(label) if row["question"] in {"topics", "ranking"} else label
            found[
                row["item_id"], row["annotator_id"], row["question"], label, spent, row["status"]
            ] += 1
    return found


def files(folder, *names):
    return [EXPORTS / folder / name for name in names]


def of_label_studio(row):
    note = row["note"]
    return "draft" if "DRAFT" in note else "skipped" if "skipped" in note else SUBMITTED


LABEL_STUDIO = [
    ("p1_sentiment_JSON.json", "sentiment-rating-topics", True),
    ("p1_sentiment_JSON_all_tasks.json", "sentiment-rating-topics", True),
    ("p1_sentiment_JSON_MIN.json", "sentiment-rating-topics", False),
    ("p1_sentiment_CSV.csv", "sentiment-rating-topics", False),
    ("p2_ner_JSON.json", "ner", True),
]


@pytest.mark.parametrize(("name", "project", "whole"), LABEL_STUDIO)
def test_label_studio(name, project, whole):
    """Predictions are only numbers in these exports; flat ones leave out skips and drafts."""
    rows = [row for row in truth("label-studio", project) if row["note"] != "PREDICTION"]
    if not whole:
        rows = [row for row in rows if of_label_studio(row) == SUBMITTED]
    found = read(files("label-studio", name, "api_users.json")).annotations
    assert converted(found) == known(rows, status=of_label_studio)


def test_label_studio_keeps_skips_and_empty_submissions_without_labels():
    found = read(files("label-studio", "p1_sentiment_JSON.json", "api_users.json")).annotations
    bare = [row for row in to_long(found).to_dict("records") if not row["question"]]
    assert [(r["item_id"], r["annotator_id"], r["seconds"], r["status"]) for r in bare] == [
        ("T007", "ben", "40.875", "skipped"),
        ("T013", "ben", "19.197", "skipped"),
        ("T028", "chi", "3", "submitted"),
    ]


@pytest.mark.parametrize(
    ("name", "confirmed"),
    [
        ("sentiment_individual_CSV.zip", False),
        ("sentiment_individual_JSONL.zip", False),
        ("sentiment_individual_JSONL_confirmed_only.zip", True),
    ],
)
def test_doccano(name, confirmed):
    rows = truth("doccano", "sentiment")
    if confirmed:
        out = {(r["item_id"], r["annotator"]) for r in rows if r["note"] == "unconfirmed"}
        rows = [row for row in rows if (row["item_id"], row["annotator"]) not in out]
    found = read(files("doccano", name)).annotations
    expected = known(rows, status=lambda _: SUBMITTED, rename={"sentiment": "label"})
    assert converted(found) == expected


def test_doccano_knows_what_was_confirmed_without_a_label():
    name = "sentiment_individual_JSONL_confirmed_only.zip"
    found = to_long(read(files("doccano", name)).annotations)
    bare = found[found["question"] == ""]
    assert list(zip(bare["item_id"], bare["annotator_id"], strict=True)) == [
        ("T007", "ben"),
        ("T013", "ben"),
    ]


@pytest.mark.parametrize("name", ["annotations.csv", "annotations.jsonl"])
def test_potato(name):
    expected = known(truth("potato"), status=lambda _: SUBMITTED, seconds=False)
    assert converted(read(files("potato", name)).annotations) == expected


def test_potato_with_the_folder_of_its_users():
    """The states round milliseconds, and lack the time of each user's last item."""
    rows = truth("potato")
    found = read(files("potato", "annotation_output")).annotations
    expected = known(rows, status=lambda _: SUBMITTED, seconds=False)
    assert converted(found, seconds=False) == expected
    spent = {(r["item_id"], r["annotator"]): float(r["seconds"]) for r in rows}
    timed = [r for r in to_long(found).to_dict("records") if r["seconds"]]
    untimed = {(r["item_id"], r["annotator_id"]) for r in to_long(found).to_dict("records")} - {
        (r["item_id"], r["annotator_id"]) for r in timed
    }
    assert len(untimed) == 3
    for row in timed:
        assert float(row["seconds"]) == pytest.approx(
            spent[row["item_id"], row["annotator_id"]], abs=0.002
        )


def of_argilla(row):
    return row["note"] if row["note"] in {"draft", "discarded"} else SUBMITTED


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [("datasets_to_json.jsonl", False), ("records_to_list_flatten.json", True)],
)
def test_argilla(name, suggestions):
    """Suggestions of one class are numbers without names in datasets; those of topics are not
    in the truth, which lists the suggestions of one question only."""
    rows = [row for row in truth("argilla") if suggestions or row["note"] != "SUGGESTION"]
    found = converted(read(files("argilla", name, "users.json")).annotations)
    mine = {key: n for key, n in found.items() if key[1:3] != ("bert-v1", "topics")}
    assert mine == known(rows, status=of_argilla)
