from __future__ import annotations

import csv
import io
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest

from annotate.annotations import Annotations
from annotate.errors import AnnotateError, DataError
from annotate.feedback import Casebook, Outgoing, Press, export_to, prepare, reports, zipped
from annotate.feedback.summary import COLUMNS, safe_cell
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.progress import CancelledError, told_to


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_reports_writes_a_letter_for_each_annotator_and_a_summary(
    team: Annotations, tmp_path: Path
) -> None:
    paths = reports(team, tmp_path / "new" / "folder")
    assert len(paths) == 2 * team.n_annotators + 3
    assert [path.name for path in paths[-3:]] == ["mail.csv", "overview.html", "summary.csv"]
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
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [
        "Tomasz.html",
        "lead/mail.csv",
        "summary.csv",
    ]
    assert content == zipped(Outgoing(unread, annotator_ids=["Tomasz"], to=["html"]))


def test_letters_can_go_without_what_is_for_the_lead(unread: Casebook) -> None:
    content = zipped(Outgoing(unread, to=["md"], with_lead=False))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(names) == len(unread.sources.data.annotator_ids) + 1
    assert not any(name.startswith("lead/") for name in names)


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
    assert all(path.is_relative_to(tmp_path) for path in paths)
    assert len({path.name.casefold() for path in paths if path.suffix == ".md"}) == 4


def test_files_of_before_are_kept_and_told(team: Annotations, tmp_path: Path) -> None:
    outgoing = Outgoing(Casebook(prepare(team), Record()), to=["md"])
    (tmp_path / "Zoe.html").write_text("An older letter.")
    (tmp_path / "photo.png").write_bytes(b"")
    (tmp_path / "Tomasz.md").write_text("An older letter, written anew.")
    exported = export_to(outgoing, tmp_path)
    assert exported.older == (tmp_path / "Zoe.html",)
    assert (tmp_path / "Zoe.html").exists()
    assert "older" not in (tmp_path / "Tomasz.md").read_text()
    assert export_to(outgoing, tmp_path).older == (tmp_path / "Zoe.html",)


def test_each_letter_is_a_step_at_which_the_work_can_be_stopped(
    team: Annotations, tmp_path: Path
) -> None:
    heard: list[str] = []

    def listen(share: float, doing: str) -> None:
        heard.append(doing)
        if "Chidi" in doing:
            raise CancelledError("Enough.")

    outgoing = Outgoing(Casebook(prepare(team), Record()), to=["md"])
    with told_to(listen), pytest.raises(CancelledError):
        export_to(outgoing, tmp_path)
    assert heard[0] == "Writing to Careful"
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["Beatriz", "Careful"]


def test_a_script_without_a_font_is_a_warning_in_python(
    team: Annotations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["annotate.feedback.export"]
    monkeypatch.setattr(module, "Press", partial(Press, system_fonts=False))
    with pytest.warns(UserWarning, match="No font on this machine has these characters: Chinese"):
        reports(team, tmp_path, to=["pdf"], letters={"Tomasz": "你好"})
