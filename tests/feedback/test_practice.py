"""Items to practise on: not yet labelled, with a known answer, told without anybody's words."""

from __future__ import annotations

import pytest

from annotate.feedback import Basis, Casebook, draft, gather, prepare, report, to_markdown
from annotate.feedback.blocks import Practice, practice_line, practices
from annotate.guideline import Rule
from annotate.judgements import Judgement, Record, Verdict


@pytest.fixture
def rows() -> list[tuple[str, str, str]]:
    """Sixty items by five others; Tomasz labelled the first 45 and says angry for annoyed."""
    truth = ["calm", "annoyed", "angry"]
    found = []
    for k in range(60):
        right = truth[k % 3]
        found += [(f"T-{k:02}", who, right) for who in ("Ana", "Ben", "Chi", "Dee", "Eve")]
        if k < 45:
            said = "angry" if right == "annoyed" else right
            found.append((f"T-{k:02}", "Tomasz", said))
    return found


def items(book: Casebook, annotator_id: str) -> list[str]:
    return [item.item_id for item in gather(book, annotator_id).practice]


def test_a_pattern_gets_items_of_both_answers_that_they_did_not_label(make, rows) -> None:
    found = gather(Casebook(prepare(make(rows)), Record()), "Tomasz").practice
    assert {item.expected for item in found} == {"angry", "annoyed"}
    assert all(int(item.item_id[2:]) >= 45 for item in found)
    assert {(item.basis, item.n, item.of) for item in found} == {(Basis.OTHERS, 5, 5)}


def test_a_ruling_goes_before_gold_and_gold_before_a_consensus(make, rows) -> None:
    data = make(rows, gold={"T-58": "annoyed"})
    assert "T-58" in items(Casebook(prepare(data), Record()), "Tomasz")
    ruled = Record(rulings={("T-50", "tone"): "annoyed", ("T-53", "tone"): "annoyed"})
    practised = gather(Casebook(prepare(data), ruled), "Tomasz").practice
    assert {item.basis for item in practised if item.expected == "annoyed"} == {Basis.RULING}


@pytest.mark.parametrize("verdict", ["both_acceptable", "guideline_unclear", "bad_item"])
def test_nobody_practises_on_an_item_that_is_itself_at_fault(make, rows, verdict) -> None:
    sources = prepare(make(rows))
    first = items(Casebook(sources, Record()), "Tomasz")
    record = Record(
        judgements=tuple(Judgement(item, "Ana", "tone", Verdict(verdict)) for item in first)
    )
    assert not set(first) & set(items(Casebook(sources, record), "Tomasz"))


def test_who_labelled_everything_gets_items_that_the_letter_does_not_show(unread) -> None:
    evidence = gather(unread, "Tomasz")
    shown = {case.item_id for case in evidence.patterns[0].examples}
    shown.add(evidence.patterns[0].right.item_id)
    assert evidence.practice
    assert not shown & {item.item_id for item in evidence.practice}


def test_an_unclear_consensus_is_no_answer_to_practise_on(make) -> None:
    rows = [(f"T-{k}", who, "calm") for k in range(30) for who in ("Ana", "Ben", "Chi")]
    rows += [(f"T-{k}", "Dan", "angry") for k in range(12)]
    rows = [
        (item, who, "annoyed") if who == "Chi" and int(item[2:]) >= 12 else (item, who, said)
        for item, who, said in rows
    ]
    practised = gather(Casebook(prepare(make(rows)), Record()), "Dan").practice
    assert all(int(item.item_id[2:]) < 12 for item in practised)


def test_with_nothing_to_correct_it_is_what_divided_others_and_was_decided(make) -> None:
    rows = [(f"T-{k}", who, "calm") for k in range(20) for who in ("Ana", "Ben", "Chi")]
    rows += [("H-1", "Ana", "calm"), ("H-1", "Ben", "angry"), ("H-1", "Dee", "calm")]
    sources = prepare(make(rows))
    assert items(Casebook(sources, Record()), "Chi") == []
    decided = Casebook(sources, Record(rulings={("H-1", "tone"): "angry"}))
    assert items(decided, "Chi") == ["H-1"]
    assert items(decided, "Ben") == []  # it is among their own


def test_the_answers_come_at_the_end_and_only_there(make, rows) -> None:
    record = Record(
        judgements=(
            Judgement("T-52", "Ana", "tone", Verdict.ERROR, message="Dear Ana.", rule="2b"),
        ),
        rulings={("T-52", "tone"): "annoyed"},
    )
    book = Casebook(prepare(make(rows)), record, (Rule("2b", "Sarcasm is annoyed."),))
    text = draft(gather(book, "Tomasz"))
    assert Practice("T-52", "tone") in practices(text)
    for written in (
        to_markdown(text, book.finder("Tomasz"), book.practice),
        report(book, "Tomasz", text),
    ):
        before, after = written.split("Answers to the practice items")
        assert "Sarcasm is annoyed" in after
        assert "Sarcasm is annoyed" not in before
        assert "Decided after reading it" in after
        assert "Dear Ana" not in written


def test_a_practice_item_that_is_gone_leaves_a_notice_and_no_answer(unread) -> None:
    text = f"Before.\n\n{practice_line('T-99', 'tone')}\n\nAfter."
    written = to_markdown(text, unread.finder("Tomasz"), unread.practice)
    assert "The data no longer hold item T-99" in written
    assert "Answers" not in written
    assert written.index("Before") < written.index("T-99") < written.index("After")


def test_a_model_gets_nothing_to_practise_on(make, rows) -> None:
    book = Casebook(prepare(make(rows, models=["Tomasz"])), Record())
    assert practices(draft(gather(book, "Tomasz"))) == []
