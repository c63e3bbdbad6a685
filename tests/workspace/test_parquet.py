"""Annotations come back from the disk equal in every value and every type."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotations import Annotations, Duplicates, Level, Question, Status
from annotate.errors import WorkspaceError
from annotate.workspace.parquet import restore, save
from tests.workspace.cases import annotations

_numbers = itertools.count()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


def assert_same(one: Annotations, other: Annotations) -> None:
    for name in ("items", "annotators", "table"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    for name in ("labels", "gold"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert list(ours) == list(theirs)
        for key in ours:
            np.testing.assert_array_equal(ours[key], theirs[key], strict=True)
    assert one.questions == other.questions
    assert one.rounds == other.rounds
    assert one.duplicates is other.duplicates


def saved(data: Annotations, folder: Path) -> tuple[str, Path]:
    target = folder / str(next(_numbers))
    target.mkdir()
    return save(data, target), target


def typed(values: st.SearchStrategy[Any], dtype: str) -> Any:
    """Of a number of rows: columns of that type."""

    def of(rows: int) -> st.SearchStrategy[pd.Series[Any]]:
        some = st.lists(values, min_size=rows, max_size=rows)
        return some.map(lambda chosen: pd.Series(np.array(chosen, dtype=dtype)))

    return of


def extended(values: st.SearchStrategy[Any], dtype: str) -> Any:
    """The same for the types of pandas, where something may be missing."""

    def of(rows: int) -> st.SearchStrategy[pd.Series[Any]]:
        some = st.lists(values | st.none(), min_size=rows, max_size=rows)
        return some.map(lambda chosen: pd.Series(chosen, dtype=dtype))

    return of


def categorical(rows: int) -> st.SearchStrategy[pd.Series[Any]]:
    def coded(categories: list[str]) -> st.SearchStrategy[pd.Series[Any]]:
        codes = st.lists(st.integers(-1, len(categories) - 1), min_size=rows, max_size=rows)
        return st.builds(
            lambda chosen, ordered: pd.Series(
                pd.Categorical.from_codes(chosen, categories=categories, ordered=ordered)
            ),
            codes,
            st.booleans(),
        )

    return st.lists(texts, unique=True, min_size=1, max_size=4).flatmap(coded)


COLUMNS = [
    extended(texts, "str"),
    extended(texts, "object"),
    extended(st.booleans(), "boolean"),
    extended(st.integers(-(2**63), 2**63 - 1), "Int64"),
    extended(
        st.datetimes(pd.Timestamp(1900, 1, 1), pd.Timestamp(2200, 1, 1)), "datetime64[us, UTC]"
    ),
    *(typed(st.integers(0, 127), f"{sign}int{bits}") for sign in ("", "u") for bits in (8, 16, 64)),
    *(typed(st.floats(width=32), f"float{bits}") for bits in (32, 64)),
    *(typed(st.integers(0, 2**31), f"datetime64[{unit}]") for unit in ("s", "ms", "us", "ns")),
    typed(st.booleans(), "bool"),
    categorical,
]


def columns(rows: int) -> st.SearchStrategy[pd.Series[Any]]:
    """A column of any type that data may have."""
    return st.sampled_from(COLUMNS).flatmap(lambda of: of(rows))


@st.composite
def data_sets(draw: st.DrawFn) -> Annotations:
    n_items, n_annotators, n_rows = (draw(st.integers(0, 4)) for _ in range(3))
    if not n_items or not n_annotators:
        n_rows = 0
    extra = st.lists(names, unique=True, max_size=3)

    def frame(first: dict[str, Any], rows: int) -> pd.DataFrame:
        added = {name: draw(columns(rows)) for name in draw(extra) if name not in first}
        return pd.DataFrame({**first, **added})

    def codes(rows: int, below: int, dtype: str) -> Any:
        numbers = st.integers(-1, below - 1)
        return np.array(draw(st.lists(numbers, min_size=rows, max_size=rows)), dtype=dtype)

    asked = draw(st.lists(names, unique=True, max_size=3))
    levels = st.sampled_from(list(Level))
    questions = tuple(
        Question(name, draw(levels), tuple(draw(st.lists(texts, unique=True, max_size=4))))
        for name in asked
    )
    dtypes = st.sampled_from(["int8", "int32", "int64"])
    return Annotations(
        items=frame(
            {"item_id": pd.Series([f"i{n}" for n in range(n_items)], dtype="str")}, n_items
        ),
        annotators=frame(
            {"annotator_id": pd.Series([f"a{n}" for n in range(n_annotators)], dtype="str")},
            n_annotators,
        ),
        rounds=tuple(draw(st.lists(texts, unique=True, max_size=3))),
        table=frame(
            {
                "item": np.zeros(n_rows, dtype=draw(dtypes)),
                "status": pd.Categorical.from_codes(
                    np.zeros(n_rows, dtype=np.int8), categories=[str(each) for each in Status]
                ),
            },
            n_rows,
        ),
        questions=questions,
        labels={each.name: codes(n_rows, len(each.answers), draw(dtypes)) for each in questions},
        gold={
            each.name: codes(n_items, len(each.answers), "int64")
            for each in questions
            if draw(st.booleans())
        },
        duplicates=draw(st.sampled_from(list(Duplicates))),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@settings(max_examples=100, deadline=None)
@given(data_sets())
def test_any_data_come_back_as_they_were(folder: Path, data: Annotations) -> None:
    content, where = saved(data, folder)
    restored = restore(where, expected_hash=content)
    assert_same(data, restored)
    assert saved(restored, folder)[0] == content


def test_every_type_of_column_keeps_its_type(folder: Path) -> None:
    columns_ = {
        "str": pd.Series(["a", None], dtype="str"),
        "string": pd.Series(["a", None], dtype="string"),
        "python": pd.Series(["a", None], dtype="string[python]"),
        "object": pd.Series(["a", None], dtype=object),
        "long": pd.Series(["x" * 100_000, "\0=SUM(A1)\r\n👍"]),
        "Float64": pd.Series([0.1, None], dtype="Float64"),
        "UInt8": pd.Series([255, None], dtype="UInt8"),
        "delta": pd.Series(pd.to_timedelta([1, None], unit="s")),
        "zone": pd.Series(pd.to_datetime(["2024-03-31 02:30", None]).tz_localize("Asia/Tokyo")),
        "numbers": pd.Series([2, 1], dtype="category"),
        "unused": pd.Series(pd.Categorical(["b", "b"], categories=["z", "b", "a"], ordered=True)),
    }
    data = annotations()
    data.items[list(columns_)] = pd.DataFrame(columns_)
    restored = restore(saved(data, folder)[1])
    assert_same(data, restored)
    assert list(restored.items["unused"].cat.categories) == ["z", "b", "a"]


def test_the_restored_data_are_used_like_the_others(folder: Path) -> None:
    restored = restore(saved(annotations(), folder)[1])
    assert restored.coded("tone").label.tolist() == [0, 1]
    restored.labels["tone"][0] = 1  # not a view of a file


def test_different_data_have_different_names(folder: Path) -> None:
    variants = [
        annotations(),
        annotations("other"),
        annotations().with_duplicates(Duplicates.ALL),
        annotations(items=("i1", "i3")),
    ]
    assert len({saved(data, folder)[0] for data in variants}) == 4


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([{1}, 2], dtype=object),
        pd.Series([1 + 2j, 0]),
        pd.Series(["\ud800", ""], dtype=object),
    ],
    ids=["objects", "complex", "half a character"],
)
def test_what_cannot_be_kept_is_said_by_column(folder: Path, column: pd.Series[Any]) -> None:
    data = annotations()
    data.items["odd"] = column
    with pytest.raises(WorkspaceError, match="column “odd” of their items"):
        saved(data, folder)


def test_columns_need_names_of_their_own(folder: Path) -> None:
    data = annotations()
    data.items.insert(1, "text", "again", allow_duplicates=True)
    with pytest.raises(WorkspaceError, match="the same name twice"):
        saved(data, folder)


def test_a_missing_or_altered_file_is_said_with_the_way_out(folder: Path) -> None:
    content, where = saved(annotations(), folder)
    about = json.loads((where / "annotations.json").read_text())
    (where / "annotations.json").write_text(json.dumps(about | {"rounds": ["two"]}))
    with pytest.raises(WorkspaceError, match=r"not what was written.*import it again"):
        restore(where, expected_hash=content)
    (where / "gold.parquet").unlink()
    with pytest.raises(WorkspaceError, match="damaged"):
        restore(where)


@pytest.mark.parametrize("dtype", ["pickle", "object; import os", "Period[D]", 5])
def test_a_type_that_no_data_have_is_refused(folder: Path, dtype: object) -> None:
    _, where = saved(annotations(), folder)
    about = json.loads((where / "annotations.json").read_text())
    about["columns"]["items"][0]["dtype"] = dtype
    (where / "annotations.json").write_text(json.dumps(about))
    with pytest.raises(WorkspaceError, match="damaged"):
        restore(where)
