"""What was named while reading: collected, renamed, merged, written out."""

from __future__ import annotations

import csv
import io
import uuid
from pathlib import Path

from annotate.insight import (
    CASE_COLUMNS,
    Part,
    case_rows,
    collected,
    log_table,
    sittings,
    to_csv,
    to_markdown,
)
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.workspace import Change, Key, Kind, Workspace, rename
from tests.ui.test_reader import annotations

DATA = annotations(["one", "two", "three"])
RECORD = Record(
    judgements=(
        Judgement(
            "i0", "Mira", "tone", Verdict.ERROR, error_type="irony", rule="2b", message="see"
        ),
        Judgement("i1", "judge-1", "tone", Verdict.ERROR, error_type="irony"),
        Judgement("i1", "Mira", "tone", Verdict.GUIDELINE_UNCLEAR),
        Judgement("gone", "Mira", "tone", Verdict.GUIDELINE_UNCLEAR, proposal="say what"),
    ),
    notes={"i2": "=1+1 *hm*"},
    tags={"i2": ("odd", "funny")},
)


def test_names_come_with_their_cases_and_counts() -> None:
    found = collected(RECORD, DATA)
    [irony] = found[Part.ERROR_TYPE]
    assert irony.items == ("i0", "i1")
    assert irony.by_annotator == {"Mira": 1, "judge-1": 1}
    assert irony.by_category == {"calm": 1, "angry": 1}
    assert [(one.name, one.items) for one in found[Part.PROPOSAL]] == [
        ("", ("i1",)),
        ("say what", ("gone",)),
    ]
    assert [one.name for one in found[Part.TAG]] == ["funny", "odd"]
    assert [one.name for one in found[Part.RULE]] == ["2b"]
    assert found[Part.NOTE][0].cases[0].said == "=1+1 *hm*"


def test_markdown_and_csv_hold_text_from_data_as_text() -> None:
    found = collected(RECORD, DATA)
    text = to_markdown(found, "<b>Tone</b>")
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "irony" in text
    assert "*hm*" not in text.replace("\\*hm\\*", "")
    rows = list(
        csv.DictReader(io.StringIO(to_csv(case_rows(found), CASE_COLUMNS).decode("utf-8-sig")))
    )
    assert len(rows) == 8
    [note] = [row for row in rows if row["part"] == "notes"]
    assert note["said"][0] not in "=+-@"


def test_what_was_read_is_told_by_day_reviewer_and_queue() -> None:
    reads = [
        Read("i0", "random", 0.5, "2026-03-02T10:00:00+00:00", "Ada"),
        Read("i0", "random", None, "2026-03-02T10:05:00+00:00", "Ada"),
        Read("i1", "random", None, "2026-03-02T10:06:00+00:00", "Ada"),
        Read("i1", "of?a=b", None, "2026-03-03T10:06:00+00:00"),
    ]
    late, early = sittings(reads, DATA)
    assert (late.queue, late.n_items, late.by_chance) == ("of?a=b", 1, 0)
    assert (early.reviewer, early.queue) == ("Ada", "All items, shuffled")
    assert (early.n_items, early.by_chance) == (2, 1)
    assert [row["probability"] for row in log_table(reads)] == ["0.5", "", "", ""]


def test_names_are_renamed_and_merged_in_one_go_and_the_history_keeps_the_old(
    tmp_path: Path,
) -> None:
    store = Workspace(tmp_path).create("Tone").store

    def put(key: Key, value: object) -> None:
        store.apply([Change(str(uuid.uuid4()), key, value)])  # type: ignore[arg-type]

    types = [Key(Kind.ERROR_TYPE, item, "Mira", "tone") for item in ("i0", "i1", "i2")]
    for key, name in zip(types, ("irony", "sarcasm", "speed"), strict=True):
        put(key, name)
    put(Key(Kind.TAG, "i0", question="odd"), True)
    put(Key(Kind.TAG, "i1", question="strange"), True)
    put(Key(Kind.TAG, "i1", question="odd"), True)
    assert rename(store, Kind.ERROR_TYPE, {"irony", "sarcasm"}, "irony") == 1
    assert [store.entry(key).value for key in types] == ["irony", "irony", "speed"]  # type: ignore[union-attr]
    assert [event.value for event in store.history(types[1])] == ["irony", "sarcasm"]
    assert rename(store, Kind.TAG, {"odd", "strange"}, "unusual") == 3
    assert store.record().tags == {"i0": ("unusual",), "i1": ("unusual",)}
    assert rename(store, Kind.TAG, {"no such"}, "x") == 0
