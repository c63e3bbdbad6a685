"""The long table: one row a label, whatever the files looked like that they came from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import numpy as np

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.loading.times import TimeArray

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "item_id",
    "annotator_id",
    "annotator_kind",
    "question",
    "label",
    "seconds",
    "time",
    "round",
    "status",
)


def to_long(data: Annotations) -> pd.DataFrame:
    """Every label as a row of text, those that do not count too: their ``status`` says why.

    A set is a JSON array, a free text is the label of what was asked. An annotation without any
    label, such as a skipped item, is one row whose ``question`` and ``label`` are empty. Marked
    spans are not in it. Labels that one annotator gave several times are all there.
    """
    import pandas as pd

    rows, names, labels = _labels(data)
    table = data.table
    people = data.annotators
    who = table["annotator"].to_numpy()[rows]
    rounds = np.array([*data.rounds, ""], dtype=object)  # -1, for none, finds the last
    columns = {
        "item_id": data.items["item_id"].to_numpy(dtype=object)[table["item"].to_numpy()[rows]],
        "annotator_id": people["annotator_id"].to_numpy(dtype=object)[who],
        "annotator_kind": people["kind"].to_numpy(dtype=object)[who],
        "question": names,
        "label": labels,
        "seconds": np.array([_seconds(value) for value in table["seconds"].tolist()], object)[rows],
        "time": _times(table["time"].to_numpy())[rows],
        "round": rounds[table["round"].to_numpy()][rows],
        "status": table["status"].astype("str").to_numpy(dtype=object)[rows],
    }
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, dtype="str")


def write_long(data: Annotations, file: TextIO) -> int:
    """Write the long table as CSV, each text exactly as it is; how many rows there are."""
    frame = to_long(data)
    writer = csv.writer(file, lineterminator="\r\n")  # so that every line break is quoted
    writer.writerow(COLUMNS)
    writer.writerows(zip(*(frame[name].tolist() for name in COLUMNS), strict=True))
    return len(frame)


def _labels(data: Annotations) -> tuple[IntArray, np.ndarray, np.ndarray]:
    """For each label its row in the table, its question and its text, row after row."""
    parts = list(_by_question(data))
    answered = np.zeros(len(data.table), dtype=np.bool_)
    for rows, _, _ in parts:
        answered[rows] = True
    bare = np.flatnonzero(~answered)
    parts.append((bare, "", np.full(bare.size, "", dtype=object)))
    rows = np.concatenate([rows for rows, _, _ in parts])
    names = np.repeat(
        np.array([name for _, name, _ in parts], dtype=object),
        [rows.size for rows, _, _ in parts],
    )
    order = np.argsort(rows, kind="stable")
    labels = np.concatenate([labels for _, _, labels in parts])
    return rows[order], names[order], labels[order]


def _by_question(data: Annotations) -> Iterator[tuple[IntArray, str, np.ndarray]]:
    """For each question its name, the rows with a label, and the labels."""
    for question in data.questions:
        codes = data.labels[question.name]
        rows = np.flatnonzero(codes != MISSING)
        yield rows, question.name, np.array(question.answers, dtype=object)[codes[rows]]
    for name, column in data.texts.items():
        texts = data.table[column].astype("str").to_numpy(dtype=object)
        rows = np.flatnonzero(texts != "")
        yield rows, name, texts[rows]


def _seconds(value: float) -> str:
    if np.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _times(times: TimeArray) -> np.ndarray:
    """Points in time as ISO 8601 in UTC, without a fraction where all are whole seconds."""
    known = ~np.isnat(times)
    texts = np.full(times.size, "", dtype=object)
    whole = (times[known].astype("datetime64[us]").astype(np.int64) % 1_000_000 == 0).all()
    unit = "s" if whole else "us"
    texts[known] = [f"{time}Z" for time in times[known].astype(f"datetime64[{unit}]")]
    return texts
