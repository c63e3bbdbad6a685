"""What tests share: a home of their own, small labels, and labels from codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from annotate.annotations import MISSING, Annotations, Duplicates, IntArray, Level, Question

# How long one example takes says nothing here: the first pays for imports and a busy machine.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

SMALL = """item_id,annotator_id,tone,text,round,seconds
t1,Ana,calm,Good morning and thank you,1,12
t1,Ben,calm,Good morning and thank you,1,9
t1,Chi,annoyed,Good morning and thank you,1,4
t2,Ana,angry,This is the third time,1,15
t2,Ben,angry,This is the third time,1,11
t2,Chi,annoyed,This is the third time,1,3
t3,Ana,calm,Where is the invoice?,2,14
t3,Ben,calm,Where is the invoice?,2,10
t3,Chi,calm,Where is the invoice?,2,5
t4,Ana,annoyed,Still no answer from you,2,13
t4,Ben,angry,Still no answer from you,2,8
"""
SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "labels.csv"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ANNOTATE_HOME", str(folder))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small CSV of labels: four items, three annotators, two rounds."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def sample() -> Path:
    """The labels of the sample project."""
    return SAMPLE


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
