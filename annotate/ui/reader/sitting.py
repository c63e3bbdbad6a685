"""Where a reader sits: at which desk, with which item at hand. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotate.annotations import Annotations, BoolArray
from annotate.reading import Order
from annotate.ui.reader.payload import AROUND, NEAR, Desk, desk

STAY = 10
"""Items after the one at hand that a new ranking leaves in their places."""


@dataclass
class Sitting:
    """What a session remembers between runs.

    ``jumps`` counts the times that the browser was told to turn. ``linked`` is the item that a
    link opened: it was looked for, so however the queue was drawn, chance did not choose it.
    ``around`` is how many items on either side the browser is to be sent now.
    """

    desk: Desk
    item_id: str
    jumps: int = 0
    linked: str = ""
    around: int = AROUND

    @property
    def place(self) -> int:
        """The 0-based place of the item at hand; 0 in an empty queue."""
        code = self.desk.data.item_codes.get(self.item_id)
        return 0 if code is None else self.desk.order.place_of(code) or 0

    def told(self, token: object, place: object, short: object) -> None:
        """The browser says where it is and whether it is short of items around that place.

        What it says of another queue, or of this one before it changed, is not believed.
        """
        order = self.desk.order
        if token != self.desk.token or not isinstance(place, int) or not 0 <= place < len(order):
            self.around = AROUND
            return
        self.item_id = self.desk.data.item_ids[int(order.items[place])]
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
        self.item_id = item_id
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
) -> Sitting:
    """The sitting for this run. ``before`` is the one on the screen until now, if any.

    While the queue stays the same so does its order, even where reading has changed what it
    would hold now. ``item`` is what the address names. The address follows the desk, so in a
    newly chosen queue the item that was at hand in the old one is no wish to start there.
    ``left_at`` says at which item a queue was left.
    """
    wanted = item if item in data.item_codes else None
    same = before is not None and before.desk.order.queue == order.queue
    if before is not None and same:
        order, here = before.desk.order, wanted or before.item_id
    else:
        if before is not None and wanted == before.item_id:
            wanted = None
        here = wanted or _left_in(order, data, left_at(order.queue.name)) or _first(order, data)
    if here:
        order = order.opening(data.item_codes[here])
    if before is not None and order is before.desk.order and blind == before.desk.blind:
        before.item_id, before.around = here, AROUND
        return before
    linked = before.linked if before is not None and same else wanted or ""
    return Sitting(desk(data, order, counted, blind=blind, version=version), here, linked=linked)


def _left_in(order: Order, data: Annotations, item_id: str | None) -> str | None:
    """The item, if it still stands in the queue."""
    code = None if item_id is None else data.item_codes.get(item_id)
    return None if code is None or order.place_of(code) is None else item_id


def _first(order: Order, data: Annotations) -> str:
    return data.item_ids[int(order.items[0])] if len(order) else ""
