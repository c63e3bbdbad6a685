"""Small data sets for the agreement tests, made of what each annotator said."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

from annotate.annotations import Annotations, Duplicates, Labels, Level, Question

Said = Sequence[tuple[str, str, str]]  # (item, annotator, answer)


def made(
    said: Said,
    level: str = "nominal",
    answers: Sequence[str] | None = None,
    duplicates: Duplicates = Duplicates.LATEST,
) -> Annotations:
    """A data set of one question “q”; answers in sorted order unless a scale is given."""
    scale = tuple(answers) if answers is not None else tuple(sorted({s[2] for s in said}))
    items, annotators = (
        {name: code for code, name in enumerate(dict.fromkeys(s[at] for s in said))}
        for at in (0, 1)
    )
    table = pd.DataFrame(
        {
            "item": np.array([items[s[0]] for s in said], dtype=np.int64),
            "annotator": np.array([annotators[s[1]] for s in said], dtype=np.int64),
            "round": -1,
            "seconds": np.nan,
            "time": pd.Series(pd.NaT, index=range(len(said)), dtype="datetime64[us]"),
            "status": "submitted",
            "comment": "",
            "row": 0,
        }
    )
    return Annotations(
        items=pd.DataFrame({"item_id": list(items)}),
        annotators=pd.DataFrame({"annotator_id": list(annotators), "kind": "human"}),
        rounds=(),
        table=table,
        questions=(Question("q", Level(level), scale),),
        labels={"q": np.array([scale.index(s[2]) for s in said], dtype=np.int64)},
        duplicates=duplicates,
    )


def said_in(matrix: np.ndarray) -> Said:
    """What was said in an annotators x items matrix of answer codes, -1 for nothing."""
    return [
        (f"i{item}", f"a{annotator}", str(matrix[annotator, item]))
        for annotator, item in np.argwhere(matrix >= 0)
    ]


def matrix_of(labels: Labels) -> np.ndarray:
    """The annotators x items matrix of answer codes, -1 for nothing."""
    matrix = np.full((labels.n_annotators, labels.n_items), -1)
    matrix[labels.annotator, labels.item] = labels.label
    return matrix


@pytest.fixture(scope="session")
def made_of() -> Callable[..., Annotations]:
    return made


@pytest.fixture(scope="session")
def labels_in() -> Callable[..., Labels]:
    """Labels from a matrix of codes, with the answers "0", "1", ... or those given."""

    def labels(
        matrix: np.ndarray, level: str = "nominal", answers: Sequence[str] | None = None
    ) -> Labels:
        annotator, item = np.nonzero(matrix >= 0)
        count = int(matrix.max(initial=-1)) + 1
        scale = tuple(answers) if answers is not None else tuple(map(str, range(count)))
        question = Question("q", Level(level), scale)
        return Labels(
            question, item, annotator, matrix[annotator, item], matrix.shape[1], matrix.shape[0]
        )

    return labels


@pytest.fixture(scope="session")
def golden() -> dict[str, dict]:
    """Published examples with exact values; each names its source."""
    text = (Path(__file__).parent / "golden.json").read_text(encoding="utf-8")
    return {example["name"]: example for example in json.loads(text)}


@st.composite
def ragged(draw: st.DrawFn, *, missing: bool = True) -> np.ndarray:
    """An annotators x items matrix of answer codes in which labels may be missing (-1)."""
    annotators, items = draw(st.integers(2, 5)), draw(st.integers(2, 12))
    answers = draw(st.integers(2, 5))
    low = -1 if missing else 0
    cells = st.lists(
        st.integers(low, answers - 1), min_size=annotators * items, max_size=annotators * items
    )
    return np.array(draw(cells)).reshape(annotators, items)


@pytest.fixture(scope="session")
def ragged_matrices() -> Callable[..., st.SearchStrategy[np.ndarray]]:
    return ragged
