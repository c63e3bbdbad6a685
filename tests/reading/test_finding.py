"""Queues by what stands in the items and by what the reviewer put on them."""

from __future__ import annotations

import numpy as np
import pytest

from annotate.errors import NotFoundError
from annotate.judgements import Judgement, Read, Record, Verdict
from annotate.reading import Order, Queue, QueueKind, order_of, title_of, with_returns
from annotate.reading.finding import regex
from annotate.reading.returning import EVERY, LATER
from tests.ui.test_reader import annotations

DATA = annotations(["one fish", "two FISH", "red 12", "blue"])


def found(queue: Queue, record: Record | None = None) -> list[str]:
    return [DATA.item_ids[code] for code in order_of(queue, DATA, record).items]


def test_a_regular_expression_finds_items_whatever_their_case() -> None:
    assert found(Queue.regex("fish$")) == ["i0", "i1"]
    assert found(Queue.regex(r"\d{2}")) == ["i2"]
    with pytest.raises(NotFoundError, match="no regular expression"):
        found(Queue.regex("("))


def test_a_search_that_takes_too_long_is_stopped_and_says_so() -> None:
    with pytest.raises(NotFoundError, match="was stopped"):
        regex(Queue.regex("(a|aa)+$"), DATA, Record(), seconds=-1)


def test_no_pattern_takes_longer_than_the_text_is_long() -> None:
    data = annotations(["a" * 50_000 + "b"])
    assert regex(Queue.regex("(a+)+$"), data, Record()).tolist() == []


def test_what_the_reviewer_put_on_items_finds_them() -> None:
    record = Record(
        judgements=(
            Judgement("i0", "Mira", "tone", Verdict.ERROR, at="1", error_type="irony"),
            Judgement("i2", "Mira", "tone", at="2", rule="2b", reviewer="Ada"),
            Judgement("gone", "Mira", "tone", at="3", rule="2b"),
        ),
        tags={"i1": ("odd",)},
        flags=frozenset({"i3"}),
        reads=(Read("i0", "random", 0.5, "1"),),
    )
    assert found(Queue.with_name(QueueKind.ERROR_TYPE, "irony"), record) == ["i0"]
    assert found(Queue.with_name(QueueKind.RULE, "2b"), record) == ["i2"]
    assert found(Queue.with_name(QueueKind.TAG, "odd"), record) == ["i1"]
    assert found(Queue.flagged(), record) == ["i3"]
    assert found(Queue.mine("Ada"), record) == ["i2"]
    assert set(found(Queue.random().narrowed(fresh=True), record)) == {"i1", "i2", "i3"}


def test_a_category_and_a_field_narrow_and_keep_the_chance() -> None:
    order = order_of(Queue.category("tone", "angry").narrowed("text", "blue"), DATA)
    assert [DATA.item_ids[code] for code in order.items] == ["i3"]
    assert order.probability == 1.0
    assert order.title == "Items where someone said angry, where text is blue"
    assert found(Queue.category("tone", "angry", "Mira")) == []
    with pytest.raises(NotFoundError, match="no field"):
        found(Queue.random().narrowed("no such", "x"))


def test_every_queue_comes_back_from_its_address() -> None:
    for kind in QueueKind:
        queue = Queue(kind, "q", "a", "o", "s", "t", "x", "i", "r", "w", "v", "1")
        assert Queue.from_params(queue.to_params()) == queue
        assert title_of(queue)


def test_some_items_come_back_much_later_and_always_the_same() -> None:
    order = Order(np.arange(400), 1 / 400, "all", Queue.random())
    longer = with_returns(order, "salt")
    assert longer.items.tolist() == with_returns(order, "salt").items.tolist()
    assert len(longer.again) == len(longer) - len(order) == (400 - EVERY - LATER - 1) // EVERY + 1
    for place in longer.again:
        first = longer.place_of(int(longer.items[place]))
        assert first is not None
        assert place - first >= LATER
    kept = [code for place, code in enumerate(longer.items) if place not in longer.again]
    assert kept == list(range(400))
    opened = longer.opening(999)
    assert {int(opened.items[place]) for place in opened.again} == {
        int(longer.items[place]) for place in longer.again
    }


def test_only_a_sample_by_chance_has_items_that_come_back() -> None:
    hunted = Order(np.arange(400), None, "hunted", Queue.disagreement())
    assert with_returns(hunted).again == frozenset()
    short = Order(np.arange(40), 1 / 40, "short", Queue.random())
    assert with_returns(short) is short
