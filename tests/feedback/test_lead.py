"""What whoever leads the work gets beside the letters."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from annotate.annotations import Annotations
from annotate.feedback import Casebook, Outgoing, Press, prepare
from annotate.feedback.lead import MAIL, judged_labels, lead_files, mail
from annotate.feedback.overview import overview
from annotate.judgements import Judgement, Read, Record, Verdict


@pytest.fixture
def read(unread: Casebook) -> Casebook:
    record = Record(
        judgements=(
            Judgement("T-01", "Tomasz", "tone", Verdict.ERROR, message="Rule 2b.", error_type="irony", rule="2b"),
            Judgement("T-04", "Tomasz", "tone", Verdict.GUIDELINE_UNCLEAR, proposal="say | what *irony* is"),
            Judgement("T-07", "Careful", "tone", None, exemplary=True),
            Judgement("T-07", "Beatriz", "tone", None, message="a remark alone is no judgement"),
            Judgement("gone", "Tomasz", "tone", Verdict.ERROR),
        ),
        rulings={("T-01", "tone"): "annoyed"},
        reads=(Read("T-10", "random", 0.1, ""),),
    )  # fmt: skip
    return Casebook(unread.sources, record)


def written(outgoing: Outgoing) -> dict[str, bytes]:
    return dict(lead_files(outgoing, Press(system_fonts=False)))


def test_the_overview_says_what_was_found_with_counts_and_intervals(read: Casebook) -> None:
    report = overview(Outgoing(read, states={"Tomasz": "sent"}, project="Tone"))
    (part,) = report.document.parts
    text = part.markdown
    assert report.title == "Overview of Tone"
    assert "Items read: 1; labels judged: 3; rulings: 1." in text
    assert "7 annotators gave 361 labels on 60 items." in text
    assert "6 none, 1 sent." in text
    # 45 of 60 items agree with all five others.
    row = next(line for line in text.splitlines() if line.startswith("| Tomasz"))
    assert "| 60 | 75%" in row
    assert row.rstrip(" |").endswith("| 2 | 1 | sent")
    assert "**Tomasz** says “angry” where the others say “annoyed”: 15 of 20" in text
    assert "| irony | 1 |" in text
    assert r"| say \| what \*irony\* is | 1 |" in text
    assert "| 2b | 1 |" in text
    assert "krippendorff" in text.casefold()
    assert [picture.title for picture in report.pictures] == ["Agreement of each annotator"]


def test_judged_labels_are_examples_to_train_with(read: Casebook) -> None:
    lines = [json.loads(line) for line in judged_labels(read).splitlines()]
    assert [(one["item_id"], one["annotator_id"]) for one in lines] == [
        ("T-01", "Tomasz"),
        ("T-04", "Tomasz"),
        ("T-07", "Careful"),
    ]
    assert lines[0] == {
        "item_id": "T-01",
        "question": "tone",
        "fields": {"text": "The text of T-01."},
        "annotator_id": "Tomasz",
        "label": "angry",
        "verdict": "error",
        "exemplary": False,
        "expected": "annoyed",
        "basis": "ruling",
        "error_type": "irony",
        "rule": "2b",
        "why": "Rule 2b.",
    }
    assert lines[2]["exemplary"]


def test_overview_and_judged_labels_come_with_everybodys_letters(read: Casebook) -> None:
    everything = written(Outgoing(read, to=("html", "pdf")))
    assert list(everything) == [
        "lead/mail.csv",
        "lead/overview.html",
        "lead/overview.pdf",
        "lead/judged.jsonl",
    ]
    assert list(written(Outgoing(read, annotator_ids=["Tomasz"]))) == ["lead/mail.csv"]


def test_a_mail_names_subject_body_and_attachment_and_the_address_if_it_is_known(
    make: Callable[..., Annotations],
) -> None:
    people = ("=cmd()", "ana@example.org", "Ben", "judge")
    data = make([("T-1", name, "calm") for name in people], models=["judge"])
    data.annotators["mail"] = ["", "", "ben@example.org", "not@an address"]
    outgoing = Outgoing(Casebook(prepare(data), Record()), to=("md", "html"))
    rows = list(csv.DictReader(io.StringIO(mail(outgoing).decode(), newline="")))
    assert tuple(rows[0]) == MAIL
    assert [row["address"] for row in rows] == ["", "ana@example.org", "ben@example.org", ""]
    assert [row["attachment"] for row in rows] == [
        "cmd.html",
        "ana-example.org.html",
        "Ben.html",
        "judge.html",
    ]
    assert rows[0]["annotator_id"] == "'=cmd()"
    assert "(Ben.html)" in rows[2]["body"]
    assert "save a reply" in rows[2]["body"]
    assert "save a reply" not in rows[3]["body"]
    assert "Hello judge" not in rows[3]["body"]  # nobody greets a model: the mail is to its keeper
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row.values() if cell)
