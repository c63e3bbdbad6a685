from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from annotate.annotations import MISSING, Annotations, Level, Question
from annotate.feedback import Casebook, prepare
from annotate.judgements import Record

Rows = Sequence[tuple[str, str, str]]  # item, annotator, answer


def make_data(
    rows: Rows,
    *,
    texts: dict[str, str] | None = None,
    gold: dict[str, str] | None = None,
    models: Sequence[str] = (),
    answers: Sequence[str] = ("calm", "annoyed", "angry"),
    comments: Sequence[str] = (),
) -> Annotations:
    """Annotations of one nominal question, “tone”."""
    items = list(dict.fromkeys(row[0] for row in rows))
    people = list(dict.fromkeys(row[1] for row in rows))
    question = Question("tone", Level.NOMINAL, tuple(answers))
    table = pd.DataFrame(
        {
            "item": np.array([items.index(row[0]) for row in rows], dtype=np.int64),
            "annotator": np.array([people.index(row[1]) for row in rows], dtype=np.int64),
            "round": np.full(len(rows), MISSING),
            "seconds": np.full(len(rows), np.nan),
            "time": np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[us]"),
            "status": ["submitted"] * len(rows),
            "comment": list(comments) or [""] * len(rows),
            "row": np.arange(len(rows)) + 2,
        }
    )
    codes = np.array([answers.index(row[2]) for row in rows], dtype=np.int64)
    known = [answers.index(gold[i]) if gold and i in gold else MISSING for i in items]
    return Annotations(
        items=pd.DataFrame(
            {"item_id": items, "text": [(texts or {}).get(i, f"The text of {i}.") for i in items]}
        ),
        annotators=pd.DataFrame(
            {"annotator_id": people, "kind": ["model" if p in models else "human" for p in people]}
        ),
        rounds=(),
        table=table,
        questions=(question,),
        labels={"tone": codes},
        gold={"tone": np.array(known)} if gold else {},
    )


def a_team() -> list[tuple[str, str, str]]:
    """Sixty items: Careful and four others agree, Tomasz says angry for 15 of 20 annoyed."""
    truth = ["calm", "annoyed", "angry"]
    rows = []
    for k in range(60):
        right = truth[k % 3]
        others = ("Careful", "Beatriz", "Chidi", "Daniela", "Emeka")
        rows += [(f"T-{k:02}", person, right) for person in others]
        said = "angry" if right == "annoyed" and k < 45 else right
        rows.append((f"T-{k:02}", "Tomasz", said))
    rows.append(("T-00", "OneLabel", "calm"))
    return rows


@pytest.fixture
def make() -> Callable[..., Annotations]:
    return make_data


@pytest.fixture(scope="session")
def team() -> Annotations:
    return make_data(a_team(), models=())


@pytest.fixture(scope="session")
def unread(team: Annotations) -> Casebook:
    return Casebook(prepare(team), Record())
