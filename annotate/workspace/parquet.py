"""Annotations on disk: Parquet for the columns, one JSON file for what Parquet cannot say.

    items.parquet  annotators.parquet  table.parquet      the three frames
    labels.parquet                                        (N rows) a column of codes a question
    gold.parquet                                          (I rows) likewise
    annotations.json                                      questions, rounds, types of columns

Categorical columns are stored as their codes, since Parquet forgets categories that nobody
used and their order; the categories are in the JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from annotate.annotations import Annotations, Duplicates, IntArray, Level, Question
from annotate.errors import WorkspaceError
from annotate.workspace.columns import from_arrow, to_arrow
from annotate.workspace.disk import sha256_of

FORMAT = 1
JSON_NAME = "annotations.json"
FRAMES = ("items", "annotators", "table")
ARRAYS = ("labels", "gold")
FILES = (JSON_NAME, *(f"{name}.parquet" for name in (*FRAMES, *ARRAYS)))


def save(data: Annotations, folder: Path) -> str:
    """Write the data into an empty folder; the hash of what was written, 32 hex digits.

    The same data give the same hash. WorkspaceError where a column holds what is neither
    text, number, truth value, time nor category.
    """
    about: dict[str, Any] = {
        "format": FORMAT,
        "rounds": list(data.rounds),
        "duplicates": data.duplicates.value,
        "questions": [
            {"name": question.name, "level": question.level.value, "answers": question.answers}
            for question in data.questions
        ],
        "texts": data.texts,
        "spans": data.spans,
        "columns": {},
    }
    for name in FRAMES:
        columns, arrow = _described(getattr(data, name), name)
        about["columns"][name] = columns
        _write(arrow, folder / f"{name}.parquet")
    for name in ARRAYS:
        arrays: Mapping[str, IntArray] = getattr(data, name)
        plain = {key: np.ascontiguousarray(codes) for key, codes in arrays.items()}
        _write(pa.table(plain), folder / f"{name}.parquet")
    (folder / JSON_NAME).write_text(json.dumps(about), encoding="utf-8")
    return content_hash(folder)


def content_hash(folder: Path) -> str:
    """The hash of all files of saved data together."""
    lines = [f"{name} {sha256_of(folder / name)}\n" for name in FILES]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]


def is_whole(folder: Path, content: str) -> bool:
    """Whether all of the data of that content are there, byte for byte."""
    return all((folder / name).is_file() for name in FILES) and content_hash(folder) == content


def restore(folder: Path, expected_hash: str | None = None) -> Annotations:
    """The data that were saved there, equal in every value and type.

    WorkspaceError where files are missing or, with ``expected_hash``, not what was written.
    """
    with _as_damage(folder):
        if expected_hash is not None and content_hash(folder) != expected_hash:
            raise ValueError("its content is not what was written")
        about = json.loads((folder / JSON_NAME).read_text(encoding="utf-8"))
        if about["format"] > FORMAT:
            raise WorkspaceError(
                f"The data in {folder} were saved by a newer version of Annotate. Upgrade Annotate"
                " to open them."
            )
        frames = {name: _frame(folder, name, about["columns"][name]) for name in FRAMES}
        return Annotations(
            items=frames["items"],
            annotators=frames["annotators"],
            table=frames["table"],
            rounds=tuple(about["rounds"]),
            questions=tuple(
                Question(asked["name"], Level(asked["level"]), tuple(asked["answers"]))
                for asked in about["questions"]
            ),
            labels=_arrays(folder / "labels.parquet"),
            gold=_arrays(folder / "gold.parquet"),
            duplicates=Duplicates(about["duplicates"]),
            texts=about.get("texts", {}),  # saved before there were any
            spans=about.get("spans", {}),
        )


@contextmanager
def _as_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise WorkspaceError(
            f"The saved data in {folder} are damaged ({error}). The uploaded file is kept beside"
            " them: import it again. Verdicts, notes and letters are not affected."
        ) from error


def _write(table: Any, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _described(frame: pd.DataFrame, name: str) -> tuple[list[dict[str, Any]], Any]:
    """What each column is, and the columns as an Arrow table of n rows."""
    if not all(isinstance(column, str) for column in frame.columns) or not frame.columns.is_unique:
        raise WorkspaceError(
            f"The data cannot be saved: the columns of their {name} have no names, or the same"
            f" name twice ({', '.join(map(str, frame.columns))}). Rename them in the file."
        )
    described: list[dict[str, Any]] = []
    arrays: dict[str, Any] = {}
    for column in frame.columns:
        try:
            about, arrays[column] = to_arrow(frame[column])
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise WorkspaceError(
                f"The data cannot be saved: column “{column}” of their {name} holds what is neither"
                f" text, number, truth value, time nor category ({error})."
            ) from error
        described.append({"name": column, **about})
    return described, pa.table(arrays)


def _frame(folder: Path, name: str, columns: list[dict[str, Any]]) -> pd.DataFrame:
    table = pq.read_table(folder / f"{name}.parquet", partitioning=None)
    series = {about["name"]: from_arrow(about, table[about["name"]]) for about in columns}
    return pd.DataFrame(series)


def _arrays(path: Path) -> dict[str, IntArray]:
    """Arrays of their own, writable: not everyone who counts takes a view of the file."""
    table = pq.read_table(path, partitioning=None)
    return {name: table[name].to_numpy().copy() for name in table.column_names}
