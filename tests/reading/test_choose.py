"""Each queue holds the items that its name promises, in a known order, drawn as it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotate.ablation import together
from annotate.annotations import Annotations
from annotate.errors import DataError, NotFoundError
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.reading import Order, Queue, order_of


def ids(data: Annotations, order: Order) -> list[str]:
    return [data.item_ids[code] for code in order.items]


def test_random_holds_every_item_once_and_each_is_equally_likely(data: Annotations) -> None:
    order = order_of(Queue.random(), data, salt="p/v1")
    assert sorted(ids(data, order)) == list(data.item_ids)
    assert order.probability == pytest.approx(1 / 5)


def test_the_same_salt_shuffles_alike_and_another_one_differently(data: Annotations) -> None:
    orders = [tuple(order_of(Queue.random(), data, salt=str(n)).items) for n in range(20)]
    assert len(set(orders)) > 10
    assert tuple(order_of(Queue.random(), data, salt="3").items) == orders[3]


def test_file_keeps_the_order_of_the_file_and_chance_has_no_part(data: Annotations) -> None:
    order = order_of(Queue.file(), data)
    assert ids(data, order) == list(data.item_ids)
    assert order.probability is None


def test_disagreement_puts_the_most_divided_items_first_and_leaves_out_single_labels(
    data: Annotations,
) -> None:
    order = order_of(Queue.disagreement("tone"), data)
    # Share of differing pairs: i4 3/3, i2 1/1, i1 2/3, i0 0/3; i3 has one label.
    assert set(ids(data, order)[:2]) == {"i2", "i4"}
    assert ids(data, order)[2:] == ["i1", "i0"]


def test_one_annotators_items_are_those_they_labelled(data: Annotations) -> None:
    order = order_of(Queue.of_annotator("Wen"), data)
    assert sorted(ids(data, order)) == ["i0", "i1", "i4"]
    assert order.probability == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("queue", "expected"),
    [
        (Queue.cell("tone", "angry", "calm"), ["i1", "i2", "i4"]),
        # On i1 and i4 the others of Tomás tie, so they mostly said nothing.
        (Queue.cell("tone", "angry", "calm", "Tomás"), []),
        (Queue.cell("tone", "calm", "angry", "Tomás"), ["i2"]),
        (Queue.cell("tone", "calm", "angry", "Mira"), ["i1"]),
        (Queue.cell("tone", "calm", "calm", "Mira"), ["i0"]),
        (Queue.cell("tone", "annoyed", "annoyed"), []),
        (Queue.pair("tone", "Mira", "Tomás"), ["i1", "i2", "i4"]),
        (Queue.pair("tone", "Tomás", "Wen"), ["i4"]),
        (Queue.search("invoice"), ["i0", "i2"]),
        (Queue.search("A.B"), ["i3"]),
        (Queue.search("I4"), ["i4"]),
        (Queue.single("i2"), ["i2"]),
    ],
)
def test_a_queue_by_rule_holds_exactly_its_items(
    data: Annotations, queue: Queue, expected: list[str]
) -> None:
    assert ids(data, order_of(queue, data)) == expected


def test_unread_leaves_out_what_was_read(data: Annotations) -> None:
    record = Record(reads=(Read("i0", "random", 0.2, ""), Read("gone", "random", None, "")))
    order = order_of(Queue.unread(), data, record)
    assert sorted(ids(data, order)) == ["i1", "i2", "i3", "i4"]
    assert order.probability == pytest.approx(1 / 4)


def test_judged_has_the_latest_judgement_first_and_skips_items_that_are_gone(
    data: Annotations,
) -> None:
    record = Record(
        judgements=(
            Judgement("i1", "Mira", "tone", Verdict.ERROR, at="2026-01-01"),
            Judgement("i4", "Mira", "tone", Verdict.ERROR, at="2026-01-02"),
            Judgement("gone", "Mira", "tone", Verdict.ERROR, at="2026-01-03"),
        ),
        rulings={("i0", "tone"): "calm", ("i1", "tone"): "angry"},
        notes={"i2": "hm", "i3": ""},
    )
    assert ids(data, order_of(Queue.judged(), data, record)) == ["i4", "i1", "i0", "i2"]


@pytest.mark.parametrize(
    ("queue", "message"),
    [
        (Queue.single("nope"), "no item “nope”"),
        (Queue.of_annotator("nope"), "no annotator “nope”"),
        (Queue.cell("tone", "nope", "calm"), "No answer “nope” exists for “tone”"),
        (Queue.pair("nope", "Mira", "Wen"), "no question “nope”"),
    ],
)
def test_what_the_data_do_not_have_is_named(data: Annotations, queue: Queue, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        order_of(queue, data)


def test_an_item_outside_the_queue_is_put_first_and_one_inside_stays(data: Annotations) -> None:
    order = order_of(Queue.search("invoice"), data)
    assert ids(data, order.opening(4)) == ["i4", "i0", "i2"]
    assert order.opening(2) is order
    assert order.place_of(2) == 1
    assert order.place_of(4) is None
    assert len(order) == 2


def test_the_items_of_an_order_are_integers_even_where_there_are_none(data: Annotations) -> None:
    empty = order_of(Queue.search("no such text"), data)
    assert np.issubdtype(empty.items.dtype, np.integer)
    assert empty.probability is None


def test_a_round_narrows_the_labels_that_a_queue_goes_by(data: Annotations) -> None:
    """In round 2 only the last two labels of the data, both on i4, are there to differ."""
    in_round = np.zeros(len(data.table), dtype=np.int64)
    of_last = np.flatnonzero(data.table["item"] == data.item_codes["i4"])[-2:]
    in_round[of_last] = 1
    several = replace(data, rounds=("1", "2"), table=data.table.assign(round=in_round))
    queue = Queue.disagreement("tone")
    assert "i4" in ids(several, order_of(queue, several))
    assert ids(several, order_of(queue.within("2"), several)) == ["i4"]
    assert order_of(queue.within("2"), several).title.endswith(", in round 2")
    cell = Queue.cell("tone", "angry", "calm")
    assert {"i1", "i2"} <= set(ids(several, order_of(cell.within("1"), several)))
    assert set(ids(several, order_of(cell.within("2"), several))) <= {"i4"}
    with pytest.raises(NotFoundError, match="No “round” is “9”"):
        order_of(queue.within("9"), several)


def test_a_round_is_part_of_the_address_and_of_the_name() -> None:
    queue = Queue.pair("tone", "Mira", "Wen")
    assert Queue.from_params(queue.within("2").to_params()) == queue.within("2")
    assert queue.within("2").name != queue.name
    assert queue.within(None) == queue


def test_flipped_items_are_those_whose_consensus_becomes_another_one(data: Annotations) -> None:
    # Without Mira i2 is no tie any more and i3 has no label left.
    queue = Queue.flipped("tone", together(["annotator:Mira"]))
    order = order_of(queue, data)
    assert ids(data, order) == ["i2", "i3"]
    assert order.probability is None
    assert order.title == "Without Mira: items whose consensus flips"
    both = Queue.flipped("tone", together(["annotator:Mira", "merge:calm,annoyed"]))
    assert Queue.from_params(both.to_params()) == Queue.named(both.name) == both


def test_a_decision_that_nobody_can_read_is_said_and_does_not_break_the_title(
    data: Annotations,
) -> None:
    queue = replace(Queue.flipped("tone", ()), text="no decision")
    with pytest.raises(DataError, match="no decision"):
        order_of(queue, data)
