from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from annotate.annotations import MISSING, Annotations, Duplicates, IntArray, Level, Question


def make_data(
    item: Sequence[int] | IntArray,
    annotator: Sequence[int] | IntArray,
    label: Sequence[int] | IntArray,
    *,
    n_answers: int = 3,
    level: Level = Level.NOMINAL,
    gold: Sequence[int] | IntArray | None = None,
    rounds: Sequence[int] | IntArray | None = None,
    seconds: Sequence[float] | None = None,
    models: Sequence[int] = (),
    duplicates: Duplicates = Duplicates.LATEST,
) -> Annotations:
    """Annotations of one question, “tone”, from codes; items i0, i1, …, annotators a0, a1, …"""
    n, n_items, n_annotators = len(item), max(item) + 1, max(annotator) + 1
    table = pd.DataFrame(
        {
            "item": np.asarray(item),
            "annotator": np.asarray(annotator),
            "round": np.full(n, MISSING) if rounds is None else np.asarray(rounds),
            "seconds": np.full(n, np.nan) if seconds is None else np.asarray(seconds, float),
            "time": np.full(n, np.datetime64("NaT"), dtype="datetime64[us]"),
            "status": ["submitted"] * n,
            "comment": [""] * n,
            "row": np.arange(n) + 2,
        }
    )
    n_rounds = 0 if rounds is None else int(max(rounds)) + 1
    kinds = ["model" if a in models else "human" for a in range(n_annotators)]
    return Annotations(
        items=pd.DataFrame({"item_id": [f"i{i}" for i in range(n_items)]}),
        annotators=pd.DataFrame(
            {"annotator_id": [f"a{a}" for a in range(n_annotators)], "kind": kinds}
        ),
        rounds=tuple(f"round {r + 1}" for r in range(n_rounds)),
        table=table,
        questions=(Question("tone", level, tuple(str(k) for k in range(n_answers))),),
        labels={"tone": np.asarray(label, dtype=np.int64)},
        gold={} if gold is None else {"tone": np.asarray(gold)},
        duplicates=duplicates,
    )


@pytest.fixture
def make() -> Callable[..., Annotations]:
    return make_data


def crowd(
    n_items: int, accuracy: Sequence[float], n_answers: int = 3, seed: int = 0, per_item: int = 5
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """(item, annotator, label, truth) of annotators who err at random."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, n_answers, n_items)
    item = np.repeat(np.arange(n_items), per_item)
    annotator = rng.random((n_items, len(accuracy))).argsort(axis=1)[:, :per_item].ravel()
    right = rng.random(item.size) < np.array(accuracy)[annotator]
    wrong = (truth[item] + rng.integers(1, n_answers, item.size)) % n_answers
    return item, annotator, np.where(right, truth[item], wrong), truth


@pytest.fixture
def make_crowd() -> Callable[..., tuple[IntArray, IntArray, IntArray, IntArray]]:
    return crowd
