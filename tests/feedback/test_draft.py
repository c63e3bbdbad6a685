from __future__ import annotations

from dataclasses import replace

import pytest

from annotate.annotations import Annotations
from annotate.errors import DataError, NotFoundError
from annotate.feedback import Casebook, check, draft, gather, prepare
from annotate.feedback.blocks import examples
from annotate.judgements import Judgement, Read, Record, Verdict

ERRORS = ("T-01", "T-04")


@pytest.fixture(scope="module")
def read(unread: Casebook) -> Casebook:
    """Two labels of Tomasz judged wrong among eight read, and one of Careful's praised."""
    judgements = [
        Judgement(item, "Tomasz", "tone", Verdict.ERROR, message=f"Rule 2b settles {item}.")
        for item in ERRORS
    ]
    judgements += [
        Judgement("T-07", "Tomasz", "tone", Verdict.GUIDELINE_UNCLEAR, message="I add a rule."),
        Judgement("T-02", "Careful", "tone", exemplary=True, message="You saw the irony."),
    ]
    reads = tuple(Read(f"T-{k:02}", "random", 0.1, "") for k in range(6))
    reads += (Read("T-07", "one annotator", None, ""), Read("T-20", "one annotator", None, ""))
    return Casebook(unread.sources, Record(judgements=tuple(judgements), reads=reads))


def test_before_any_reading_the_draft_says_that_it_comes_from_agreement(unread: Casebook) -> None:
    text = draft(gather(unread, "Tomasz"))
    assert "I have not read what you labelled yet" in text
    assert "comparing your answers with those of others" in text
    assert "on 15 of the 20 items where the others mostly answered “annoyed”" in text


def test_a_pattern_that_was_read_is_counted_among_what_was_read(read: Casebook) -> None:
    """Two cases are few, so the letter says of how many, and the habit stands beside it."""
    text = draft(gather(read, "Tomasz"))
    assert "I have read 8 of them: 6 drawn at random, the other 2 chosen." in text
    assert "In 2 of the 8 items that I read, you answered “angry”" in text
    assert "on 15 of the 20 items" in text
    assert "1 of these 15 is no mistake." in text
    assert [block.item_id for block in examples(text)][:2] == list(ERRORS)


def test_an_unclear_guideline_is_not_the_annotators_mistake(read: Casebook) -> None:
    text = draft(gather(read, "Tomasz"))
    fault = text.split("## Where the guideline or the item was at fault")[1]
    assert "On 1 item the guideline does not say clearly what to answer." in fault
    assert 'example "T-07"' in fault.split("## ")[0]


def test_someone_with_nothing_to_correct_gets_a_letter_worth_having(read: Casebook) -> None:
    text = draft(gather(read, "Careful"))
    assert "Your “calm” labels hold up: on 20 of 20 items" in text
    assert "I marked 1 label of yours as exemplary." in text
    assert 'example "T-02"' in text
    assert "I have nothing to correct" in text


def test_one_label_and_nobody_who_read_it_makes_an_honest_short_letter(unread: Casebook) -> None:
    text = draft(gather(unread, "OneLabel"))
    assert "thank you for labelling 1 item. I have not read what you labelled yet" in text
    assert "1 item in common with others is too few to draw anything from" in text
    assert "What went well" not in text
    assert len(text.split()) < 120


def test_no_pattern_rests_on_fewer_than_three_labels_that_nobody_read(make) -> None:
    rows = [(f"T-{k}", p, "calm") for k in range(40) for p in ("Ann", "Bob", "Cat")]
    rows += [(f"T-{k}", "Dan", "angry" if k < 2 else "calm") for k in range(40)]
    assert gather(Casebook(prepare(make(rows)), Record()), "Dan").patterns == ()


def test_a_letter_has_three_patterns_at_most_and_says_that_there_was_more(make) -> None:
    answers = ("calm", "annoyed", "angry", "sad", "glad")
    rows = [(f"T-{k}", p, "calm") for k in range(12) for p in ("Ann", "Bob", "Cat")]
    rows += [(f"T-{k}", "Dan", answers[1 + k % 4]) for k in range(12)]
    record = Record(
        judgements=tuple(Judgement(f"T-{k}", "Dan", "tone", Verdict.ERROR) for k in range(12))
    )
    book = Casebook(prepare(make(rows, answers=answers)), record)
    text = draft(gather(book, "Dan"))
    assert text.count("**Next time:**") == 3
    assert "There is more that could be said" in text


@pytest.mark.parametrize("annotator_id", ["Careful", "Tomasz", "OneLabel"])
def test_a_letter_has_no_gaps_no_double_blanks_and_passes_its_own_check(
    read: Casebook, annotator_id: str
) -> None:
    text = draft(gather(read, annotator_id), reviewer="Ada", reply_to="ada@example.org")
    assert "\n\n\n" not in text
    assert "  " not in text
    assert " ." not in text
    assert " ," not in text
    assert check(read, annotator_id, text) == []


def test_a_model_gets_notes_for_whoever_keeps_its_instructions(team: Annotations) -> None:
    kinds = team.annotators.assign(kind="model")
    book = Casebook(prepare(replace(team, annotators=kinds)), Record())
    text = draft(gather(book, "Tomasz"))
    assert "for whoever keeps its instructions" in text
    assert "## To put into the prompt" in text
    assert " you " not in text.split("## Where to reply")[0]


def test_the_ruling_decides_what_was_expected_then_the_gold_then_the_others(
    make, read: Casebook
) -> None:
    data = make(
        [("T-1", p, "calm") for p in ("Ann", "Bob", "Cat")]
        + [("T-1", "Dan", "angry"), ("T-2", "Dan", "angry")]
        + [("T-2", p, "calm") for p in ("Ann", "Bob", "Cat")],
        gold={"T-1": "annoyed"},
    )
    sources = prepare(data)
    case = Casebook(sources, Record()).case("Dan", "T-1", "tone")
    assert case is not None
    assert (case.expected, case.basis) == ("annoyed", "gold")
    ruled = Casebook(sources, Record(rulings={("T-1", "tone"): "angry"}))
    case = ruled.case("Dan", "T-1", "tone")
    assert case is not None
    assert (case.expected, case.basis, case.as_expected) == ("angry", "ruling", True)
    case = ruled.case("Dan", "T-2", "tone")
    assert case is not None
    assert (case.expected, case.basis) == ("calm", "others")


def test_an_error_against_ones_own_ruling_is_left_out_and_pointed_out(unread: Casebook) -> None:
    record = Record(
        judgements=(Judgement("T-50", "Tomasz", "tone", Verdict.ERROR),),
        rulings={("T-50", "tone"): "angry"},
    )
    book = Casebook(unread.sources, record)
    case = book.case("Tomasz", "T-50", "tone")
    assert case is not None
    assert case.answer == "angry"
    evidence = gather(book, "Tomasz")
    assert not any(pattern.cases for pattern in evidence.patterns)
    assert [f.kind for f in check(book, "Tomasz", draft(evidence))] == ["contradiction"]


def test_a_ruling_corrects_a_label_that_has_no_verdict(unread: Casebook) -> None:
    book = Casebook(unread.sources, Record(rulings={("T-01", "tone"): "annoyed"}))
    text = draft(gather(book, "Tomasz"))
    assert "I have read 1 of them. I chose it" in text
    assert "In the one item that I read, you answered “angry”" in text


def test_an_error_that_the_others_share_expects_nothing_without_a_ruling(
    unread: Casebook,
) -> None:
    record = Record(
        judgements=tuple(
            Judgement(item, "Careful", "tone", Verdict.ERROR) for item in ("T-00", "T-03", "T-06")
        )
    )
    text = draft(gather(Casebook(unread.sources, record), "Careful"))
    assert "“calm” where it did not fit" in text
    assert "expected" not in text.split("## “calm”")[1].split("**Next")[0]


def test_every_message_is_in_the_letter_or_pointed_out(unread: Casebook) -> None:
    items = [f"T-{k:02}" for k in range(1, 45, 3)]
    record = Record(
        judgements=tuple(
            Judgement(item, "Tomasz", "tone", Verdict.ERROR, message=f"About {item}.")
            for item in items
        )
    )
    book = Casebook(unread.sources, record)
    text = draft(gather(book, "Tomasz"))
    in_letter = {block.item_id for block in examples(text)}
    told = {finding.message for finding in check(book, "Tomasz", text)}
    for item in items:
        assert item in in_letter or f"Your message on item “{item}” is not in the letter." in told


def test_the_same_message_on_many_items_is_shown_where_it_belongs_and_not_again(
    unread: Casebook,
) -> None:
    record = Record(
        judgements=tuple(
            Judgement(f"T-{k:02}", "Tomasz", "tone", Verdict.ERROR, message="Rule 2b.")
            for k in range(1, 20, 3)
        )
    )
    book = Casebook(unread.sources, record)
    text = draft(gather(book, "Tomasz"))
    assert "more item" not in text
    assert check(book, "Tomasz", text) == []


def test_an_unknown_language_or_annotator_is_said_clearly(unread: Casebook) -> None:
    evidence = gather(unread, "Tomasz")
    with pytest.raises(DataError, match=r"language “xx”; there is en"):
        draft(evidence, language="xx")
    with pytest.raises(NotFoundError, match="no annotator “Nobody”"):
        gather(unread, "Nobody")


def test_names_and_answers_cannot_run_or_break_the_letter(make) -> None:
    name = '{{ example "T-1" "tone" }}'
    rows = [("T-1", name, "calm"), ("T-1", "Bob", "calm")]
    data = make(rows)
    text = draft(gather(Casebook(prepare(data), Record()), name), reviewer="{% include 'x' %}")
    assert examples(text) == []
    assert text.startswith("Hello \\{\\{ example")
    hashed = replace(gather(Casebook(prepare(data), Record()), name), annotator_id="# *x*\n\n# y")
    assert draft(hashed).startswith("Hello # \\*x\\* # y,")
