"""Where a reader sits: at which desk, with which item at hand. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import Annotations, BoolArray
from annotate.reading import Order
from annotate.ui.reader.fields import Display
from annotate.ui.reader.payload import AROUND, NEAR, Desk, Telling, desk

STAY = 10
"""Items after the one at hand that a new ranking leaves in their places."""


@dataclass
class Sitting:
    """What a session remembers between runs.

    ``place`` is the 0-based place of the item at hand, 0 in an empty queue. ``jumps`` counts the
    times that the browser was told to turn. ``linked`` is the item that a link opened: it was
    looked for, so however the queue was drawn, chance did not choose it. ``around`` is how many
    items on either side the browser is to be sent now. ``n_read`` is how many of the queue's
    items were read when the reader sat down. ``past`` is the item whose history was asked for.
    """

    desk: Desk
    place: int
    jumps: int = 0
    linked: str = ""
    around: int = AROUND
    n_read: int = 0
    past: str = ""

    @property
    def item_id(self) -> str:
        """The item at hand; "" in an empty queue."""
        items = self.desk.order.items
        return self.desk.data.item_ids[int(items[self.place])] if len(items) else ""

    @property
    def n_items(self) -> int:
        """How many different items the queue holds."""
        return len(self.desk.order) - len(self.desk.order.again)

    def told(self, token: object, place: object, short: object) -> None:
        """The browser says where it is and whether it is short of items around that place.

        What it says of another queue, or of this one before it changed, is not believed.
        """
        order = self.desk.order
        if token != self.desk.token or not isinstance(place, int) or not 0 <= place < len(order):
            self.around = AROUND
            return
        self.place = place
        self.around = AROUND if short else NEAR

    def ranked_anew(self, fresh: Order) -> None:
        """Put what comes next in the order of ``fresh``; the next few items stay as they are.

        The reader may be there before the answer is, and nothing is to move under their hands.
        """
        order = self.desk.order.followed_by(fresh, self.place + STAY)
        self.desk = replace(self.desk, order=order)
        self.around = AROUND

    def turn_to(self, item_id: str) -> None:
        """Make the browser go to an item of this queue."""
        place = self.desk.order.place_of(self.desk.data.item_codes[item_id])
        self.place = self.place if place is None else place
        self.jumps += 1


def seat(
    before: Sitting | None,
    data: Annotations,
    order: Order,
    counted: dict[str, BoolArray],
    *,
    blind: bool,
    item: str | None,
    version: str,
    left_at: Callable[[str], str | None],
    display: Display | None = None,
    reviewer: str = "",
    read: Collection[str] = (),
    telling: Callable[[str, str], Telling] | None = None,
) -> Sitting:
    """The sitting for this run. ``before`` is the one on the screen until now, if any.

    While the queue stays the same so does its order, even where reading has changed what it
    would hold now. ``item`` is what the address names. The address follows the desk, so in a
    newly chosen queue the item that was at hand in the old one is no wish to start there.
    ``left_at`` says at which item a queue was left, ``read`` which items were read before.
    """
    wanted = item if item in data.item_codes else None
    same = before is not None and before.desk.order.queue == order.queue
    if before is not None and same:
        # In blind mode some items come back, which is another order of the same queue.
        order = before.desk.order if blind == before.desk.blind else order
        here = wanted or before.item_id
    else:
        if before is not None and wanted == before.item_id:
            wanted = None
        here = wanted or _left_in(order, data, left_at(order.queue.name)) or _first(order, data)
    if here:
        order = order.opening(data.item_codes[here])
    stays = before is not None and order is before.desk.order
    made = desk(
        data,
        order,
        counted,
        blind=blind,
        version=version,
        display=display or (before.desk.display if before is not None else None),
        reviewer=reviewer,
        telling=telling,
    )
    place = (order.place_of(data.item_codes[here]) or 0) if here else 0
    if before is not None and stays:
        place = before.place if before.item_id == here else place
        if made.token == before.desk.token:
            before.place, before.around = place, AROUND
            return before
    linked = before.linked if before is not None and same else wanted or ""
    return Sitting(made, place, linked=linked, n_read=_n_read(order, data, read))


def _n_read(order: Order, data: Annotations, read: Collection[str]) -> int:
    codes = [data.item_codes[item_id] for item_id in read if item_id in data.item_codes]
    return int(np.isin(np.unique(order.items), codes).sum())


def _left_in(order: Order, data: Annotations, item_id: str | None) -> str | None:
    """The item, if it still stands in the queue."""
    code = None if item_id is None else data.item_codes.get(item_id)
    return None if code is None or order.place_of(code) is None else item_id


def _first(order: Order, data: Annotations) -> str:
    return data.item_ids[int(order.items[0])] if len(order) else ""
