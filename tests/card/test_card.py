"""The data card says what a paper needs, names no annotator, and text from data stays text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from annotate.ablation import ablations, together
from annotate.agreement import agreement
from annotate.card import Card, Section, Table, card, to_html, to_latex, to_markdown
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.loading import load
from tests.conftest import SAMPLE

RECORD = Record(
    judgements=(Judgement("T-0001", "Kofi", "tone", Verdict.ERROR),),
    rulings={("T-0001", "tone"): "calm"},
    reads=(
        Read("T-0001", "random", 0.1, "2026-04-01"),
        Read("T-0002", "learn", None, "2026-04-01"),
    ),
)


@pytest.fixture(scope="module")
def made() -> Card:
    data = load(str(SAMPLE))
    found = agreement(data, replicates=200, pairs=False, annotators=False, categories=False)
    table = ablations(data, "tone", decisions=[together(["seconds:6"]), together(["round:1"])])
    return card("Tone", data, found, RECORD, [(table, table.rows)])


def test_it_has_what_was_labelled_by_whom_and_how_far_they_agree(made: Card) -> None:
    text = to_markdown(made)
    assert [section.title for section in made.sections] == [
        "What was labelled",
        "By whom",
        "Agreement",
        "Rounds",
        "What was read",
        "Decisions",
    ]
    assert "| tone | nominal | angry, annoyed, calm | 295 | 1,843 | 6.2 (5–7) | 70 |" in text
    assert "12 people and 1 model labelled the data." in text
    assert "2 items were read by a reviewer, 1 of them drawn by chance." in text
    assert "annotator's error 1" in text
    assert "Without labels made in under 6 s" in text


def test_it_names_no_annotator(made: Card) -> None:
    names = load(str(SAMPLE)).annotator_ids
    assert not [name for name in names if name in to_markdown(made) + to_html(made)]


def test_every_table_has_a_cell_for_each_column(made: Card) -> None:
    for section in made.sections:
        for table in section.tables:
            assert {len(row) for row in table.rows} == {len(table.columns)}


NASTY = "<script>alert(1)</script> | $x$ \\input{a} 50% & _b_ #c"


def nasty() -> Card:
    table = Table((NASTY,), ((NASTY,),), NASTY)
    return Card(NASTY, (Section(NASTY, (NASTY,), (table,)),))


def test_text_from_data_is_no_tag_in_html() -> None:
    tags = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs) -> None:
            tags.append(tag)

    Tags().feed(to_html(nasty()))
    assert "script" not in tags


def test_text_from_data_is_no_command_in_latex_and_no_column() -> None:
    text = to_latex(nasty())
    assert r"\input" not in text
    assert r"50\% \& \_b\_ \#c" in text
    row = next(line for line in text.splitlines() if line.endswith(r"\\"))
    assert row.replace(r"\&", "").count("&") == 0


def test_text_from_data_is_no_markup_in_markdown() -> None:
    row = to_markdown(nasty()).splitlines()[-1]
    assert row.count("|") - row.count(r"\|") == 2
    assert r"\<script\>" in row


def test_few_labels_and_one_round_make_a_card_too(make) -> None:
    data = make([0, 1], [0, 0], [0, 0])
    text = to_markdown(card("One", data, agreement(data, replicates=0)))
    assert "undefined" in text
    assert "No item was read" in text
    assert "Rounds" not in text
