"""What the reviewer chose is shown in their order, what they dropped is not; counts stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.feedback import Casebook, draft, gather
from annotate.feedback.blocks import examples
from annotate.feedback.choice import Choice
from annotate.judgements import Judgement, Record, Verdict

references = st.tuples(st.sampled_from("abcde"), st.just("tone"))
steps = st.lists(
    st.tuples(st.sampled_from(["put", "drop", "leave", "up", "down"]), references), max_size=30
)


@given(steps)
def test_nothing_is_chosen_twice_or_chosen_and_dropped(taken) -> None:
    choice = Choice()
    for step, one in taken:
        if step in ("up", "down"):
            moved = choice.move(one, -1 if step == "up" else 1)
            assert sorted(moved.chosen) == sorted(choice.chosen)
            choice = moved
        else:
            choice = getattr(choice, step)(one)
        assert len(set(choice.chosen)) == len(choice.chosen)
        assert not set(choice.chosen) & choice.dropped


def shown(book: Casebook, choice: Choice) -> list[str]:
    return [block.item_id for block in examples(draft(gather(book, "Tomasz", choice)))]


def test_chosen_examples_come_in_their_order_and_dropped_ones_are_gone(unread: Casebook) -> None:
    first = shown(unread, Choice())[:3]
    dropped = Choice().drop((first[0], "tone"))
    assert first[0] not in shown(unread, dropped)
    chosen = Choice().put((first[2], "tone")).put((first[1], "tone"))
    assert shown(unread, chosen)[:2] == [first[2], first[1]]
    assert shown(unread, chosen.move((first[1], "tone"), -1))[:2] == [first[1], first[2]]


def test_no_count_depends_on_what_is_chosen(unread: Casebook) -> None:
    plain = gather(unread, "Tomasz")
    chosen = gather(
        unread, "Tomasz", Choice().drop((plain.patterns[0].examples[0].item_id, "tone"))
    )
    assert chosen.patterns[0].habit == plain.patterns[0].habit
    assert (chosen.n_read, chosen.strengths) == (plain.n_read, plain.strengths)


def test_a_pattern_all_of_whose_examples_are_dropped_is_not_spoken_of(unread: Casebook) -> None:
    choice = Choice()
    for _ in range(8):
        for pattern in gather(unread, "Tomasz", choice).patterns:
            for case in pattern.candidates:
                choice = choice.drop((case.item_id, case.question))
    assert gather(unread, "Tomasz", choice).patterns == ()


def test_what_was_named_is_one_pattern_under_its_name_whatever_its_answers(unread) -> None:
    said = [
        Judgement(item, "Tomasz", "tone", Verdict.ERROR, error_type="sarcasm")
        for item in ("T-01", "T-04", "T-07")
    ]
    record = Record(judgements=(*said, *[Judgement("T-10", "Tomasz", "tone", Verdict.ERROR)]))
    first = gather(Casebook(unread.sources, record), "Tomasz").patterns[0]
    assert (first.error_type, len(first.cases)) == ("sarcasm", 3)
    assert "## sarcasm" in draft(gather(Casebook(unread.sources, record), "Tomasz"))


def test_two_cases_are_no_pattern_and_their_messages_are_shown_all_the_same(make) -> None:
    from annotate.feedback import prepare

    rows = [(f"T-{k}", who, "calm") for k in range(40) for who in ("Ann", "Bob", "Cat", "Dan")]
    rows = [(i, w, "angry" if w == "Dan" and i in ("T-1", "T-2") else s) for i, w, s in rows]
    record = Record(
        judgements=tuple(
            Judgement(item, "Dan", "tone", Verdict.ERROR, message=f"About {item}.")
            for item in ("T-1", "T-2")
        )
    )
    evidence = gather(Casebook(prepare(make(rows)), record), "Dan")
    assert evidence.patterns == ()
    assert {case.item_id for case in evidence.single} == {"T-1", "T-2"}
    text = draft(evidence)
    assert "A few more items" in text
    assert {"T-1", "T-2"} <= {block.item_id for block in examples(text)}
