from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from annotate.annotations import Annotations
from annotate.errors import AnnotateError, DataError
from annotate.feedback import Casebook, Outgoing, prepare, reports, zipped
from annotate.feedback.summary import COLUMNS, safe_cell
from annotate.judgements import Judgement, Read, Record, Verdict


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_reports_writes_a_letter_for_each_annotator_and_a_summary(
    team: Annotations, tmp_path: Path
) -> None:
    paths = reports(team, tmp_path / "new" / "folder")
    assert len(paths) == 2 * team.n_annotators + 1
    assert all(path.stat().st_size for path in paths)
    rows = rows_of((tmp_path / "new" / "folder" / "summary.csv").read_bytes())
    assert [row["annotator_id"] for row in rows] == list(team.annotator_ids)
    assert tuple(rows[0]) == COLUMNS
    tomasz = next(row for row in rows if row["annotator_id"] == "Tomasz")
    assert tomasz["labels"] == "60"
    # 45 of 60 items agree with all five others, 15 with none; item T-00 has a sixth who agrees.
    assert float(tomasz["agreement"]) == pytest.approx(45 / 60)
    assert (tomasz["accuracy"], tomasz["letter_state"]) == ("", "none")
    assert tomasz["file"] == "Tomasz.html"


def test_a_letter_that_was_written_is_taken_as_it_is(team: Annotations, tmp_path: Path) -> None:
    reports(
        team,
        tmp_path,
        to=["md"],
        letters={"Tomasz": "Dear *Tomasz*,\n\nthank you.\n"},
        states={"Tomasz": "sent"},
    )
    assert (tmp_path / "Tomasz.md").read_text() == "Dear *Tomasz*,\n\nthank you.\n"
    assert not (tmp_path / "Tomasz.html").exists()
    row = rows_of((tmp_path / "summary.csv").read_bytes())[5]
    assert (row["letter_state"], row["file"]) == ("sent", "Tomasz.md")


def test_the_summary_counts_what_was_read_and_judged(unread: Casebook) -> None:
    record = Record(
        judgements=(
            Judgement("T-01", "Tomasz", "tone", Verdict.ERROR),
            Judgement("T-04", "Tomasz", "tone", Verdict.BOTH_ACCEPTABLE),
        ),
        reads=(Read("T-10", "random", 0.1, ""),),
    )
    archive = zipfile.ZipFile(io.BytesIO(zipped(Outgoing(Casebook(unread.sources, record)))))
    rows = {row["annotator_id"]: row for row in rows_of(archive.read("summary.csv"))}
    read = [rows["Tomasz"][name] for name in ("read", "judged", "errors")]
    assert read == ["3", "2", "1"]
    assert [rows["OneLabel"][name] for name in ("read", "judged", "errors")] == ["0", "0", "0"]


def test_a_zip_holds_the_chosen_letters_and_equal_input_gives_equal_bytes(
    unread: Casebook,
) -> None:
    content = zipped(Outgoing(unread, annotator_ids=["Tomasz"], to=["html"]))
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["Tomasz.html", "summary.csv"]
    assert content == zipped(Outgoing(unread, annotator_ids=["Tomasz"], to=["html"]))


def test_a_format_that_there_is_none_of_is_said_before_anything_is_written(
    team: Annotations, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=r"“odt”, “rtf”\. Choose among html, md"):
        reports(team, tmp_path / "out", to=["html", "odt", "rtf"])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said_clearly(team: Annotations, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AnnotateError, match="cannot be written to"):
        reports(team, tmp_path / "file")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_summary_is_a_formula(make, start: str) -> None:
    name = f"{start}SUM(A1)"
    assert safe_cell(name) == f"'{name}"
    book = Casebook(prepare(make([("T-1", name, "calm"), ("T-1", "Bob", "calm")])), Record())
    archive = zipfile.ZipFile(io.BytesIO(zipped(Outgoing(book))))
    assert rows_of(archive.read("summary.csv"))[0]["annotator_id"] == f"'{name}"


def test_names_that_differ_in_case_alone_get_files_of_their_own(make, tmp_path: Path) -> None:
    data = make([("T-1", name, "calm") for name in ("Mira", "mira", "../../x", "CON")])
    paths = reports(data, tmp_path, to=["md"])
    assert all(path.parent == tmp_path for path in paths)
    assert len({path.name.casefold() for path in paths}) == 5
