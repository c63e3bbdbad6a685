"""Texts come back byte for byte, whatever kind of file they were kept in."""

import csv
import io
import json
import re

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.loading import read
from annotate.loading.long import write_long

HEAD = ("item_id", "annotator_id", "label", "text")
# What XML cannot hold is no character of a spreadsheet; Excel writes it, and “\r”, as _x000D_.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
AWKWARD = st.sampled_from(
    ["NA", "null", "None", "True", "007", "3.14", "1e5", "=SUM(A1)", " x", "x ", "a,b", 'a"b', "a\nb",
     "a\r\nb", "a\tb", "🙂", "日本語", "שלום", "&amp;", "<b>", "'x", "#N/A", "-", "é", "é", "[a]", "a|b"]
)  # fmt: skip
CELLS = st.one_of(
    AWKWARD,
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
        lambda text: text.strip() and text.isprintable()
    ),
)


def as_csv(rows):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([HEAD, *rows])
    return out.getvalue().encode()


def as_jsonl(rows):
    return "\n".join(json.dumps(dict(zip(HEAD, row, strict=True))) for row in rows).encode()


def as_json(rows):
    return json.dumps(
        [dict(zip(HEAD, row, strict=True)) for row in rows], ensure_ascii=False
    ).encode()


def as_parquet(rows):
    out = io.BytesIO()
    pd.DataFrame(rows, columns=list(HEAD)).to_parquet(out)
    return out.getvalue()


def as_xlsx(rows):
    book = openpyxl.Workbook()
    for at, row in enumerate([HEAD, *rows], start=1):
        for column, text in enumerate(row, start=1):
            cell = book.active.cell(at, column)
            escaped = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text).replace("\r", "_x000D_")
            cell.value = escaped
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_jsonl, as_json, as_parquet, as_xlsx])
@given(
    labels=st.lists(CELLS, min_size=4, max_size=8), texts=st.lists(CELLS, min_size=4, max_size=4)
)
@example(
    labels=["_x000D_", "x_x0041_y", "a\r\nb", "\u2028"], texts=["\u2028", "\x85x", "﻿x", "x\u00a0"]
)
@settings(max_examples=60, deadline=None)
def test_labels_ids_and_texts_are_what_they_were(write, labels, texts):
    labels = [label for label in labels if label.strip()]
    rows = [
        (f"{text} {n}", who, label, f"{text}{n}")
        for n, text in enumerate(texts)
        for who, label in zip(("ana", "bén"), (labels[n % len(labels)], "a word"), strict=True)
    ]
    loaded = read(
        ("labels", write(rows)),
        item="item_id",
        annotator="annotator_id",
        labels=["label"],
        levels={"label": "nominal"},
    )
    out = io.StringIO(newline="")
    write_long(loaded.annotations, out)
    out.seek(0)
    found = [(row["annotator_id"], row["label"]) for row in csv.DictReader(out)]
    assert found == [(who, label) for _, who, label, _ in rows]
    data = loaded.annotations
    assert data.items["text"].tolist() == [f"{text}{n}" for n, text in enumerate(texts)]
