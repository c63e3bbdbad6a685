"""Items that come back unannounced, to measure the reviewer's own consistency."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from annotate.reading.order import Order

EVERY = 15
"""One item of this many comes back."""
LATER = 50
"""At least so many items lie between: too many to remember an answer by."""


def with_returns(order: Order, salt: str = "") -> Order:
    """The order with some of its items a second time, always the same ones for the same salt.

    Of each run of ``EVERY`` items one comes back, drawn by a hash, at least ``LATER`` items after
    its first place. Orders that a rule made, in whole or in part, and those too short, stay as they are: only what
    chance chose says how consistent the reviewer is on items in general.
    """
    n = len(order)
    starts = range(0, n - EVERY - LATER, EVERY)
    if order.probability is None or order.drawn is not None or not starts:
        return order
    drawn = [start + _drawn(salt, order.queue.name, start) for start in starts]
    # Each goes in before the item that stood LATER to LATER + EVERY places after its own.
    at = [start + EVERY + LATER - 1 for start in starts]
    items = np.insert(order.items, at, order.items[drawn])
    again = frozenset(int(place) for place in np.array(at) + np.arange(len(at)))
    return replace(order, items=items.astype(np.int64), again=again)


def _drawn(salt: str, queue: str, start: int) -> int:
    digest = hashlib.sha256(f"again\n{salt}\n{queue}\n{start}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % EVERY
