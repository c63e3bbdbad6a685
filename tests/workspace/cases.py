"""Keys, changes and a small data set that the tests of the workspace share."""

from __future__ import annotations

import uuid

import numpy as np
import pandas as pd

from annotate.annotations import Annotations, Level, Question, Status
from annotate.workspace import Change, JsonValue, Key, Kind


def annotations(comment: str = "fine", items: tuple[str, ...] = ("i1", "i2")) -> Annotations:
    return Annotations(
        items=pd.DataFrame({"item_id": list(items), "text": ["" for _ in items]}),
        annotators=pd.DataFrame({"annotator_id": ["ann", "bob"], "kind": ["human", "model"]}),
        rounds=("one",),
        table=pd.DataFrame(
            {
                "item": np.array([0, 0, 1], dtype=np.int32),
                "annotator": np.array([0, 1, 0], dtype=np.int32),
                "round": np.array([0, 0, -1], dtype=np.int16),
                "seconds": [1.5, np.nan, 3.0],
                "time": pd.to_datetime(["2024-05-01 10:00", None, "2024-05-02 09:30"]),
                "status": pd.Categorical(
                    [Status.SUBMITTED, Status.SKIPPED, Status.SUBMITTED], categories=list(Status)
                ),
                "comment": [comment, "", ""],
                "row": [2, 3, 4],
            }
        ),
        questions=(Question("tone", Level.NOMINAL, ("kind", "rude")),),
        labels={"tone": np.array([0, -1, 1], dtype=np.int8)},
        gold={"tone": np.array([0] + [-1] * (len(items) - 1), dtype=np.int64)},
    )


def change(key: Key, value: JsonValue, base: int = 0, change_id: str = "") -> Change:
    return Change(change_id or str(uuid.uuid4()), key, value, base)


def verdict(item_id: str = "i1", annotator_id: str = "ann") -> Key:
    return Key(Kind.VERDICT, item_id, annotator_id, "tone")


def note(item_id: str = "i1") -> Key:
    return Key(Kind.NOTE, item_id)
