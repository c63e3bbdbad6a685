"""Exports of Argilla beside the real ones."""

import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotate.errors import FileFormatError

ANA, BEN = "de93917f-9a44-5243-b3d1-30b6060ac342", "8bec5d69-f50c-5749-9e7c-9efe59f5b4ed"
USERS = json.dumps({"ana": ANA, "ben": BEN}).encode()


def nested(item, **responses):
    return {"id": item, "fields": {"text": f"text {item}"}, "metadata": {"n": 1}, "vectors": {},
            "suggestions": {"tone": {"value": "calm", "score": 0.5, "agent": "bert"}},
            "responses": responses, "_server_id": None}  # fmt: skip


def said(**answers):
    return [{"value": value, "user_id": user} for user, value in answers.values()]


def test_nested_records_warn_that_drafts_look_submitted(loaded, rows):
    data = json.dumps(
        [nested("t1", tone=said(a=(ANA, "calm"), b=(BEN, "angry")), stars=said(a=(ANA, 4)))]
    ).encode()
    assert rows(records__json=data, users__json=USERS) == [
        ("t1", "ana", "tone", "calm", "submitted"),
        ("t1", "ana", "stars", "4", "submitted"),
        ("t1", "ben", "tone", "angry", "submitted"),
        ("t1", "bert", "tone", "calm", "submitted"),
    ]
    found = loaded(records__json=data)
    assert found.annotations.annotator_ids[:2] == (ANA, BEN)
    assert "statuses_missing" in {problem.code for problem in found.report.problems}


def test_users_as_the_server_lists_them(rows):
    users = json.dumps([{"id": ANA, "username": "ana"}, {"id": BEN, "username": "ben"}]).encode()
    data = json.dumps([nested("t1", tone=said(a=(ANA, "calm"), b=(BEN, "calm")))]).encode()
    assert {row[1] for row in rows(r__json=data, users__json=users)} == {"ana", "ben", "bert"}


def test_rankings_keep_their_order(rows):
    def ranked(*names):
        return [{"value": name, "rank": rank} for rank, name in enumerate(names, start=1)]

    data = json.dumps(
        [nested("t1", order=said(a=(ANA, ranked("b", "a")), b=(BEN, ranked("a", "b"))))]
    ).encode()
    found = [row for row in rows(r__json=data) if row[2] == "order"]
    assert [row[3] for row in found] == ['["b", "a"]', '["a", "b"]']


def parquet(rows, **features):
    table = pa.Table.from_pandas(pd.DataFrame(rows), preserve_index=False)
    noted = {"huggingface": json.dumps({"info": {"features": features}})}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(noted), out)
    return out.getvalue()


def test_parquet_knows_the_names_of_classes_and_who_suggested_nothing(rows):
    def record(item, suggestion, agent):
        return {"id": item, "text": "x", "tone.responses": ["calm", "angry"],
                "tone.responses.users": [ANA, BEN], "tone.responses.status": ["submitted", "draft"],
                "tone.suggestion": suggestion, "tone.suggestion.score": None,
                "tone.suggestion.agent": agent}  # fmt: skip

    data = parquet(
        [record("t1", 1, "bert"), record("t2", 0, None)],
        **{"tone.suggestion": {"names": ["angry", "calm"], "_type": "ClassLabel"}},
    )
    assert rows(d__parquet=data, users__json=USERS) == [
        ("t1", "ana", "tone", "calm", "submitted"),
        ("t1", "ben", "tone", "angry", "draft"),
        ("t1", "bert", "tone", "calm", "submitted"),
        ("t2", "ana", "tone", "calm", "submitted"),
        ("t2", "ben", "tone", "angry", "draft"),
    ]


def test_csv_is_refused_with_what_to_export_instead(as_table, loaded):
    data = as_table(
        ["id", "text", "tone.responses", "tone.responses.users"],
        ["t1", "x", "['calm' 'angry']", f"['{ANA}'\n '{BEN}']"],
    )
    with pytest.raises(FileFormatError, match="to_parquet"):
        loaded(d__csv=data)
