"""The queue of a habit holds its cases."""

from __future__ import annotations

import pytest

import annotate
from annotate.errors import NotFoundError
from annotate.habits import Kind
from annotate.reading import Queue
from annotate.reading.choose import order_of
from annotate.ui.annotator_parts import queue_of_habit


@pytest.fixture(scope="module")
def data(sample):
    return annotate.load(sample)


def test_every_habit_leads_to_the_items_behind_it(data) -> None:
    for profile in annotate.profiles(data):
        for habit in profile.habits:
            queue = queue_of_habit(habit, profile.annotator_id)
            assert Queue.from_params(queue.to_params()) == queue
            items = order_of(queue, data).items
            assert {data.item_ids[code] for code in items} == set(habit.item_ids)


def test_an_address_with_a_made_up_habit_says_so(data) -> None:
    nothing = ("", "", "", "")
    with pytest.raises(NotFoundError, match="no habit of the kind"):
        order_of(Queue.habit("sings", "Freya", "tone", nothing), data)
    with pytest.raises(NotFoundError, match="no annotator"):
        order_of(Queue.habit(Kind.RUSHES, "Nobody", "", nothing), data)
    assert len(order_of(Queue.habit(Kind.RUSHES, "Sam", "", nothing), data)) == 0
