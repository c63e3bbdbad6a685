"""The command line keeps its contract: what it prints, and how it exits."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.cli import main
from annotate.workspace import Change, Key, Kind, Workspace

ROOT = Path(__file__).resolve().parents[1]
COEFFICIENTS = {
    "percent_agreement",
    "krippendorff_alpha",
    "fleiss_kappa",
    "scott_pi",
    "gwet_ac",
    "brennan_prediger",
    "conger_kappa",
    "cohen_kappa_mean",
}


def run(capsys, *arguments):
    """(exit status, what was printed, what was said on stderr)."""
    status = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def usage(*arguments):
    """The exit status of a wrong use."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return stopped.value.code


def test_check_says_what_was_understood(capsys, small):
    status, out, _ = run(capsys, "check", small)
    assert status == 0
    assert "4 items, 3 annotators, 11 labels, one question (tone: nominal, 3 categories)" in out


def test_check_as_json_has_the_counts_and_the_columns(capsys, small):
    _, out, _ = run(capsys, "check", small, "--json")
    report = json.loads(out)
    assert report["counts"]["items"] == 4
    assert report["columns"]["annotator"] == "annotator_id"


def test_agreement_as_json_keeps_its_contract(capsys, small):
    status, out, _ = run(capsys, "agreement", small, "--json", "--replicates", 200)
    assert status == 0
    tone = json.loads(out)["questions"]["tone"]
    assert (tone["level"], tone["n_items"], tone["n_annotators"], tone["n_labels"]) == (
        "nominal",
        4,
        3,
        11,
    )
    assert set(tone["coefficients"]) == COEFFICIENTS
    for coefficient in tone["coefficients"].values():
        assert set(coefficient) == {"value", "low", "high", "reason"}
    # t1: 1 of 3 pairs agree, t2: 1 of 3, t3: 3 of 3, t4: 0 of 1; the mean is 5/12
    assert tone["coefficients"]["percent_agreement"]["value"] == pytest.approx(5 / 12)
    assert {pair["n"] for pair in tone["pairs"]} == {3, 4}
    ana = next(one for one in tone["annotators"] if one["annotator_id"] == "Ana")
    assert ana["n_labels"] == 4


def test_undefined_is_null_with_a_reason(capsys, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("item_id,annotator_id,label\na,x,yes\na,y,yes\nb,x,yes\nb,y,yes\n")
    _, out, _ = run(capsys, "agreement", path, "--json")
    alpha = json.loads(out)["questions"]["label"]["coefficients"]["krippendorff_alpha"]
    assert alpha["value"] is None
    assert alpha["reason"]


def test_agreement_without_pairs_leaves_them_out(capsys, small):
    _, out, _ = run(capsys, "agreement", small, "--json", "--no-pairs", "--replicates", 0)
    assert json.loads(out)["questions"]["tone"]["pairs"] == []


def test_agreement_for_people_is_a_short_table(capsys, small):
    status, out, _ = run(capsys, "agreement", small)
    assert status == 0
    assert "krippendorff_alpha" in out


def test_the_level_and_the_order_can_be_given(capsys, small):
    given = ["--level", "tone=ordinal", "--order", "tone=calm,annoyed,angry"]
    _, out, _ = run(capsys, "agreement", small, "--json", *given)
    assert json.loads(out)["questions"]["tone"]["level"] == "ordinal"


def test_annotators_as_json_have_their_profile(capsys, small):
    status, out, _ = run(capsys, "annotators", small, "--json")
    assert status == 0
    found = json.loads(out)["annotators"]
    assert [one["annotator_id"] for one in found] == ["Ana", "Ben", "Chi"]
    assert {"estimated_accuracy", "habits", "pace", "drift"} <= set(found[0])


def test_annotators_for_people_name_each_one(capsys, small):
    _, out, _ = run(capsys, "annotators", small)
    assert all(name in out for name in ("Ana", "Ben", "Chi"))


def test_import_makes_a_project_and_adds_a_round_and_gold_to_it(capsys, home, small, tmp_path):
    assert run(capsys, "import", small, "--project", "Tone")[0] == 0
    more = tmp_path / "more.csv"
    more.write_text("item_id,annotator_id,tone\nt9,Ana,calm\nt9,Ben,calm\n")
    assert run(capsys, "import", more, "--project", "Tone", "--as", "round")[0] == 0
    gold = tmp_path / "gold.csv"
    gold.write_text("item_id,gold\nt1,calm\nt9,angry\n")
    assert run(capsys, "import", gold, "--project", "Tone", "--as", "gold")[0] == 0
    data = Workspace(home).open("Tone").data()
    assert data.n_items == 5
    assert data.rounds == ("1", "2", "3")
    assert sum(data.gold["tone"] >= 0) == 2


def test_a_second_import_under_the_same_name_is_refused_and_changes_nothing(capsys, home, small):
    run(capsys, "import", small, "--project", "Tone")
    version = Workspace(home).open("Tone").data_version
    status, _, err = run(capsys, "import", small, "--project", "tone")
    assert status == 1
    assert "tone" in err.casefold()
    assert Workspace(home).open("Tone").data_version == version


def test_reports_are_written_from_a_file(capsys, small, tmp_path):
    status, _, _ = run(capsys, "reports", small, "--out", tmp_path / "out", "--to", "html,md")
    assert status == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "Ana.html",
        "Ben.html",
        "Chi.html",
        "Ana.md",
        "Ben.md",
        "Chi.md",
        "lead",
        "summary.csv",
    }


def test_reports_in_every_format_name_the_files_that_are_not_theirs(capsys, small, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "Zoe.pdf").write_bytes(b"")
    status, found, error = run(capsys, "reports", small, "--out", out, "--to", "html,md,pdf,docx")
    assert status == 0
    assert f"16 files written to {out}" in found
    assert "also holds a file that is not of this export: Zoe.pdf" in error
    assert (out / "Ana.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "Ana.docx").read_bytes().startswith(b"PK")
    assert {path.name for path in (out / "lead").iterdir()} == {
        "mail.csv",
        "overview.html",
        "overview.pdf",
    }


def test_reports_of_a_project_hold_what_was_written_in_the_app(capsys, home, small, tmp_path):
    run(capsys, "import", small, "--project", "Tone")
    store = Workspace(home).open("Tone").store
    letter = Key(Kind.LETTER, annotator_id="Ana", question="2")
    store.apply([Change("c1", letter, "Dear Ana, well done.")])
    store.apply([Change("c2", Key(Kind.LETTER_STATE, annotator_id="Ana", question="2"), "ready")])
    run(capsys, "reports", "--project", "Tone", "--out", tmp_path / "out")
    assert "Dear Ana, well done." in (tmp_path / "out" / "Ana.md").read_text("utf-8")
    with (tmp_path / "out" / "summary.csv").open(encoding="utf-8-sig") as file:
        states = {row["annotator_id"]: row["letter_state"] for row in csv.DictReader(file)}
    assert states == {"Ana": "ready", "Ben": "none", "Chi": "none"}


def test_suspects_and_annotators_of_a_project_know_what_was_ruled_there(
    capsys, home, small, tmp_path
):
    run(capsys, "import", small, "--project", "Tone")
    store = Workspace(home).open("Tone").store
    store.apply([Change("c1", Key(Kind.RULING, item_id="t1", question="tone"), "angry")])
    out = tmp_path / "suspects.csv"
    assert run(capsys, "suspects", "--project", "Tone", "--out", out)[0] == 0
    with out.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["item_id"] == "t1"]
    assert rows
    assert all(float(row["p_wrong"]) == (row["label"] != "angry") for row in rows)
    status, found, _ = run(capsys, "annotators", "--project", "Tone", "--json")
    assert status == 0
    read = [one["reading"]["read"] for one in json.loads(found)["annotators"]]
    assert sum(read) == len(rows)


@pytest.mark.parametrize("name", ["missing.csv", "empty.csv", "picture.png"])
def test_a_file_that_cannot_be_used_gets_one_paragraph_and_exit_1(capsys, tmp_path, name):
    path = tmp_path / name
    if name != "missing.csv":
        path.write_bytes(b"" if name == "empty.csv" else b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    status, out, err = run(capsys, "check", path)
    assert status == 1
    assert out == ""
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_wrong_usage_exits_2(capsys, small, tmp_path):
    assert usage("agreement") == 2
    assert usage("nonsense", small) == 2
    assert usage("agreement", small, "--level", "tone=royal") == 2
    assert usage("agreement", small, "--replicates", "-1") == 2
    assert usage("reports", "--out", tmp_path / "out") == 2
    assert usage("reports", small, "--project", "Tone", "--out", tmp_path / "out") == 2
    assert usage("annotators") == 2
    assert usage("annotators", small, "--project", "Tone") == 2
    assert usage("suspects", "--out", tmp_path / "out.csv") == 2
    assert usage("reports", small, "--out", "") == 2
    assert usage("reports", small, "--out", tmp_path / "out", "--to", "odt") == 2
    assert usage("reports", small, "--out", tmp_path / "out", "--json") == 2
    capsys.readouterr()


def test_values_are_printed_where_no_interval_was_asked_for(capsys, small):
    _, out, _ = run(capsys, "agreement", small, "--replicates", 0)
    assert "0.417" in out  # percent agreement, 5/12


@pytest.mark.parametrize("how", ["new", "more", "gold"])
def test_import_of_what_is_no_file_is_one_sentence(capsys, home, small, tmp_path, how):
    run(capsys, "import", small, "--project", "Tone")
    for path in (tmp_path / "missing.csv", tmp_path):
        status, _, err = run(capsys, "import", path, "--project", "Tone", "--as", how)
        assert status == 1
        assert len(err.strip().splitlines()) == 1


def test_an_order_may_have_quoted_commas_and_names_with_equals_signs(capsys, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text('item_id,annotator_id,a=b\n1,x,no\n1,y,"yes, fully"\n2,x,no\n2,y,no\n')
    order = ["--label", "a=b", "--level", "a=b=ordinal", "--order", 'a=b=no,"yes, fully"']
    status, out, _ = run(capsys, "check", path, "--json", *order)
    assert status == 0
    assert json.loads(out)["questions"][0]["categories"] == ["no", "yes, fully"]


def test_what_is_added_cannot_have_another_level_than_the_project(capsys, home, small):
    run(capsys, "import", small, "--project", "Tone")
    again = ["import", small, "--project", "Tone", "--as", "more", "--level", "tone=set"]
    status, _, err = run(capsys, *again)
    assert status == 1
    assert "nominal" in err


def test_output_that_a_terminal_cannot_show_is_escaped(small, tmp_path):
    path = tmp_path / "uni.csv"
    path.write_text(small.read_text("utf-8").replace("Ana", "安娜"), "utf-8")
    for command in ("check", "annotators", "agreement"):
        done = subprocess.run(
            [sys.executable, "-m", "annotate", command, path, *(["--json"] * (command != "check"))],
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_stopped_from_the_keyboard_it_says_so_and_shows_no_traceback(
    capsys, small, monkeypatch, tmp_path
):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("annotate.consensus.suspects", interrupted)
    status, out, err = run(capsys, "suspects", small, "--out", tmp_path / "s.csv")
    assert (status, out, err) == (130, "", "Stopped; nothing more was written.\n")


def test_a_disk_that_takes_no_output_is_said(small):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "annotate", "check", small],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_agreement_of_a_round_without_an_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--where chooses rows and --missing takes an answer out of the scale."""
    rows = ["item,annotator,label,round"]
    rows += [
        f"{i},{a},{'unclear' if i == 3 else 'xy'[(i + a) % 2]},{1 + i % 2}"
        for i in range(8)
        for a in (0, 1)
    ]
    path = tmp_path / "labels.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    options = ["--json", "--replicates", "0", "--where", "round=2", "--missing", "label=unclear"]
    assert main(["agreement", str(path), *options]) == 0
    found = json.loads(capsys.readouterr().out)["questions"]["label"]
    assert (found["n_items"], found["n_labels"]) == (3, 6)
    assert [each["category"] for each in found["categories"]] == ["x", "y"]
    assert main(["agreement", str(path), "--where", "round=9"]) == 1
    assert "No “round” is “9”" in capsys.readouterr().err


def test_convert_writes_one_row_a_label(capsys, small, tmp_path):
    out = tmp_path / "long.csv"
    status, said, _ = run(capsys, "convert", small, "--out", out)
    assert (status, said) == (0, f"11 rows written to {out}\n")
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 11
    assert {row["question"] for row in rows} == {"tone"}


def test_convert_writes_nothing_where_the_file_cannot_be_used(capsys, tmp_path):
    bad, out = tmp_path / "bad.csv", tmp_path / "long.csv"
    bad.write_text("only one column\n")
    status, _, said = run(capsys, "convert", bad, "--out", out)
    assert (status, out.exists()) == (1, False)
    assert said.count("\n") == 1


def test_a_format_that_there_is_not_is_wrong_usage(small):
    assert usage("check", small, "--format", "nonesuch") == 2
