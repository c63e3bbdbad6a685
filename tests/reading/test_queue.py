"""A queue is a value: it fits in an address and comes back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import NotFoundError
from annotate.reading import Queue, QueueKind, title_of

queues = st.builds(Queue, st.sampled_from(QueueKind), *[st.text()] * 7)


@given(queues)
def test_a_queue_comes_back_from_its_own_address(queue: Queue) -> None:
    assert Queue.from_params(queue.to_params()) == queue


@given(queues, queues)
def test_different_queues_have_different_names(one: Queue, other: Queue) -> None:
    assert (one.name == other.name) == (one == other)


def test_an_address_without_a_queue_means_the_random_one() -> None:
    assert Queue.from_params({"project": "p", "item": "i3"}) == Queue.random()


def test_the_item_of_an_address_opens_an_item_and_is_no_part_of_the_queue() -> None:
    assert Queue.single("i3").to_params() == {"queue": "item", "only": "i3"}


def test_an_unknown_queue_is_named_with_those_that_exist() -> None:
    with pytest.raises(NotFoundError, match="no queue “fancy”; there are random, unread"):
        Queue.from_params({"queue": "fancy"})


@pytest.mark.parametrize(
    ("queue", "title"),
    [
        (Queue.random(), "All items, shuffled"),
        (Queue.disagreement("tone"), "Items with the most disagreement about tone first"),
        (
            Queue.cell("tone", "angry", "annoyed", "Mira"),
            "Items where Mira said angry and the others mostly annoyed",
        ),
        (
            Queue.cell("tone", "calm", "calm"),
            "Items where someone said calm and someone else calm",
        ),
        (Queue.pair("tone", "Mira", "Wen"), "Items where Mira and Wen disagree about tone"),
        (Queue.search("invoice"), "Items with “invoice”"),
    ],
)
def test_a_queue_is_titled_in_plain_words(queue: Queue, title: str) -> None:
    assert title_of(queue) == title
